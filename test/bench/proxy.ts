// The proxy as the accept bench runs it: the built one, on its core, with every check on, one hub, and two million ids remembered.
// Each request is one submission of another person with an id of its own, 1,024 bytes in all. Braze is away meanwhile (its address refuses connections, dispatch asks now and then):
// what sending costs is the drain's to measure.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { HubFile } from '../../src/core/hub-file.ts'
import type { HubAnswer } from '../../src/core/public-hub.ts'
import type { SessionAnswer } from '../../src/core/envelope.ts'
import { openSqliteStore } from '../../src/proxy/outbox/sqlite/open.ts'
import { uuidBytes } from '../../src/proxy/outbox/uuid.ts'
import { UNLIMITED } from '../faults/pages.ts'
import { end, SERVER_CORE, STAND_IN_KEY, startPinned } from './children.ts'
import type { Load } from './generator.ts'
import { PERSON_DIGITS, uuidV7 } from './rows.ts'

const ORIGIN = 'https://hub.example'
const DAY_MS = 86_400_000
/** As it comes to the proxy. */
const BODY_BYTES = 1_024

const HUB: HubFile = {
  hub: 'bench',
  origins: [ORIGIN],
  identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.email', type: 'email' } }],
  rules: [
    {
      id: 'entry',
      on: 'form',
      attributes: {
        first_name: 'field.first_name',
        last_name: 'field.last_name',
        favourite_team: 'field.team',
        suburb: 'field.suburb',
        dob: { from: 'field.dob', type: 'date' },
        games: { from: 'field.games', type: 'integer' },
      },
      events: [{ name: 'Entered', properties: { card: 'field.card', answer: 'field.answer' } }],
    },
  ],
}

export interface BenchProxy {
  /** What a generator sends: 1 KB, alias identity, six attributes, one event. */
  load: Pick<Load, 'port' | 'path' | 'headers' | 'body'>
  pid: number
  stop(): Promise<void>
}

/** Braze is at `endpoint`, or away. */
export async function startBenchProxy({ ids, endpoint = 'http://127.0.0.1:1' }: { ids: number; endpoint?: string }): Promise<BenchProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'komo-braze-bench-'))
  const hubs = join(folder, 'hubs')
  const data = join(folder, 'data')
  mkdirSync(hubs)
  writeFileSync(join(hubs, 'bench.json'), JSON.stringify(HUB))
  await rememberIds(data, ids)
  const built = fileURLToPath(new URL('../../dist/proxy.js', import.meta.url))
  const child = startPinned(SERVER_CORE, existsSync(built) ? built : '../../src/proxy/main.ts', {
    ...UNLIMITED,
    LOG_LEVEL: 'info',
    HOST: '127.0.0.1',
    PORT: '0',
    ADMIN_PORT: '0',
    HUBS_DIR: hubs,
    DATA_DIR: data,
    SECRET: 'secret-of-the-bench-which-is-long-enough',
    BRAZE_REST_ENDPOINT: endpoint,
    BRAZE_API_KEY: STAND_IN_KEY,
    DEV_BRAZE_HOSTS: new URL(endpoint).host,
  })
  const port = await new Promise<number>((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      if (text.length < 100_000) text += chunk.toString()
      const found = /"port":(\d+).*"listening"/.exec(text)?.[1]
      if (found) resolve(Number(found))
    })
    child.once('exit', () => {
      reject(new Error(`the proxy ended: ${text}`))
    })
  })
  const get = async (path: string, body?: string): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/v1/hubs/bench${path}`, {
      headers: { origin: ORIGIN },
      ...(body !== undefined && { method: 'POST', body }),
    })
    return answer.json()
  }
  const { rev } = (await get('')) as HubAnswer
  const { token } = (await get('/session', '{}')) as SessionAnswer
  const at = new Date().toISOString()
  const envelope = {
    v: 1,
    id: '{id}',
    at,
    rev,
    rule: 'entry',
    identity: [{ as: 'user_alias', label: 'email', value: 'person{person}@example.com' }],
    attributes: {
      first_name: 'Ada',
      last_name: 'Lovelace',
      favourite_team: 'Harbour Sharks',
      suburb: 'Bondi Beach',
      dob: '1990-05-04',
      games: '12',
    },
    events: [{ event: 0, properties: { card: 'c'.repeat(100), answer: '' } }],
  }
  const [event] = envelope.events
  const body = (): string => JSON.stringify({ token, sentAt: at, submissions: [envelope] })
  if (event)
    event.properties.answer = 'a'.repeat(
      BODY_BYTES - body().replace('{id}', uuidV7()).replace('{person}', '0'.repeat(PERSON_DIGITS)).length,
    )
  return {
    pid: child.pid ?? 0,
    load: {
      port,
      path: '/v1/hubs/bench/submissions',
      headers: { Origin: ORIGIN, 'Content-Type': 'text/plain' },
      body: body(),
    },
    async stop() {
      await end(child)
      rmSync(folder, { recursive: true })
    },
  }
}

/** As many ids as a week of submissions leaves behind. */
async function rememberIds(folder: string, count: number): Promise<void> {
  await openSqliteStore({ folder }).close()
  const database = new DatabaseSync(join(folder, 'outbox.sqlite'))
  const insert = database.prepare("INSERT INTO ids (id, hub, accepted) VALUES (?, 'bench', ?)")
  const first = Date.now() - 7 * DAY_MS
  database.exec('BEGIN')
  for (let index = 0; index < count; index++) {
    const at = Math.floor(first + (index / count) * 7 * DAY_MS)
    insert.run(uuidBytes(uuidV7(at)), at)
  }
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}
