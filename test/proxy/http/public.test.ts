// The public port as an honest page uses it: declaration, bundles, session, submissions, health.
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope, SessionAnswer, SubmissionsAnswer } from '../../../src/core/envelope.ts'
import type { HubFile } from '../../../src/core/hub-file.ts'
import type { Json } from '../../../src/core/json.ts'
import type { HubAnswer } from '../../../src/core/public-hub.ts'
import { createLog } from '../../../src/proxy/log.ts'
import type { Outcome } from '../../../src/proxy/outbox/store.ts'
import { rawHttp, statusOf } from '../security/raw-http.ts'
import { startService, until, type ServiceRig } from '../service.ts'
import { envelope, HUB, ORIGIN, startRig, type Rig } from './fixture.ts'

let rig: Rig
let dist: string
beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'dist-'))
  for (const name of ['embed.js', 'embed-1.2.3.js', 'inspector.js', 'proxy.js'])
    writeFileSync(join(dist, name), `// ${name} ${'x'.repeat(500)}`)
  rig = await startRig({ dist })
})
afterAll(async () => {
  await rig.stop()
  rmSync(dist, { recursive: true })
})

const get = (path: string, headers: Record<string, string> = {}) => fetch(rig.url + path, { headers })

describe('the declaration', () => {
  test('holds what the page needs, to be cached and asked for again by its validator', async () => {
    const answer = await get('/v1/hubs/summer', { origin: ORIGIN })
    const { rev, hub } = (await answer.json()) as HubAnswer
    expect([rev, hub.hub, hub.rules[0]?.id]).toEqual([rig.rev(), 'summer', 'entry'])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'public, max-age=60, stale-if-error=604800',
      vary: 'Origin',
      'access-control-allow-origin': ORIGIN,
    })
    const etag = answer.headers.get('etag') ?? ''
    for (const known of [etag, `W/${etag}`, `"other", W/${etag}`, '*']) {
      const again = await get('/v1/hubs/summer', { origin: ORIGIN, 'if-none-match': known })
      expect([again.status, again.headers.get('etag'), again.headers.get('access-control-allow-origin')]).toEqual([304, etag, ORIGIN])
    }
    expect((await get('/v1/hubs/summer', { origin: ORIGIN, 'if-none-match': '"other"' })).status).toBe(200)
  })
  test('has another validator where the body is another one, though the revision is the same', async () => {
    const bot = (siteKey: string) => ({ verify: 'https://verify.example', siteKey, secret: 'env:X' })
    const own = await startRig({ hubs: [{ ...HUB, bot: bot('before') }] })
    const ask = (headers: Record<string, string> = {}) => fetch(`${own.url}/v1/hubs/summer`, { headers: { origin: ORIGIN, ...headers } })
    const before = await ask()
    await own.apply([{ ...HUB, bot: bot('after') }])
    const after = await ask({ 'if-none-match': before.headers.get('etag') ?? '' })
    expect(after.status).toBe(200)
    const bodies = [await before.json(), await after.json()] as HubAnswer[]
    expect(bodies.map(({ hub }) => hub.botSiteKey)).toEqual(['before', 'after'])
    expect(bodies[0]?.rev).toBe(bodies[1]?.rev)
    await own.stop()
  })
  test('says nothing of the workspace, Braze’s names, constants or keys', async () => {
    const secret = {
      ...HUB,
      hub: 'secret',
      workspace: 'default',
      identity: [{ as: 'external_id' as const, proof: 'extension.token' }, ...HUB.identity],
      jwt: { algorithms: ['RS256' as const], keys: 'file:the-key-file', issuer: 'the-issuer' },
      bot: { verify: 'https://the-verifier.example', siteKey: 'public-site-key', secret: 'env:THE_SECRET' },
      rules: [{ ...HUB.rules[0]!, events: [{ name: 'The Event Name', properties: { c: { value: 'the-constant' } } }] }],
    }
    await rig.apply([HUB, secret])
    const text = await (await get('/v1/hubs/secret', { origin: ORIGIN })).text()
    expect(text).toContain('public-site-key')
    expect(text).not.toMatch(/the-key-file|the-issuer|the-verifier|THE_SECRET|The Event Name|the-constant|workspace/)
  })
})

describe('bundles', () => {
  test.each([
    ['embed.js', 'public, max-age=300, stale-while-revalidate=86400'],
    ['embed-1.2.3.js', 'public, max-age=31536000, immutable'],
    ['inspector.js', 'public, max-age=300, stale-while-revalidate=86400'],
  ])('%s can be loaded by every hub', async (name, cacheControl) => {
    const answer = await get(`/v1/${name}?hub=summer`)
    expect(await answer.text()).toContain(name)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': cacheControl,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    })
    expect((await get(`/v1/${name}`, { 'if-none-match': answer.headers.get('etag') ?? '' })).status).toBe(304)
  })
  test.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP;q=0.5, BR ; q=1.0', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.000, gzip;q=0.001', 'gzip'],
    ['br;q=0, gzip;q=0', null],
    ['xbr, gzip-x', null],
    ['', null],
  ])('for Accept-Encoding "%s": %s', async (accepted, encoding) => {
    const answer = await get('/v1/embed.js', { 'accept-encoding': accepted })
    expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([encoding, 'Accept-Encoding'])
    expect(await answer.text()).toContain('embed.js')
  })
  test('each encoding has a validator of its own, and is known by it', async () => {
    const etags = []
    for (const encoding of ['br', 'gzip', 'identity']) {
      const etag = (await get('/v1/embed.js', { 'accept-encoding': encoding })).headers.get('etag') ?? ''
      const statuses = []
      for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '"x"'])
        statuses.push((await get('/v1/embed.js', { 'accept-encoding': encoding, 'if-none-match': known })).status)
      expect(statuses).toEqual([304, 304, 304, 200])
      etags.push(etag)
    }
    expect(new Set(etags).size).toBe(3)
  })
})

test.each(['/healthz', '/readyz', '/v1/embed.js'])('%s answers HTTP/1.0 without a Host, as health checks ask', async (path) => {
  expect(statusOf(await rawHttp(rig.url, `GET ${path} HTTP/1.0\r\n\r\n`))).toBe(200)
})

test.each([
  ['DELETE', '/v1/hubs/summer', 'GET, HEAD'],
  ['GET', '/v1/hubs/summer/session', 'POST'],
  ['PUT', '/v1/hubs/summer/submissions', 'POST'],
])('%s %s is told which methods there are, whoever asks', async (method, path, allowed) => {
  for (const origin of [ORIGIN, 'https://evil.example']) {
    const answer = await fetch(rig.url + path, { method, headers: { origin } })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed])
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin === ORIGIN ? ORIGIN : null)
  }
})

test('what only begins like the address for submissions is another one', async () => {
  for (const more of ['/', 's', '/more']) {
    const answer = await fetch(`${rig.url}/v1/hubs/summer/submissions${more}`, { method: 'POST', headers: { origin: ORIGIN } })
    expect([more, answer.status]).toEqual([more, 404])
  }
})

test('an upload that breaks off is counted as that', async () => {
  const { port } = new URL(rig.url)
  const socket = connect(Number(port), '127.0.0.1')
  socket.write(
    `POST /v1/hubs/summer/submissions HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\nhalf`,
  )
  // It is being read.
  await once(socket, 'data')
  socket.destroy()
  const counted = 'komo_braze_refused_total{scope="request",hub="summer",code="aborted"} 1'
  await until(async () => (await rig.service.metrics.scrape()).text.includes(counted))
})

test('a session lasts an hour and tells the time', async () => {
  const answer = await fetch(`${rig.url}/v1/hubs/summer/session`, { method: 'POST', headers: { origin: ORIGIN } })
  const { token, expiresAt, now } = (await answer.json()) as SessionAnswer
  expect(token.split('.')).toHaveLength(3)
  expect((Date.parse(expiresAt) - Date.parse(now)) / 1000).toBeCloseTo(3600, -1)
})

describe('submissions', () => {
  test('each envelope is judged alone: accepted, duplicate, refused, with the problems of each', async () => {
    const one = envelope(rig.rev(), { attributes: { first_name: 'Ann', score: 'many' } })
    await rig.submit([one])
    const nobody = envelope(rig.rev(), { identity: [{ as: 'user_alias', label: 'email', value: 'nobody' }] })
    const answer = await rig.submit([one, envelope(rig.rev()), envelope(rig.rev(), { rule: 'none' }), { id: 'x' }, nobody])
    const { results } = (await answer.json()) as SubmissionsAnswer
    expect(answer.status).toBe(202)
    expect(results.map(({ status, code }) => code ?? status)).toEqual([
      'duplicate',
      'accepted',
      'unknown_rule',
      'invalid_envelope',
      'no_identity',
    ])
    expect(results[0]).toEqual({ id: one.id, status: 'duplicate', problems: [{ target: 'attributes.score', code: 'invalid_integer' }] })
    expect(results[4]?.problems).toEqual([{ target: 'identity.user_alias', code: 'invalid_email' }])
  })
  test('one odd value takes nothing along: half a character, endless nesting, an endless identity', async () => {
    const own = await startRig()
    const deep = (levels: number): Json => (levels === 0 ? 'x' : { a: deep(levels - 1) })
    const person = { as: 'user_alias', label: 'email' }
    const answer = await own.submit([
      envelope(own.rev(), { attributes: { first_name: 'Ann \ud83c' }, events: [{ event: 0, properties: { team: deep(9) } }] }),
      envelope(own.rev(), {
        identity: [
          { ...person, value: 'x'.repeat(20_000) },
          { ...person, value: 'jo@example.com' },
        ],
      }),
    ])
    const { results } = (await answer.json()) as SubmissionsAnswer
    expect(results.map(({ status, problems }) => [status, problems])).toEqual([
      ['accepted', [{ target: 'events.0.team', code: 'invalid_string' }]],
      ['accepted', [{ target: 'identity.user_alias', code: 'too_long' }]],
    ])
    const claim = await own.store.claim('default', () => {})
    const { rows } = await claim.next('summer', 0, 10)
    expect(rows[0]?.request.text).toContain('Ann \ufffd')
    await claim.release()
    await own.stop()
  })
  test('the page’s clock is corrected by what it says of itself', async () => {
    const own = await startRig()
    const years = 3 * 365 * 86_400_000
    const [captured, sent] = [new Date(Date.now() - years - 60_000), new Date(Date.now() - years)]
    const answer = await own.submit([envelope(own.rev(), { at: captured.toISOString() })], { sentAt: sent.toISOString() })
    expect(((await answer.json()) as SubmissionsAnswer).results[0]).not.toHaveProperty('problems')
    const claim = await own.store.claim('default', () => {})
    const { rows } = await claim.next('summer', 0, 10)
    const time = /"time":"([^"]+)"/.exec(rows[0]?.request.text ?? '')?.[1] ?? ''
    expect(Math.abs(Date.now() - 60_000 - Date.parse(time))).toBeLessThan(30_000)
    await claim.release()
    await own.stop()
  })
  test('a proof is judged by the moment of its capture, as the page’s clock is corrected: it may have ended since', async () => {
    const moments: number[] = []
    const verify = (_hub: HubFile, { identity }: Envelope, at: number) => (moments.push(at), Promise.resolve(identity.map(() => 'M-1')))
    const own = await startRig({ hubs: [{ ...HUB, identity: [{ as: 'external_id', proof: 'extension.token' }] }], proofs: { verify } })
    const [captured, sent] = [new Date(Date.now() - 7_200_000), new Date(Date.now() - 3_600_000)]
    const one = envelope(own.rev(), { at: captured.toISOString(), identity: [{ as: 'external_id', proof: 'a.b.c' }] })
    const answer = await own.submit([one], { sentAt: sent.toISOString() })
    expect(((await answer.json()) as SubmissionsAnswer).results).toMatchObject([{ status: 'accepted' }])
    expect(moments).toHaveLength(1)
    expect(Math.abs(Date.now() - 3_600_000 - (moments[0] ?? 0))).toBeLessThan(30_000)
    await own.stop()
  })
  test('what is refused, what was there before, and what an erasure swallows, is counted as what it is', async () => {
    const outcomes: Outcome[] = ['accepted', 'erased', 'duplicate']
    let elapsed = 0
    const append = () => ((elapsed += 2_000), Promise.resolve({ outcomes }))
    const own = await startRig({ elapsed: () => elapsed, store: { refusal: () => undefined, append } })
    const odd = envelope(own.rev(), { attributes: { score: 'many' } })
    const answer = await own.submit([envelope(own.rev(), { rule: 'none' }), odd, envelope(own.rev()), envelope(own.rev())])
    const { results } = (await answer.json()) as SubmissionsAnswer
    expect(results.map(({ status }) => status)).toEqual(['refused', 'accepted', 'accepted', 'duplicate'])
    expect((await own.submit([{}], { token: 'junk' })).status).toBe(401)
    const { text } = await own.service.metrics.scrape()
    expect(text).toContain('komo_braze_accepted_total{hub="summer"} 1\n')
    expect(text).toContain('komo_braze_duplicates_total{hub="summer"} 1\n')
    expect(text).toContain('komo_braze_refused_total{scope="envelope",hub="summer",code="unknown_rule"} 1\n')
    expect(text).toContain('komo_braze_problems_total{hub="summer",target="attributes.score",code="invalid_integer"} 1\n')
    expect(text).toContain('komo_braze_accept_seconds_count 1\n')
    expect(text).toContain('komo_braze_accept_seconds_sum 2\n')
    const { submissions, problems, refusals, series } = own.service.activity.answer('summer', 1)
    expect(submissions).toMatchObject([{ problems: [{ target: 'attributes.score', code: 'invalid_integer' }] }])
    expect(problems).toMatchObject([{ rule: 'entry', target: 'attributes.score', code: 'invalid_integer', count: 1 }])
    expect(refusals).toEqual([
      { code: 'unknown_rule', count: 1 },
      { code: 'invalid_token', count: 1 },
    ])
    expect(series.reduce((sum, { refused }) => sum + refused, 0)).toBe(1)
    await own.stop()
  })
  test('an envelope of an earlier revision goes to the workspace of today', async () => {
    const own = await startRig()
    const before = own.rev()
    const { workspaces } = own.registry
    const default_ = workspaces().get('default')!
    const file: HubFile = { ...HUB, workspace: 'second', kiosk: true }
    await own.registry.apply({
      hubs: new Map([['summer', { file }]]),
      workspaces: new Map([['second', { workspace: { ...default_, name: 'second' } }]]),
      missing: new Map(),
      errors: [],
    })
    expect(own.rev()).not.toBe(before)
    expect((await own.submit([envelope(before)])).status).toBe(202)
    expect(await own.store.waiting()).toMatchObject([{ workspace: 'second', rows: 1 }])
    await own.stop()
  })
  test('the store has it before the answer: when append has not resolved there is no 202', async () => {
    let release = (): void => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    let appended = 0
    const own = await startRig({
      store: {
        refusal: () => undefined,
        append: (rows) => held.then(() => ({ outcomes: rows.map(() => (appended++, 'accepted' as const)) })),
      },
    })
    let answered = false
    const answer = own.submit([envelope(own.rev())]).then((it) => ((answered = true), it))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect([answered, appended]).toEqual([false, 0])
    release()
    expect([(await answer).status, appended]).toEqual([202, 1])
    await own.stop()
  })
  test('an error inside is a 500 that the page can read and that says nothing of it', async () => {
    const told: object[] = []
    const log = { ...createLog('silent'), error: (facts: object) => told.push(facts) }
    const own = await startRig({ log, store: { refusal: () => undefined, append: () => Promise.reject(new Error('secret detail')) } })
    const answer = await own.submit([envelope(own.rev())])
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([500, ORIGIN])
    expect(await answer.text()).not.toContain('secret')
    expect(told).toEqual([{ error: expect.any(Error) as Error, hub: 'summer' }])
    await own.stop()
  })
})

test('a stop lets the request in flight out, refuses new ones, and does not wait for kept connections', async () => {
  let release = (): void => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  let appending = false
  let accepting = true
  const own = await startRig({
    accepting: () => accepting,
    store: {
      refusal: () => undefined,
      append: (rows) => ((appending = true), held.then(() => ({ outcomes: rows.map(() => 'accepted' as const) }))),
    },
  })
  const token = await own.session()
  const inFlight = own.submit([envelope(own.rev())], { token })
  await until(() => appending)
  accepting = false
  const late = await own.submit([envelope(own.rev())], { token })
  expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([503, 'unavailable'])
  const ready = await fetch(`${own.url}/readyz`)
  expect([ready.status, await ready.text(), ready.headers.get('cache-control')]).toEqual([503, 'stopping', 'no-store'])
  // Alive: who looks after it need not end it.
  expect((await fetch(`${own.url}/healthz`)).status).toBe(200)
  // Another site is told no more than ever.
  expect((await fetch(`${own.url}/v1/hubs/summer`, { headers: { origin: 'https://evil.example' } })).status).toBe(403)
  const stopped = own.stop()
  release()
  expect((await inFlight).status).toBe(202)
  await stopped
})

describe('the whole service', () => {
  let service: ServiceRig
  beforeAll(async () => {
    service = await startService()
  })
  afterAll(() => service.stop())

  test('what a page submits is in Braze, typed', async () => {
    await service.submit([envelope(await service.rev(), { identity: [{ as: 'user_alias', label: 'email', value: ' Ann@Example.com ' }] })])
    await until(() => service.braze.profiles().length === 1)
    expect(service.braze.profiles()[0]).toMatchObject({
      user_aliases: [{ alias_name: 'ann@example.com', alias_label: 'email' }],
      attributes: { first_name: 'Ann', score: 7 },
      events: [{ name: 'Entered', properties: { team: 'Sharks' } }],
    })
  })
  test('metrics count it, with no personal data', async () => {
    let text = ''
    const scrape = async () => (text = await (await fetch(`${service.adminUrl}/metrics`)).text())
    // Braze has it a moment before its answer is here.
    await until(async () => (await scrape()).includes('komo_braze_pending{workspace="default"} 0'))
    expect(text).toContain('komo_braze_accepted_total{hub="summer"} 1')
    expect(text).toContain('komo_braze_braze_answers_total{workspace="default",status="201"} 1')
    expect(text).toContain('komo_braze_hub_ok{hub="summer"} 1')
    expect(text).toContain('komo_braze_disk_above_floor 1')
    expect(text.toLowerCase()).not.toContain('ann')
  })
  test('a rule that is renamed while envelopes are pending loses none of them', async () => {
    const old = await service.rev()
    const pending = envelope(old)
    writeFileSync(join(service.hubsDir, 'summer.json'), JSON.stringify({ ...HUB, rules: [{ ...HUB.rules[0]!, id: 'renamed' }] }))
    await service.running.reload()
    expect(await service.rev()).not.toBe(old)
    const answer = await service.submit([pending])
    expect(((await answer.json()) as SubmissionsAnswer).results[0]?.status).toBe('accepted')
    await service.restart()
    const later = await service.submit([envelope(old)])
    expect(((await later.json()) as SubmissionsAnswer).results[0]?.status).toBe('accepted')
  })
})
