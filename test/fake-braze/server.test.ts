// The stand-in over HTTP: the order of its checks, what it answers, and what goes wrong on demand.
import { get, type IncomingMessage } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { startFakeBraze, type FakeBraze } from '../../demo/fake-braze/server.ts'
import type { FakeBrazeOptions } from '../../demo/fake-braze/options.ts'

const time = '2026-11-21T10:00:00.000Z'
const event = (id: string) => ({ external_id: id, name: 'Played', time })
/** As a browser does, with a `Host` that `fetch` does not let one set. */
const getWith = (url: string, headers: Record<string, string>): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(url, { headers }, (answer) => resolve(answer.resume())).on('error', reject)
  })
let braze: FakeBraze
afterEach(() => braze.close())

async function start(options: Partial<FakeBrazeOptions> = {}) {
  braze = await startFakeBraze({ apiKey: 'right', applyMs: [0, 0], ...options })
}

function post(body: unknown, { key = 'right', path = '/users/track', type = 'application/json' } = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(braze.url + path, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': type }, body: text })
}

describe('in order', () => {
  const huge = `{"events":[],"x":"${'x'.repeat(4_000_001)}"}`
  const cases: [string, unknown, Parameters<typeof post>[1], number, string][] = [
    ['a wrong key, whatever else is wrong', huge, { key: 'wrong', path: '/users/track/', type: 'text/plain' }, 401, 'Invalid API key'],
    ['a trailing slash, before the type', '{', { path: '/users/track/', type: 'text/plain' }, 404, 'Not Found'],
    ['the type, before the size', huge, { type: 'text/plain' }, 415, 'Unsupported Media Type'],
    ['the size, before the syntax', huge.slice(0, -1), {}, 413, 'Payload Too Large'],
    ['the syntax', '{', {}, 400, 'Error while parsing request body. Please check your syntax.'],
    ['76 objects together', { attributes: [event('a')], events: Array(75).fill(event('a')) }, {}, 400, 'Max Input Length Exceeded'],
    ['nothing in it', {}, {}, 400, "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields."],
  ]
  test.each(cases)('%s', async (_, body, how, status, message) => {
    await start()
    const answer = await post(body, how)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ message })
  })

  test('without a key', async () => {
    await start()
    expect((await fetch(`${braze.url}/users/track`, { method: 'POST', body: '{}' })).status).toBe(401)
  })
})

describe('some of it taken', () => {
  test('counts only the arrays that were sent, and names what was refused', async () => {
    await start()
    const answer = await post({ events: [event('a'), { name: 'x', time }], attributes: [{ external_id: 'a', team: 'Reds' }] })
    expect(answer.status).toBe(201)
    expect(await answer.json()).toEqual({
      message: 'success',
      attributes_processed: 1,
      events_processed: 1,
      errors: [{ type: expect.stringContaining('is required') as string, input_array: 'events', index: 1 }],
    })
  })

  test('none of it is a 400 with the same list', async () => {
    await start()
    const answer = await post({ events: [{ name: 'x', time }] })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ errors: [{ input_array: 'events', index: 0 }] })
  })

  test('75 per array for old contracts, 50 for some', async () => {
    const full = { attributes: Array(75).fill({ external_id: 'a' }), events: Array(75).fill(event('a')) }
    await start({ count: 'per-array' })
    expect((await post(full)).status).toBe(201)
    braze.change({ objects: 50 })
    expect((await post(full)).status).toBe(400)
  })
})

describe('applied later', () => {
  test('a request sent after an answer is applied after it; duplicates stay', async () => {
    await start({ applyMs: [0, 30] })
    for (const score of [1, 2, 3, 4, 5, 6, 7, 8]) await post({ attributes: [{ external_id: 'a', score }], events: [event('a')] })
    await braze.settled()
    expect(braze.profiles()).toMatchObject([{ attributes: { score: 8 } }])
    expect(braze.profiles()[0]?.events).toHaveLength(8)
  })

  test('the journal has bodies and times, never the key', async () => {
    await start()
    await post({ events: [event('a')] })
    const [entry] = braze.requests()
    expect(entry).toMatchObject({ n: 1, status: 201, key: 'good', objects: 1, taken: 1, body: { events: [event('a')] } })
    expect((entry?.doneAt ?? 0) >= (entry?.at ?? Infinity)).toBe(true)
    const control = await fetch(`${braze.url}/control/journal`)
    expect(await control.text()).not.toContain('right')
    expect(await (await fetch(`${braze.url}/control/options`)).text()).not.toContain('right')
  })
})

describe('the rate limit', () => {
  const rate = { requests: 2, seconds: 60 }
  test('in epoch seconds', async () => {
    await start({ rate: { ...rate, dialect: 'epoch' } })
    const first = await post({ events: [event('a')] })
    expect(first.headers.get('x-ratelimit-limit')).toBe('2')
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1')
    expect(Number(first.headers.get('x-ratelimit-reset'))).toBeGreaterThan(1e9)
    await post({ events: [event('a')] })
    const third = await post({ events: [event('a')] })
    expect(third.status).toBe(429)
    expect(Number(third.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000)
    expect(braze.totals()).toMatchObject({ requests: 3, events: 2, statuses: { 201: 2, 429: 1 } })
  })

  test('in seconds from now', async () => {
    await start({ rate: { ...rate, dialect: 'delta' } })
    expect(Number((await post({ events: [event('a')] })).headers.get('x-ratelimit-reset'))).toBeLessThanOrEqual(60)
    await post({ events: [event('a')] })
    const third = await post({ events: [event('a')] })
    expect(third.status).toBe(429)
    expect(third.headers.get('x-ratelimit-limit')).toBeNull()
    expect(Number(third.headers.get('x-ratelimit-retry-after'))).toBeGreaterThan(0)
  })
})

describe('on demand', () => {
  test('a status, so many times, then well again', async () => {
    await start()
    braze.fault({ kind: 'status', status: 503, times: 2 })
    const statuses = [await post({ events: [event('a')] }), await post({ events: [event('a')] }), await post({ events: [event('a')] })]
    expect(statuses.map(({ status }) => status)).toEqual([503, 503, 201])
    expect(braze.totals().events).toBe(1)
  })

  test('applied, then answered 504', async () => {
    await start()
    braze.fault({ kind: 'apply-then-status', status: 504 })
    expect((await post({ events: [event('a')] })).status).toBe(504)
    await braze.settled()
    expect(braze.profiles()[0]?.events).toHaveLength(1)
  })

  test('a reset before and after applying', async () => {
    await start()
    braze.fault({ kind: 'reset' })
    await expect(post({ events: [event('a')] })).rejects.toThrow()
    await braze.settled()
    expect(braze.profiles()).toHaveLength(0)
    braze.fault({ kind: 'apply-then-reset' })
    await expect(post({ events: [event('a')] })).rejects.toThrow()
    await braze.settled()
    expect(braze.profiles()).toHaveLength(1)
  })

  test('slow and hanging', async () => {
    await start()
    braze.fault({ kind: 'slow', ms: 40 })
    expect((await post({ events: [event('a')] })).status).toBe(201)
    const [entry] = braze.requests()
    expect((entry?.doneAt ?? 0) - (entry?.at ?? 0)).toBeGreaterThanOrEqual(39)
    braze.fault({ kind: 'hang' })
    const hanging = fetch(`${braze.url}/users/track`, {
      method: 'POST',
      headers: { authorization: 'Bearer right' },
      body: '{}',
      signal: AbortSignal.timeout(100),
    })
    await expect(hanging).rejects.toThrow()
  })

  test('429 in the dialect asked for, only for bodies that match', async () => {
    await start()
    braze.fault({ kind: 'limited', dialect: 'delta', seconds: 7, times: null, match: 'poison' })
    expect((await post({ events: [event('fine')] })).status).toBe(201)
    const limited = await post({ events: [event('poison')] })
    expect([limited.status, limited.headers.get('x-ratelimit-retry-after')]).toEqual([429, '7'])
    braze.clearFaults()
    expect((await post({ events: [event('poison')] })).status).toBe(201)
  })

  test('a 401 that echoes the key, which the journal does not keep', async () => {
    await start()
    braze.fault({ kind: 'echo-key' })
    const answer = await post({ events: [event('a')] })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toEqual({ message: 'Invalid API key: right' })
    expect(JSON.stringify(braze.requests())).not.toContain('right')
  })

  test('through the control side, with a stream of what happens', async () => {
    await start()
    const stream = await fetch(`${braze.url}/control/stream`)
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader()
    await fetch(`${braze.url}/control/faults`, { method: 'POST', body: JSON.stringify({ kind: 'status', status: 500 }) })
    expect((await post({ events: [event('a')] })).status).toBe(500)
    await post({ events: [event('a')] })
    let seen = ''
    while (!seen.includes('event: profiles')) seen += new TextDecoder().decode((await reader.read()).value)
    expect(seen).toContain('"fault":"status"')
    await reader.cancel()
    const settled = await fetch(`${braze.url}/control/profiles?settled`)
    expect(((await settled.json()) as { profiles: unknown[] }).profiles).toHaveLength(1)
    await fetch(`${braze.url}/control/reset`, { method: 'POST' })
    expect(braze.profiles()).toHaveLength(0)
    expect(braze.totals().requests).toBe(0)
  })

  const callers: [who: string, headers: Record<string, string>, status: number, allowed: string | undefined][] = [
    ['a program', {}, 200, undefined],
    ['a page of this computer', { origin: 'http://127.0.0.1:9' }, 200, 'http://127.0.0.1:9'],
    ['one under its other names', { host: '[::1]:9', origin: 'http://localhost:9' }, 200, 'http://localhost:9'],
    ['a page from elsewhere', { origin: 'https://elsewhere.example' }, 403, undefined],
    ['a page without an origin', { origin: 'null' }, 403, undefined],
    ['a page whose name leads here', { host: 'elsewhere.example' }, 403, undefined],
  ]
  test.each(callers)('the control side is for this computer: %s', async (_, headers, status, allowed) => {
    await start()
    const answer = await getWith(`${braze.url}/control/profiles`, headers)
    expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([status, allowed])
  })
})
