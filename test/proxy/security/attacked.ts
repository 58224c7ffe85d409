// The proxy that an attacker reaches over a socket, with three hubs, and what she asks it with.
import { afterAll, beforeAll, expect } from 'vitest'
import type { SubmissionsAnswer } from '../../../src/core/envelope.ts'
import { HUB, ORIGIN, startRig, type Rig } from '../http/fixture.ts'

export const OTHER = 'https://other.komo.site'
export const MARK = 'zq7marker'
export const SUBMISSIONS = '/v1/hubs/summer/submissions'

export let rig: Rig
/** Of this hub and origin, and good. */
export let token: string

/** Starts it for the tests of a file. */
export function underAttack(): void {
  beforeAll(async () => {
    const rules = [
      {
        id: 'entry',
        on: 'form' as const,
        attributes: {
          first_name: 'field.first_name',
          score: { from: 'field.score', type: 'integer' as const },
          team: { from: 'field.team', map: { a: 'Alphas', b: 'Betas' } },
          tier: { value: 'gold' },
        },
        subscriptions: [{ to: 'email_subscribe', from: 'field.optin' }],
        events: [{ name: 'Entered', properties: { team: 'field.team', source: { value: 'hub' } } }],
      },
    ]
    const secret = {
      ...HUB,
      hub: 'other',
      origins: [OTHER],
      rules: [{ id: 'secret-rule', on: 'form' as const, attributes: { vip: 'field.vip' } }],
    }
    rig = await startRig({ hubs: [{ ...HUB, rules }, { ...HUB, hub: 'twin', rules }, secret] })
    token = await rig.session()
  })
  afterAll(() => rig.stop())
}

export async function results(given: unknown[]): Promise<SubmissionsAnswer['results']> {
  const answer = await rig.submit(given, { token })
  expect(answer.status).toBe(202)
  return ((await answer.json()) as SubmissionsAnswer).results
}

export async function code(answer: Response): Promise<[number, string]> {
  return [answer.status, ((await answer.json()) as { code: string }).code]
}

export function post(path: string, body: BodyInit, headers: Record<string, string> = { origin: ORIGIN }): Promise<Response> {
  return fetch(rig.url + path, { method: 'POST', headers, body })
}
