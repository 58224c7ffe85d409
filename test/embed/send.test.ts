// What goes to the proxy, when it is tried again, and when not: by the clock that the test moves.
import { declaration } from './declared.ts'
import { endDelivery, json, offline, refusal, startDelivery } from './delivery-rig.ts'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { SUBMISSIONS_MAX_BYTES } from '../../src/core/envelope.ts'
import { SUBMISSIONS_MAX_ENVELOPES } from '../../src/schema/submissions.ts'
import { envelope } from './envelope.ts'

const [a, b] = [envelope('a'), envelope('b')]
const many = (ids: string, bytes = 0) => [...ids].map((id) => envelope(id, { bytes }))
afterEach(endDelivery)

describe('what goes', () => {
  test('all in order, with the token and the time at which it goes; then it is gone', async () => {
    const { send, of, left, told } = await startDelivery(a, b)
    await send()
    expect(of('submissions')).toMatchObject([
      { body: { token: 'token', sentAt: '2026-11-20T10:00:00.000Z', submissions: [a, b] }, keepalive: true },
    ])
    expect(left()).toBe('')
    expect(told).toEqual(['sent a', 'sent b', 'accepted a', 'accepted b'])
  })

  test('nothing is asked for where nothing is pending, but the declaration', async () => {
    const { send, asked } = await startDelivery()
    await send()
    expect(asked.map(({ route }) => route)).toEqual(['hub'])
  })

  test('not more than the proxy reads: bytes, with the frame around them', async () => {
    const { send, of, sent } = await startDelivery(...many('abc', 21_800))
    await send()
    expect(sent()).toEqual(['ab', 'c'])
    for (const { body } of of('submissions')) expect(JSON.stringify(body).length).toBeLessThanOrEqual(SUBMISSIONS_MAX_BYTES)
  })

  test('not more than the proxy reads: envelopes', async () => {
    const ids = String.fromCodePoint(...Array.from({ length: SUBMISSIONS_MAX_ENVELOPES + 1 }, (_, index) => 0x4e00 + index))
    const { send, keep, sent, faults } = await startDelivery()
    const hub = { ...declaration.hub, pending: { max: 200, kilobytes: 256, days: 3 } }
    faults.hub.push(json(200, { ...declaration, hub }))
    many(ids).forEach(keep)
    await send()
    expect(sent().join('')).toBe(ids)
    for (const batch of sent()) expect(batch.length).toBeLessThanOrEqual(SUBMISSIONS_MAX_ENVELOPES)
  })

  test('what was withdrawn while the token was asked for does not go', async () => {
    const { send, asked, faults, discard } = await startDelivery(a)
    faults.session.push(() => {
      discard('a')
      return json(200, { token: 'token', now: new Date(), expiresAt: new Date(Date.now() + 3_600_000) })()
    })
    await send()
    expect(asked.map(({ route }) => route)).toEqual(['hub', 'session'])
  })

  test('an answer that is nonsense is nobody’s error', async () => {
    const { send, faults, left } = await startDelivery(a)
    const nonsense = json(202, { results: [null] })
    faults.submissions.push(nonsense, nonsense)
    await send()
    expect(left()).toBe('a')
  })

  test('one request at a time, whoever asks', async () => {
    const { send, sent } = await startDelivery(a)
    await Promise.all([send(), send()])
    await send()
    expect(sent()).toEqual(['a'])
  })
})

describe('the lock between tabs', () => {
  const locks = (request: (name: string, options: object, run: (lock: unknown) => unknown) => unknown) =>
    vi.stubGlobal('navigator', { locks: { request } })

  test('is this hub’s own; while another tab has it, it is tried again in a second', async () => {
    const { send, sent, seconds } = await startDelivery(a)
    let held: object | null = null
    const names: string[] = []
    locks(async (name, options, run) => {
      names.push(name)
      expect(options).toEqual({ ifAvailable: true })
      return run(held)
    })
    await send()
    await seconds(0.9)
    expect(sent()).toEqual([])
    held = {}
    await seconds(0.2)
    expect(sent()).toEqual(['a'])
    expect(names).toEqual(['komo-braze:hub', 'komo-braze:hub'])
  })

  test.each([
    ['denied', { locks: { request: () => Promise.reject(new DOMException('', 'SecurityError')) } }],
    ['absent', {}],
  ])('%s: sent without', async (_, navigator) => {
    const { send, sent } = await startDelivery(a)
    vi.stubGlobal('navigator', navigator)
    await send()
    expect(sent()).toEqual(['a'])
  })
})

describe('tried again', () => {
  test('after 1, 2, 4 … seconds, at most 5 minutes; with keepalive only the first time', async () => {
    const { send, of, faults, seconds, told, problem } = await startDelivery(a)
    faults.submissions.push(...Array(11).fill(offline))
    await send()
    expect(await problem()).toBe('offline')
    expect(told).toEqual(['sent a', 'held a offline 0'])
    await seconds(2_000)
    const times = of('submissions').map(({ at }) => at)
    expect(times.map((at, index) => at - (times[index - 1] ?? 0))).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
    expect(of('submissions').map(({ keepalive }) => keepalive)).toEqual([true, ...Array<boolean>(11).fill(false)])
    expect(await problem()).toBeUndefined()
  })

  test('sooner by chance, so that not all pages come at once', async () => {
    const { send, of, faults, seconds } = await startDelivery(a)
    vi.mocked(Math.random).mockReturnValue(0)
    faults.submissions.push(offline, offline)
    await send()
    await seconds(10)
    expect(of('submissions').map(({ at }) => at)).toEqual([0, 0.5, 1.5])
  })

  test('after an answer from the start again', async () => {
    const { send, keep, of, faults, seconds } = await startDelivery(a)
    faults.submissions.push(offline, offline)
    await send()
    await seconds(10)
    keep(b)
    faults.submissions.push(offline)
    await send()
    await seconds(10)
    expect(of('submissions').map(({ at }) => at)).toEqual([0, 1, 3, 10, 11])
  })

  test('once, however many tries failed before', async () => {
    const { send, of, faults, seconds } = await startDelivery(a)
    faults.submissions.push(offline, offline)
    await send()
    await seconds(0.5)
    await send()
    await seconds(10)
    expect(of('submissions').map(({ at }) => at)).toEqual([0, 0.5, 2.5])
  })

  test('as the proxy asks, by nobody earlier', async () => {
    const { send, sendNow, of, faults, seconds, problem } = await startDelivery(a)
    faults.submissions.push(refusal(429, { 'Retry-After': '7' }))
    await send()
    expect(await problem()).toBe('rate_limited')
    await seconds(6.9)
    await send()
    sendNow()
    await seconds(0.1)
    expect(of('submissions').map(({ at }) => at)).toEqual([0, 7])
  })

  test.each([
    ['session', 400, 'unavailable'],
    ['session', 401, 'unavailable'],
    ['session', 408, 'unavailable'],
    ['session', 429, 'rate_limited'],
    ['session', 500, 'unavailable'],
    ['submissions', 408, 'unavailable'],
    ['submissions', 503, 'unavailable'],
  ] as const)('%s answers %i', async (route, status, reason) => {
    const { send, sent, faults, seconds, left, problem } = await startDelivery(a)
    // A token that is refused is renewed at once.
    faults[route].push(...Array(status === 401 ? 2 : 1).fill(refusal(status)))
    await send()
    expect(await problem()).toBe(reason)
    expect(left()).toBe('a')
    await seconds(1)
    expect(sent().at(-1)).toBe('a')
    expect(left()).toBe('')
  })

  test('at once with a new token, where that one is not good any more', async () => {
    const { send, asked, faults, left } = await startDelivery(a)
    faults.submissions.push(refusal(401))
    await send()
    expect(asked.map(({ route }) => route)).toEqual(['hub', 'session', 'submissions', 'session', 'submissions'])
    expect(left()).toBe('')
  })

  test.each([
    ['no results', {}],
    ['results that are none', { results: null }],
    ['nothing', null],
    ['another’s', { results: [{ id: 'z', status: 'accepted' }] }],
    ['for a newer proxy to judge', { results: [{ id: 'a', status: 'refused', code: 'unsupported_version' }] }],
  ])('202 with %s: nothing is taken for accepted', async (_, body) => {
    const { send, sent, faults, seconds, left } = await startDelivery(a)
    faults.submissions.push(json(202, body))
    await send()
    expect(left()).toBe('a')
    await seconds(1)
    expect(sent()).toEqual(['a', 'a'])
  })

  test('the declaration is not known: nothing else is asked for until it is', async () => {
    const { send, asked, faults, seconds, problem, left } = await startDelivery(a)
    localStorage.removeItem('komo-braze:hub:hub')
    faults.hub.push(refusal(404))
    await send()
    expect(asked.map(({ route }) => route)).toEqual(['hub'])
    expect(await problem()).toBe('offline')
    await seconds(1)
    expect(left()).toBe('')
  })
})

describe('not tried again from this page', () => {
  test.each([
    [403, {}],
    [404, { 'Retry-After': '5' }],
    [405, {}],
    [410, {}],
    [418, {}],
    [451, {}],
  ])('%i', async (status, headers) => {
    const { send, sendNow, prepare, resume, asked, faults, seconds, left } = await startDelivery(a)
    faults.submissions.push(refusal(status, headers))
    await send()
    const { length } = asked
    await seconds(3_599)
    await send()
    sendNow()
    prepare()
    await seconds(1)
    expect(asked).toHaveLength(length)
    expect(left()).toBe('a')
    // The bot check was passed.
    resume()
    await seconds(0)
    expect(left()).toBe('')
  })
})

describe('ends', () => {
  test.each([400, 413])('%i for the whole request: each goes alone, and the one that it is about ends', async (status) => {
    const { send, sent, faults, left, told } = await startDelivery(...many('abc'))
    faults.submissions.push(refusal(status), refusal(status))
    await send()
    expect(sent()).toEqual(['abc', 'a', 'b', 'c'])
    expect(left()).toBe('')
    expect(told).toContain(`refused a ${status}`)
  })

  test('what is refused by itself; what the proxy knows already is accepted', async () => {
    const { send, faults, left, told } = await startDelivery(a, b)
    const results = [
      { id: 'a', status: 'refused', code: 'undeclared' },
      { id: 'b', status: 'duplicate' },
    ]
    faults.submissions.push(json(202, { results }))
    await send()
    expect(left()).toBe('')
    expect(told.slice(2)).toEqual(['refused a', 'accepted b'])
  })
})

describe('the page closes', () => {
  test('what is pending goes at once with the token that is held, and stays until its answer is read', async () => {
    const { prepare, sendNow, keep, of, seconds, left } = await startDelivery()
    prepare()
    await seconds(0)
    keep(a)
    sendNow()
    expect(of('submissions')).toMatchObject([{ body: { token: 'token', submissions: [a] }, keepalive: true }])
    expect(left()).toBe('a')
    await seconds(0)
    expect(left()).toBe('')
  })

  test('nothing goes without a token, nor where nothing is pending', async () => {
    const { prepare, sendNow, discard, asked, seconds } = await startDelivery(a)
    sendNow()
    expect(asked).toEqual([])
    prepare()
    await seconds(0)
    discard('a')
    sendNow()
    expect(asked.map(({ route }) => route)).toEqual(['session'])
  })

  test('an answer that is nonsense is nobody’s error', async () => {
    const { prepare, sendNow, faults, seconds, left } = await startDelivery(a)
    prepare()
    await seconds(0)
    faults.submissions.push(json(202, { results: [null] }))
    sendNow()
    await seconds(0)
    expect(left()).toBe('a')
  })
})

test('the page’s policy blocks the proxy: told, and why what is pending is still here', async () => {
  const { send, noteBlocked, faults, told, problem } = await startDelivery(a)
  faults.submissions.push(offline)
  noteBlocked()
  await send()
  expect(told).toEqual(['held csp_blocked', 'sent a', 'held a csp_blocked 0'])
  expect(await problem()).toBe('csp_blocked')
})
