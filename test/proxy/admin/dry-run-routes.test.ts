// The operator's dry run: what a capture would become, for a file that is not saved.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DryRunAnswer } from '../../../src/core/admin.ts'
import { HUB, ORIGIN } from '../http/fixture.ts'
import { startService, type ServiceRig } from '../service.ts'

let rig: ServiceRig
beforeAll(async () => {
  rig = await startService()
})
afterAll(() => rig.stop())

test('dry run: the envelope and the exact body of each rule, for a file that is not saved', async () => {
  const capture = {
    on: 'form',
    submission: { id: '01a2004a-9b13-7000-8000-000000000001', at: '2026-11-21T09:30:00.000Z' },
    page: { path: '/', title: '', language: 'en', url: ORIGIN, referrer: '', query: {} },
    fields: { email: [{ value: 'Try@Example.com', kind: 'email' }], first_name: [{ value: 'Try', kind: 'text' }] },
  }
  const { json } = await rig.api<DryRunAnswer>('dryRun', { body: { hub: { ...HUB, hub: 'unsaved' }, capture } })
  expect(json.rules[0]?.body?.attributes?.[0]).toMatchObject({ user_alias: { alias_name: 'try@example.com' }, first_name: 'Try' })
  const bad = await rig.api<DryRunAnswer>('dryRun', { body: { hub: { hub: 'unsaved' } } })
  expect([bad.status, bad.json.rules]).toEqual([200, []])
  expect(bad.json.issues.length).toBeGreaterThan(0)
  const doubtful = await rig.api<DryRunAnswer>('dryRun', { body: { hub: { ...HUB, rules: [{ id: 'idle', on: 'form' }] } } })
  expect(doubtful.json.issues).toContainEqual(expect.objectContaining({ level: 'warning', path: ['rules', 0] }))
  expect(JSON.stringify(rig.log)).not.toContain('try@example')
})
test.each(['keys', 'workspaces.json'])(
  'a hub cannot extend what is no hub file, and none of it is shown as inherited: %s',
  async (name) => {
    writeFileSync(join(rig.hubsDir, 'keys.json'), '{"default":"sealed"}')
    writeFileSync(
      join(rig.hubsDir, 'workspaces.json'),
      '{"default":{"endpoint":"https://rest.iad-01.braze.com","apiKey":"a-key-in-the-open"}}',
    )
    const { json } = await rig.api<DryRunAnswer>('dryRun', { body: { hub: { ...HUB, hub: 'unsaved', extends: name } } })
    expect(json.issues).toEqual([
      { level: 'error', path: ['extends'], message: expect.stringMatching(/wanted a file in this folder$/) as string },
    ])
    expect(json).not.toHaveProperty('inherited')
    for (const file of ['keys.json', 'workspaces.json']) rmSync(join(rig.hubsDir, file))
  },
)

test('dry run: of a capture that is none, what is wanted is said, and not what was found', async () => {
  const capture = { on: 'form', fields: { email: [{ value: { address: 'ann@example.com' } }] } }
  const { status, json } = await rig.api<{ detail: string }>('dryRun', { body: { hub: HUB, capture } })
  expect([status, json.detail]).toEqual([400, expect.stringMatching(/^capture\.fields\.email.*: wanted /)])
  expect(json.detail).not.toContain('ann')
})
test.each(['dryRun', 'saveHub'] as const)('%s: what is nested too deep is refused, whatever it is', async (route) => {
  const deep = (levels: number) => `{"hub":"deep","x":${'['.repeat(levels)}${']'.repeat(levels)}}`
  const ask = (levels: number) =>
    rig.api<{ code?: string }>(route, {
      params: { hub: 'deep' },
      headers: { 'if-none-match': '*' },
      body: route === 'dryRun' ? `{"hub":${deep(levels)}}` : `{"file":${deep(levels)}}`,
    })
  expect(await ask(100_000)).toMatchObject({
    status: 400,
    json: { code: 'invalid_request', detail: 'found deeper nesting, wanted at most 100 levels' },
  })
  expect((await ask(50)).json.code).not.toBe('invalid_request')
})
