// Fuzzing of every route of both ports: no 500, no crash, no memory kept. FUZZ sets how many inputs (`npm run fuzz`: 200,000); a seeded share runs in `npm test`.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InspectorCode } from '../../../src/core/admin.ts'
import type { InspectorSession } from '../../../src/core/inspector.ts'
import type { Json } from '../../../src/core/json.ts'
import { envelope, HUB, ORIGIN } from '../http/fixture.ts'
import { ADMIN_TOKEN, startService, type ServiceRig } from '../service.ts'
import { fuzzInput, rawInput, type FuzzSeeds } from './fuzz-inputs.ts'
import { rawHttp, statusOf } from './raw-http.ts'

const RUNS = Number(process.env['FUZZ'] ?? 4000)
const SEED = Number(process.env['FUZZ_SEED'] ?? 20261121)
const HEAP_MAX_BYTES = 20 * 1024 * 1024
const AT_ONCE = 16
/** Inputs made at a time. */
const BLOCK = 400

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

let rig: ServiceRig
let seeds: FuzzSeeds

beforeAll(async () => {
  const hub = {
    ...HUB,
    rules: [
      {
        ...HUB.rules[0]!,
        attributes: {
          first_name: 'field.first_name',
          score: { from: 'field.score', type: 'integer' as const },
          dob: { from: 'field.dob', type: 'date' as const },
          phone: { from: 'field.phone', type: 'phone' as const, region: 'AU' },
          teams: { from: 'field.teams', many: true, op: 'add' as const },
        },
        subscriptions: [{ to: 'email_subscribe', from: 'field.optin' }],
        purchases: [{ productId: 'field.sku', price: 'field.price', currency: { value: 'AUD' } }],
      },
    ],
  }
  // Rates and lock-out are their own tests: here everything gets through to what is behind them.
  const rates = { RATE_ADDRESS_PER_MINUTE: '100000000', RATE_ADDRESS_BURST: '100000000', RATE_TOKEN_PER_MINUTE: '100000000', RATE_TOKEN_BURST: '100000000', RATE_HUB_PER_SECOND: '10000000', RATE_HUB_BURST: '10000000' } // prettier-ignore
  rig = await startService({
    files: { 'summer.json': hub },
    env: { ...rates, PERSON_ENVELOPES_PER_HOUR: '100000000', PERSON_EVENTS_PER_HOUR: '100000000', LOG_LEVEL: 'error' },
  })
  const [rev, token] = [await rig.rev(), await rig.token()]
  const one = envelope(rev, {
    attributes: { first_name: 'Ann', score: 7, dob: '1990-04-05', phone: '0412 345 678', teams: ['a', 'b'] },
    subscriptions: { email_subscribe: true },
    purchases: [{ purchase: 0, values: { productId: 'sku', price: '9.95' } }],
  })
  const { code } = (
    await rig.api<InspectorCode>('inspectorCode', { params: { hub: 'summer' }, body: { connect: `${rig.adminUrl}/admin/` } })
  ).json
  const opened = await fetch(`${rig.url}/v1/hubs/summer/inspector`, {
    method: 'POST',
    headers: { origin: ORIGIN },
    body: JSON.stringify({ code }),
  })
  const { session } = (await opened.json()) as InspectorSession
  const at = new Date().toISOString()
  seeds = {
    submissions: { token, sentAt: at, submissions: [one, { ...one, id: one.id.replace(/.$/, '0') }] } as unknown as Json,
    session: { challenge: 'x' },
    seen: {
      session,
      seen: {
        forms: [{ selector: 'form', at, path: '/', fields: [{ id: 'email', kind: 'email', label: 'E-mail', options: ['a'] }] }],
        events: [{ name: 'card-answered', at, cardTypes: ['Quiz'], paths: [{ path: 'a', kind: 'string' }] }],
      },
    },
    inspectorDryRun: { session, envelope: one as unknown as Json },
    hub: hub as unknown as Json,
    capture: {
      on: 'form',
      submission: { id: one.id, at },
      page: { path: '/', title: '', language: 'en', url: ORIGIN, referrer: '', query: {} },
      fields: { first_name: [{ value: 'Ann', kind: 'text' }], email: [{ value: 'a@example.com', kind: 'email' }] },
    },
    adminToken: ADMIN_TOKEN,
  }
})
afterAll(() => rig.stop())

test(
  `${RUNS} inputs over every route: never a 500`,
  async () => {
    const input = fuzzInput(seeds)
    const failures: string[] = []
    let heapBefore = 0
    for (let done = 0; done < RUNS; done += BLOCK) {
      const inputs = fc.sample(input, { seed: SEED + done, numRuns: BLOCK })
      await inGroups(inputs, AT_ONCE, async ({ port, method, path, headers, body }) => {
        const answer = await fetch((port === 'public' ? rig.url : rig.adminUrl) + path, {
          method,
          headers,
          ...(body && { body: Uint8Array.from(body) }),
        })
        await answer.arrayBuffer()
        if (answer.status === 500) failures.push(`${method} ${path} ${new TextDecoder().decode(body).slice(0, 500)}`)
      })
      // After a tenth, what is compiled and cached once is there.
      if (heapBefore === 0 && done >= RUNS / 10) heapBefore = heapAfterCollection()
    }
    expect(failures).toEqual([])
    expect(heapAfterCollection() - heapBefore).toBeLessThanOrEqual(HEAP_MAX_BYTES)
    expect(rig.log.filter((line) => line.includes('request failed'))).toEqual([])
  },
  Math.max(120_000, RUNS * 10),
)

test('bytes that are hardly HTTP: never a 500, never a crash', async () => {
  const body = JSON.stringify(seeds.submissions)
  const honest = `POST /v1/hubs/summer/submissions HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  const failures: string[] = []
  await inGroups(fc.sample(rawInput(honest), { seed: SEED, numRuns: Math.ceil(RUNS / 5) }), 8, async (bytes) => {
    if (statusOf(await rawHttp(rig.url, bytes, true)) === 500) failures.push(new TextDecoder().decode(bytes).slice(0, 500))
  })
  expect(failures).toEqual([])
  expect((await fetch(`${rig.url}/readyz`)).status).toBe(200)
}, 300_000)

async function inGroups<One>(all: One[], size: number, act: (one: One) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += size) await Promise.all(all.slice(at, at + size).map(act))
}

function heapAfterCollection(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}
