// Rates, over a socket: who is told to wait, who is not, and what is not even looked at.
import { once } from 'node:events'
import { BlockList, connect, Server, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import type { SubmissionsAnswer } from '../../../src/core/envelope.ts'
import type { Answer } from '../../../src/proxy/http/answer.ts'
import type { Connection } from '../../../src/proxy/http/connection.ts'
import { capPerPeer } from '../../../src/proxy/http/connection-cap.ts'
import { startServer } from '../../../src/proxy/http/node-server.ts'
import { createLimiter } from '../../../src/proxy/limits/limiter.ts'
import { createPersonLimits } from '../../../src/proxy/limits/person-limits.ts'
import type { Appended, StoreRefusal } from '../../../src/proxy/outbox/store.ts'
import { createSessionTokens } from '../../../src/proxy/tokens/session-tokens.ts'
import { envelope, HUB, ORIGIN, SECRET, startRig, type Rig, type RigOptions } from '../http/fixture.ts'
import { until } from '../service.ts'
import { rawHttp, statusOf } from './raw-http.ts'

let rig: Rig
afterEach(() => rig.stop())

const start = async (options: RigOptions): Promise<void> => {
  rig = await startRig(options)
}
const few = (burst: number) => createLimiter({ perSecond: 0.01, burst })
const hubs = (count: number, address: string) =>
  Promise.all(
    Array.from({ length: count }, () => fetch(`${rig.url}/v1/hubs/summer`, { headers: { origin: ORIGIN, 'x-forwarded-for': address } })),
  )
const statuses = async (answers: Promise<Response[]>) => (await answers).map(({ status }) => status).sort()

function trustLoopback(): BlockList {
  const trusted = new BlockList()
  trusted.addSubnet('127.0.0.0', 8, 'ipv4')
  return trusted
}

describe('by address', () => {
  test('over the rate: 429 with Retry-After that the page can read; a forged X-Forwarded-For changes nothing', async () => {
    await start({ limits: { address: createLimiter({ perSecond: 4, burst: 3 }) }, elapsed: () => 0 })
    expect(await statuses(hubs(3, '198.51.100.1'))).toEqual([200, 200, 200])
    const [answer] = await hubs(1, '198.51.100.2')
    expect(answer?.status).toBe(429)
    expect(answer?.headers.get('retry-after')).toBe('1')
    expect(answer?.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(await answer?.json()).toMatchObject({ code: 'rate_limited', retryAfter: expect.any(Number) as number })
  })
  test('whatever the clock is set to, nobody waits longer for it, and nobody gets more', async () => {
    let now = Date.now()
    await start({ limits: { address: few(2) }, now: () => now })
    expect(await statuses(hubs(2, '198.51.100.1'))).toEqual([200, 200])
    for (const by of [7_200_000, -14_400_000]) {
      now += by
      const [answer] = await hubs(1, '198.51.100.1')
      expect(answer?.status).toBe(429)
      expect(Number(answer?.headers.get('retry-after'))).toBeLessThanOrEqual(100)
    }
  })
  test('behind a declared proxy each client has its own, and an IPv6 network is one client', async () => {
    await start({ limits: { address: few(2) }, trustedProxies: trustLoopback() })
    expect(await statuses(hubs(2, '198.51.100.1'))).toEqual([200, 200])
    expect(await statuses(hubs(2, '198.51.100.2'))).toEqual([200, 200])
    expect(await statuses(hubs(1, '198.51.100.1'))).toEqual([429])
    expect(await statuses(hubs(1, '2001:db8:1:2::1'))).toEqual([200])
    expect(await statuses(hubs(1, '2001:db8:1:2:ffff::9'))).toEqual([200])
    expect(await statuses(hubs(1, '2001:db8:1:2:1234::7'))).toEqual([429])
    expect(await statuses(hubs(1, '2001:db8:1:3::1'))).toEqual([200])
  })
})

describe('by token', () => {
  test('visitors who ask in the same second do not share one', async () => {
    await start({ now: () => 1_795_000_000_000 })
    const tokens = await Promise.all(Array.from({ length: 20 }, () => rig.session()))
    expect(new Set(tokens).size).toBe(20)
  })
  test('over the rate', async () => {
    await start({ limits: { token: few(2) } })
    const token = await rig.session()
    const submit = async () => (await rig.submit([envelope(rig.rev())], { token })).status
    expect([await submit(), await submit(), await submit()]).toEqual([202, 202, 429])
  })
  test('junk tokens count against the address, and over the rate none is verified; tokens known as good still pass', async () => {
    const tokens = createSessionTokens([SECRET])
    let verified = 0
    const counting = {
      ...tokens,
      verify: (...args: Parameters<typeof tokens.verify>) => {
        verified++
        return tokens.verify(...args)
      },
    }
    await start({ limits: { junkToken: few(3) }, tokens: counting })
    const good = await rig.session()
    expect((await rig.submit([envelope(rig.rev())], { token: good })).status).toBe(202)
    verified = 0
    const junk = []
    for (let i = 0; i < 10; i++) junk.push((await rig.submit([envelope(rig.rev())], { token: `junk-${i}` })).status)
    expect(junk).toEqual([401, 401, 401, 429, 429, 429, 429, 429, 429, 429])
    expect(verified).toBe(3)
    expect((await rig.submit([envelope(rig.rev())], { token: good })).status).toBe(202)
    // A visitor who comes only now, behind the same address.
    expect((await rig.submit([envelope(rig.rev())])).status).toBe(202)
  })
  test('an expired token is verified once; over the rate of junk tokens it is still told to be renewed', async () => {
    const tokens = createSessionTokens([SECRET])
    let verified = 0
    const verify = (...args: Parameters<typeof tokens.verify>) => (verified++, tokens.verify(...args))
    await start({ limits: { junkToken: few(1) }, tokens: { ...tokens, verify } })
    const { token } = await createSessionTokens([SECRET]).issue('summer', ORIGIN, Date.now() - 7_200_000)
    const code = async (token: string) => ((await (await rig.submit([envelope(rig.rev())], { token })).json()) as { code: string }).code
    expect([await code(token), await code(token)]).toEqual(['expired_token', 'expired_token'])
    expect(verified).toBe(1)
    expect([await code('junk'), await code('junk'), await code(token)]).toEqual(['invalid_token', 'rate_limited', 'expired_token'])
  })
})

test('by hub: junk tokens use up nothing of it', async () => {
  await start({ limits: { hub: few(1) } })
  for (let i = 0; i < 5; i++) expect((await rig.submit([envelope(rig.rev())], { token: `junk-${i}` })).status).toBe(401)
  expect((await rig.submit([envelope(rig.rev())])).status).toBe(202)
})
test('by hub: who is over the rate of a token uses up nothing of it', async () => {
  await start({ limits: { token: few(1), hub: few(2) } })
  const token = await rig.session()
  const submit = async (by?: string) => (await rig.submit([envelope(rig.rev())], by === undefined ? {} : { token: by })).status
  expect([await submit(token), await submit(token), await submit(token), await submit()]).toEqual([202, 429, 429, 202])
})
test('by hub: one hub’s flood leaves the other alone', async () => {
  await start({ hubs: [HUB, { ...HUB, hub: 'winter' }], limits: { hub: few(2) } })
  const [summer, winter] = [await rig.session(), await rig.session('winter')]
  for (let i = 0; i < 2; i++) expect((await rig.submit([envelope(rig.rev())], { token: summer })).status).toBe(202)
  expect((await rig.submit([envelope(rig.rev())], { token: summer })).status).toBe(429)
  expect((await rig.submit([envelope(rig.rev('winter'))], { hub: 'winter', token: winter })).status).toBe(202)
})

describe('by person', () => {
  const person = () => createPersonLimits(new Uint8Array(32), { envelopes: 20, events: 5 })
  const to = (value: string, hub = 'summer') => envelope(rig.rev(hub), { identity: [{ as: 'user_alias', label: 'email', value }] })

  test('the same event for one address: 5, in whatever spelling, by whatever token, whatever hub of the workspace', async () => {
    await start({ hubs: [HUB, { ...HUB, hub: 'winter' }], limits: { person: person() } })
    const spellings = ['victim@example.com', ' Victim@Example.com', 'VICTIM@EXAMPLE.COM', 'victim@example.com ', 'victim@EXAMPLE.com']
    for (const spelling of spellings) expect((await rig.submit([to(spelling)])).status).toBe(202)
    expect((await rig.submit([to('victim@example.com')])).status).toBe(429)
    expect((await rig.submit([to('victim@example.com', 'winter')], { hub: 'winter' })).status).toBe(429)
    expect((await rig.submit([to('somebody.else@example.com')])).status).toBe(202)
  })
  test('many in one request are no way around it; who shares the request is not held up', async () => {
    await start({ limits: { person: person() } })
    const other = to('somebody.else@example.com')
    const answer = await rig.submit([...Array.from({ length: 7 }, () => to('victim@example.com')), other])
    const { results } = (await answer.json()) as SubmissionsAnswer
    expect([answer.status, results.length, results.at(-1)]).toEqual([202, 6, { id: other.id, status: 'accepted' }])
    expect((await rig.store.waiting())[0]?.rows).toBe(6)
    const alone = await rig.submit(Array.from({ length: 2 }, () => to('victim@example.com')))
    expect(alone.status).toBe(429)
    expect(Number(alone.headers.get('retry-after'))).toBeGreaterThan(600)
  })
  test.each([6, 25])('a rule with %s events of one name is accepted', async (count) => {
    const events = Array.from({ length: count }, () => ({ name: 'Answered', properties: { team: 'field.team' } }))
    await start({ hubs: [{ ...HUB, rules: [{ id: 'entry', on: 'form', events }] }], limits: { person: person() } })
    const parts = events.map((_, event) => ({ event, properties: { team: 'Sharks' } }))
    expect((await rig.submit([envelope(rig.rev(), { attributes: {}, events: parts })])).status).toBe(202)
  })
  test('many aliases and one address as their attribute: what is set for somebody counts for her', async () => {
    const rules = [{ id: 'entry', on: 'form' as const, attributes: { email: 'field.email', phone: 'field.phone' } }]
    const identity = [{ as: 'user_alias' as const, label: 'crm', from: { from: 'user.id' } }]
    await start({ hubs: [{ ...HUB, identity, rules }], limits: { person: person() } })
    const alias = (value: string, attributes: Record<string, string>) =>
      envelope(rig.rev(), { identity: [{ as: 'user_alias', label: 'crm', value }], attributes, events: [] })
    const victims = Array.from({ length: 40 }, (_, n) => alias(`a${n}`, { email: n % 2 ? 'Victim@example.com' : ' victim@EXAMPLE.com' }))
    expect(((await (await rig.submit(victims)).json()) as SubmissionsAnswer).results).toHaveLength(20)
    expect((await rig.submit([alias('another', { email: 'victim@example.com' })])).status).toBe(429)
    expect((await rig.submit([alias('another', { email: 'somebody.else@example.com' })])).status).toBe(202)
    const numbers = Array.from({ length: 40 }, (_, n) => alias(`b${n}`, { phone: n % 2 ? '+61412345678' : '+61 412 345 678' }))
    expect(((await (await rig.submit(numbers)).json()) as SubmissionsAnswer).results).toHaveLength(20)
  })
  test('who waits for the sake of an attribute keeps her order, and holds up no other lane', async () => {
    const rules = [{ id: 'entry', on: 'form' as const, attributes: { email: 'field.email', first_name: 'field.first_name' } }]
    const identity = [{ as: 'user_alias' as const, label: 'crm', from: { from: 'user.id' } }]
    await start({
      hubs: [{ ...HUB, identity, rules }],
      limits: { person: createPersonLimits(new Uint8Array(32), { envelopes: 3, events: 5 }) },
    })
    const of = (value: string, attributes: Record<string, string>) =>
      envelope(rig.rev(), { identity: [{ as: 'user_alias', label: 'crm', value }], attributes, events: [] })
    const victim = { email: 'victim@example.com' }
    const sent = [
      of('1', victim),
      of('2', victim),
      of('3', victim),
      of('4', victim),
      of('4', { first_name: 'A' }),
      of('5', { first_name: 'B' }),
    ]
    const { results } = (await (await rig.submit(sent)).json()) as SubmissionsAnswer
    expect(results.map(({ id }) => sent.findIndex((one) => one.id === id))).toEqual([0, 1, 2, 5])
  })
  test('whatever the clock is set to, nobody gets more', async () => {
    let now = Date.now()
    await start({ now: () => now, limits: { person: createPersonLimits(new Uint8Array(32), { envelopes: 1, events: 1 }) } })
    const submit = async () => (await rig.submit([to('victim@example.com')], { sentAt: new Date(now).toISOString() })).status
    expect(await submit()).toBe(202)
    now += 7_200_000
    expect(await submit()).toBe(429)
  })
  test('what is not stored uses up nothing: a duplicate, and all of a request that the store refuses', async () => {
    const accepted = { outcomes: ['accepted' as const] }
    const answers: Appended[] = [accepted, { outcomes: ['duplicate'] }, { refusal: 'overloaded' }, accepted, accepted]
    await start({
      store: { refusal: () => undefined, append: () => Promise.resolve(answers.shift() ?? accepted) },
      limits: { person: createPersonLimits(new Uint8Array(32), { envelopes: 2, events: 2 }) },
    })
    const submit = async () => (await rig.submit([to('victim@example.com')])).status
    expect([await submit(), await submit(), await submit(), await submit(), await submit()]).toEqual([202, 202, 503, 202, 429])
  })
  test('what an erasure has swallowed is counted like anything accepted: how often one may ask tells nothing', async () => {
    await start({
      store: { refusal: () => undefined, append: () => Promise.resolve({ outcomes: ['erased'] }) },
      limits: { person: createPersonLimits(new Uint8Array(32), { envelopes: 1, events: 1 }) },
    })
    const submit = async () => (await rig.submit([to('victim@example.com')])).status
    expect([await submit(), await submit()]).toEqual([202, 429])
  })
})

test.each<[StoreRefusal, seconds: string]>([
  ['storage_full', '60'],
  ['quota_reached', '60'],
  ['overloaded', '2'],
  ['unavailable', '5'],
])('says when to come back after %s alike before it reads a request and when it stores', async (refusal, seconds) => {
  let isEarly = false
  const append = (): Promise<Appended> => Promise.resolve(isEarly ? { outcomes: ['accepted'] } : { refusal })
  await start({ store: { append, refusal: (hub) => (isEarly && hub === 'summer' ? refusal : undefined) } })
  const token = await rig.session()
  const wait = async () => (await rig.submit([envelope(rig.rev())], { token })).headers.get('retry-after')
  const late = await wait()
  isEarly = true
  expect([late, await wait()]).toEqual([seconds, seconds])
})

test.each<[why: string, options: RigOptions, status: number, seconds: string]>([
  ['its hub is paused', { paused: () => true }, 503, '60'],
  ['the proxy stops', { accepting: () => false }, 503, '5'],
  ['something failed', { tokens: { ...createSessionTokens([SECRET]), issue: () => Promise.reject(new Error('x')) } }, 500, '30'],
])('says when to come back where %s', async (_why, options, status, seconds) => {
  await start(options)
  const answer = await fetch(`${rig.url}/v1/hubs/summer/session`, { method: 'POST', headers: { origin: ORIGIN } })
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, seconds])
})

test('says when to come back with a revision that is not known here yet', async () => {
  await start({})
  const answer = await rig.submit([envelope('0'.repeat(rig.rev().length))])
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30'])
})

test('a store that refuses is a 503 with Retry-After, and /readyz says so', async () => {
  await start({ store: { append: () => Promise.resolve({ refusal: 'overloaded' }), refusal: () => 'storage_full' } })
  const token = await rig.session()
  const answer = await rig.submit([envelope(rig.rev())], { token })
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60'])
  expect(await answer.json()).toMatchObject({ code: 'storage_full' })
  const ready = await fetch(`${rig.url}/readyz`)
  expect([ready.status, await ready.text()]).toEqual([503, 'storage_full'])
  expect((await fetch(`${rig.url}/healthz`)).status).toBe(200)
})

test('secrets rotate without a gap: the older one still verifies, a dropped one does not', async () => {
  const older = 'b'.repeat(40)
  const before = createSessionTokens([older])
  const { token } = await before.issue('summer', ORIGIN, Date.now())
  await start({ tokens: createSessionTokens([SECRET, older]) })
  expect((await rig.submit([envelope(rig.rev())], { token })).status).toBe(202)
  await rig.stop()
  await start({ tokens: createSessionTokens([SECRET]) })
  expect((await rig.submit([envelope(rig.rev())], { token })).status).toBe(401)
})

test('connections of one address end at the cap; those of a declared proxy do not, but all together do', async () => {
  await start({})
  for (const [trustedProxies, connections, answered] of [
    [new BlockList(), 100, 3],
    [trustLoopback(), 100, 8],
    [trustLoopback(), 5, 5],
  ] as const) {
    const caps = { host: '127.0.0.1', port: 0, connections, connectionsPerPeer: 3, trustedProxies }
    const server = await startServer(() => new Response('ok'), caps)
    const sockets: Socket[] = []
    let [answers, ended] = [0, 0]
    for (let n = 0; n < 8; n++) {
      const socket = connect(server.port, '127.0.0.1')
      socket.on('error', () => {})
      socket.once('data', () => answers++)
      socket.once('close', () => ended++)
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
      sockets.push(socket)
    }
    await until(() => answers + ended === 8)
    expect(answers).toBe(answered)
    for (const socket of sockets) socket.destroy()
    await server.stop(0)
  }
})

test('the connections of one IPv6 network of 64 bits are those of one address', async () => {
  await start({})
  const server = new Server()
  capPerPeer(server, 2, new BlockList())
  const open = (remoteAddress: string) => {
    const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress })
    server.emit('connection', socket)
    return socket
  }
  const [first, ...others] = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:2:1234::7', '2001:db8:1:3::1'].map(open)
  expect([first, ...others].map((socket) => socket?.destroyed)).toEqual([false, false, true, false])
  first?.destroy()
  await until(() => !open('2001:db8:1:2::2').destroyed)
})

test('an answer that nobody reads does not hold its connection for ever, whatever else is sent meanwhile', async () => {
  await start({})
  const caps = { host: '127.0.0.1', port: 0, connections: 100, connectionsPerPeer: 100, trustedProxies: new BlockList() }
  // More than the system takes off the proxy's hands.
  const server = await startServer(() => new Response('x'.repeat(16_000_000)), { ...caps, answerMs: 200 })
  const socket = connect(server.port, '127.0.0.1').pause()
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  // Line ends before a request are no request yet: none of its time-outs begins.
  const ends = setInterval(() => socket.write('\r\n'), 50)
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException]
  expect(['ECONNRESET', 'EPIPE']).toContain(error.code)
  clearInterval(ends)
  await server.stop(0)
})

test('what has ended in time leaves its connection alone: the reading of an answer, and a body that comes after its answer', async () => {
  await start({})
  const caps = { host: '127.0.0.1', port: 0, connections: 100, connectionsPerPeer: 100, trustedProxies: new BlockList() }
  const answers: Record<string, () => Promise<Answer>> = {
    '/large': async () => ({ status: 200, headers: {}, body: 'x'.repeat(16_000_000) }),
    '/early': async () => ({ status: 413, headers: {}, body: null }),
    // Longer than either would be given.
    '/slow': () => sleep(2_500, { status: 200, headers: {}, body: 'the same connection' }),
  }
  const server = await startServer(
    { handle: () => new Response(), direct: ({ target }) => answers[target]?.() },
    { ...caps, answerMs: 2_000 },
  )
  const socket = connect(server.port, '127.0.0.1').setEncoding('latin1')
  let read = ''
  socket.on('data', (text: string) => (read = (read + text).slice(-1_000)))
  socket.write('POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf')
  await until(() => read.includes('413'))
  socket.write('x'.repeat(96))
  socket.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n')
  await until(() => read.endsWith('x'.repeat(900)))
  socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n')
  await until(() => read.endsWith('the same connection') || socket.destroyed)
  expect(socket.destroyed).toBe(false)
  socket.destroy()
  await server.stop(0)
})

describe('a request that does not arrive in time is ended', () => {
  test.each([
    ['its headers', 'GET / HTTP/1.1\r\nHost: x\r\n'],
    ['its body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf'],
  ])('%s', async (_part, half) => {
    await start({})
    const caps = { host: '127.0.0.1', port: 0, connections: 100, connectionsPerPeer: 100, trustedProxies: new BlockList() }
    let read: unknown = 'timeout'
    const handle = async (_request: Request, { readBody }: Connection) => new Response(String((read = await readBody(1000))))
    const server = await startServer(handle, { ...caps, headersMs: 200, requestMs: 300 })
    expect(statusOf(await rawHttp(`http://127.0.0.1:${server.port}`, half))).toBe(408)
    expect(read).toBe('timeout')
    await server.stop(0)
  })

  test('what follows an answer: refused unread, the connection is closed', async () => {
    await start({})
    const head = `POST /v1/hubs/summer/submissions HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Length: 1000000\r\n\r\n`
    const socket = connect(Number(new URL(rig.url).port), '127.0.0.1').setEncoding('latin1')
    let answer = ''
    socket.on('data', (text: string) => (answer += text))
    const began = performance.now()
    socket.write(`${head}half`)
    await once(socket, 'close')
    expect(statusOf(answer)).toBe(413)
    // Long before the whole request would have had to be there.
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})
