// Pages that submit without pause, each its own people in its own order, and send again what was not answered, as the script does.
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import type { HubFile } from '../../src/core/hub-file.ts'
import type { HubAnswer } from '../../src/core/public-hub.ts'
import type { SessionAnswer, SubmissionsAnswer } from '../../src/core/envelope.ts'
import { uuidV7 } from '../bench/rows.ts'

export const ORIGIN = 'https://hub.example'

export const HUB: HubFile = {
  hub: 'kill',
  origins: [ORIGIN],
  identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.email', type: 'email' } }],
  rules: [
    {
      id: 'entry',
      on: 'form',
      attributes: { first_name: 'field.first_name' },
      events: [{ name: 'Entered', properties: { person: 'field.person', submission: 'field.submission' } }],
    },
  ],
}

/** Settings without which one machine could not be so many people. */
export const UNLIMITED = {
  RATE_ADDRESS_PER_MINUTE: '1000000000',
  RATE_ADDRESS_BURST: '1000000000',
  RATE_TOKEN_PER_MINUTE: '1000000000',
  RATE_TOKEN_BURST: '1000000000',
  RATE_HUB_PER_SECOND: '1000000000',
  RATE_HUB_BURST: '1000000000',
  PERSON_ENVELOPES_PER_HOUR: '1000000000',
  PERSON_EVENTS_PER_HOUR: '1000000000',
  LOG_LEVEL: 'warn',
}

export interface Pages {
  /** Numbers of the submissions that were answered 202, in the order of the answers for each page. */
  accepted: string[]
  /** Pages stop, each once its last submission was answered. */
  stop(): Promise<void>
}

const PEOPLE_OF_A_PAGE = 5

export function openPages(url: string, count: number): Pages {
  const pool = new Pool(url, { connections: count, headersTimeout: 20_000 })
  const accepted: string[] = []
  let stopped = false

  async function json(path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
    const answer = await pool.request({
      path,
      method: body === undefined ? 'GET' : 'POST',
      headers: { origin: ORIGIN, 'content-type': 'text/plain' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.body.text()
    return { status: answer.statusCode, json: text === '' ? undefined : JSON.parse(text) }
  }

  /** Asks until it is answered: the proxy may just be dead. */
  async function asked(path: string, body?: unknown): Promise<unknown> {
    for (;;) {
      const answer = await json(path, body).catch(() => undefined)
      if (answer && answer.status < 300) return answer.json
      if (answer && answer.status < 500) throw new Error(`${path}: ${String(answer.status)} ${JSON.stringify(answer.json)}`)
      await sleep(20)
    }
  }

  async function page(number: number): Promise<void> {
    const { rev } = (await asked(`/v1/hubs/${HUB.hub}`)) as HubAnswer
    const { token } = (await asked(`/v1/hubs/${HUB.hub}/session`, {})) as SessionAnswer
    for (let turn = 0; !stopped; turn++) {
      const person = `${String(number)}-${String(turn % PEOPLE_OF_A_PAGE)}`
      const submission = `${String(number)}:${String(turn)}`
      const at = new Date().toISOString()
      const envelope = {
        v: 1,
        id: uuidV7(),
        at,
        rev,
        rule: 'entry',
        identity: [{ as: 'user_alias', label: 'email', value: `p${person}@example.com` }],
        attributes: { first_name: 'Ada' },
        events: [{ event: 0, properties: { person, submission } }],
      }
      const { results } = (await asked(`/v1/hubs/${HUB.hub}/submissions`, {
        token,
        sentAt: at,
        submissions: [envelope],
      })) as SubmissionsAnswer
      const [result] = results
      if (result?.status === 'refused') throw new Error(JSON.stringify(result))
      accepted.push(submission)
    }
  }

  const pages = Promise.all(Array.from({ length: count }, (_, number) => page(number)))
  pages.catch(() => {})
  return {
    accepted,
    async stop() {
      stopped = true
      await pages
      await pool.close()
    },
  }
}
