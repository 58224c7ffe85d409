// The public port as an honest page uses it: declaration, bundles, session, submissions, health.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SessionAnswer, SubmissionsAnswer } from '../../../src/core/envelope.ts'
import type { Json } from '../../../src/core/json.ts'
import type { HubAnswer } from '../../../src/core/public-hub.ts'
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
  test('holds what the page needs, to be cached and asked for again by its revision', async () => {
    const answer = await get('/v1/hubs/summer', { origin: ORIGIN })
    const { rev, hub } = (await answer.json()) as HubAnswer
    expect([rev, hub.hub, hub.rules[0]?.id]).toEqual([rig.rev(), 'summer', 'entry'])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      etag: `"${rev}"`,
      'cache-control': 'public, max-age=60, stale-if-error=604800',
      vary: 'Origin',
      'access-control-allow-origin': ORIGIN,
    })
    const again = await get('/v1/hubs/summer', { origin: ORIGIN, 'if-none-match': `"${rev}"` })
    expect([again.status, again.headers.get('access-control-allow-origin')]).toEqual([304, ORIGIN])
  })
  test('says nothing of the workspace, Braze’s names, constants or keys', async () => {
    const secret = {
      ...HUB,
      hub: 'secret',
      workspace: 'default',
      identity: [{ as: 'external_id' as const, proof: 'extension.token' }, ...HUB.identity],
      jwt: { algorithms: ['RS256'], keys: 'file:the-key-file', issuer: 'the-issuer' },
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
  test.each(['br', 'gzip'])('compressed as %s', async (encoding) => {
    const answer = await get('/v1/embed.js', { 'accept-encoding': encoding })
    expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([encoding, 'Accept-Encoding'])
    expect(await answer.text()).toContain('embed.js')
  })
})

test('a session lasts an hour and tells the time', async () => {
  const answer = await fetch(`${rig.url}/v1/hubs/summer/session`, { method: 'POST', headers: { origin: ORIGIN } })
  const { token, expiresAt, now } = (await answer.json()) as SessionAnswer
  expect(token.split('.')).toHaveLength(3)
  expect((Date.parse(expiresAt) - Date.parse(now)) / 1000).toBeCloseTo(3600, -1)
})

test('a hub with a bot check gives a session only to whom the provider confirms', async () => {
  const bot = { verify: 'https://verify.example', siteKey: 'k', secret: 'env:X' }
  const own = await startRig({
    hubs: [{ ...HUB, bot }],
    botCheck: { confirms: (_bot, challenge) => Promise.resolve(challenge === 'right') },
  })
  const ask = async (body?: string) => {
    const answer = await fetch(`${own.url}/v1/hubs/summer/session`, {
      method: 'POST',
      headers: { origin: ORIGIN },
      ...(body !== undefined && { body }),
    })
    return [answer.status, ((await answer.json()) as { code?: string }).code]
  }
  expect(await ask()).toEqual([403, 'challenge_required'])
  expect(await ask('{}')).toEqual([403, 'challenge_required'])
  expect(await ask('{"challenge":"wrong"}')).toEqual([403, 'challenge_failed'])
  expect(await ask('{"challenge":["right"]}')).toEqual([400, 'invalid_request'])
  expect(await ask('{"challenge":"right"}')).toEqual([200, undefined])
  await own.stop()
})

describe('submissions', () => {
  test('each envelope is judged alone: accepted, duplicate, refused, with the problems of each', async () => {
    const one = envelope(rig.rev(), { attributes: { first_name: 'Ann', score: 'many' } })
    await rig.submit([one])
    const answer = await rig.submit([one, envelope(rig.rev()), envelope(rig.rev(), { rule: 'none' }), { id: 'x' }])
    const { results } = (await answer.json()) as SubmissionsAnswer
    expect(answer.status).toBe(202)
    expect(results.map(({ status, code }) => code ?? status)).toEqual(['duplicate', 'accepted', 'unknown_rule', 'invalid_envelope'])
    expect(results[0]).toEqual({ id: one.id, status: 'duplicate', problems: [{ target: 'attributes.score', code: 'invalid_integer' }] })
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
    const own = await startRig({ store: { refusal: () => undefined, append: () => Promise.reject(new Error('secret detail')) } })
    const answer = await own.submit([envelope(own.rev())])
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([500, ORIGIN])
    expect(await answer.text()).not.toContain('secret')
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
  expect((await fetch(`${own.url}/readyz`)).status).toBe(503)
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
    const text = await (await fetch(`${service.adminUrl}/metrics`)).text()
    expect(text).toContain('komo_braze_accepted_total{hub="summer"} 1')
    expect(text).toContain('komo_braze_braze_answers_total{workspace="default",status="201"} 1')
    expect(text).toContain('komo_braze_pending{workspace="default"} 0')
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
