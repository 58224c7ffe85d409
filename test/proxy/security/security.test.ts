// What an attacker would try, each attempt by name, against the real server over a socket. Over 200 lines because it is one list: SECURITY.md points to its names.
import { hkdfSync } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope, SubmissionsAnswer } from '../../../src/core/envelope.ts'
import { unpack } from '../../../src/proxy/outbox/packed.ts'
import { envelope, HUB, ORIGIN, SECRET, startRig, type Rig } from '../http/fixture.ts'
import { rawHttp, statusOf } from './raw-http.ts'

const OTHER = 'https://other.komo.site'
const MARK = 'zq7marker'

let rig: Rig
let token: string

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

async function results(given: unknown[]): Promise<SubmissionsAnswer['results']> {
  const answer = await rig.submit(given, { token })
  expect(answer.status).toBe(202)
  return ((await answer.json()) as SubmissionsAnswer).results
}

async function code(answer: Response): Promise<[number, string]> {
  return [answer.status, ((await answer.json()) as { code: string }).code]
}

function post(path: string, body: BodyInit, headers: Record<string, string> = { origin: ORIGIN }): Promise<Response> {
  return fetch(rig.url + path, { method: 'POST', headers, body })
}

const SUBMISSIONS = '/v1/hubs/summer/submissions'

describe('origins', () => {
  const refusedOrigins: [attempt: string, origin: string | undefined][] = [
    ['no Origin at all', undefined],
    ['the opaque origin null', 'null'],
    ['plain http', 'http://summer.komo.site'],
    ['another port', 'https://summer.komo.site:8443'],
    ['the default port spelled out', 'https://summer.komo.site:443'],
    ['another case', 'https://Summer.komo.site'],
    ['a scheme in capitals', 'HTTPS://summer.komo.site'],
    ['a trailing dot', 'https://summer.komo.site.'],
    ['a trailing slash', 'https://summer.komo.site/'],
    ['a path', 'https://summer.komo.site/entry'],
    ['a look-alike in front', 'https://evil-summer.komo.site'],
    ['a look-alike behind', 'https://summer.komo.site.evil.example'],
    ['a sub-domain', 'https://a.summer.komo.site'],
    ['the parent domain', 'https://komo.site'],
    ['an IDN look-alike in Punycode', 'https://xn--smmer-jua.komo.site'],
    ['user information in front', 'https://summer.komo.site@evil.example'],
    ['two origins in one header', `${ORIGIN}, https://evil.example`],
    ['two origins with a space', `${ORIGIN} https://evil.example`],
    ['a wildcard', '*'],
    ['the origin of another hub', OTHER],
  ]
  test.each(refusedOrigins)('%s', async (_attempt, origin) => {
    const headers = origin === undefined ? undefined : { origin }
    const body = JSON.stringify({ token, sentAt: new Date().toISOString(), submissions: [envelope(rig.rev())] })
    for (const [path, init] of [
      ['/v1/hubs/summer', {}],
      ['/v1/hubs/summer/session', { method: 'POST' }],
      [SUBMISSIONS, { method: 'POST', body }],
      ['/v1/hubs/summer/inspector', { method: 'POST', body: '{}' }],
      ['/v1/hubs/summer/seen', { method: 'POST', body: '{}' }],
      ['/v1/hubs/summer/dry-run', { method: 'POST', body: '{}' }],
    ] as const) {
      const answer = await fetch(rig.url + path, { ...init, ...(headers && { headers }) })
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      expect(await code(answer)).toEqual([403, 'forbidden'])
    }
  })

  test('two Origin headers', async () => {
    const answer = await rawHttp(
      rig.url,
      `GET /v1/hubs/summer HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nOrigin: https://evil.example\r\n\r\n`,
    )
    expect(statusOf(answer)).toBe(403)
    expect(answer).not.toContain('evil.example')
  })

  test('a homograph in raw bytes', async () => {
    const answer = await rawHttp(
      rig.url,
      Buffer.from(`GET /v1/hubs/summer HTTP/1.1\r\nHost: x\r\nOrigin: https://s\u00fcmmer.komo.site\r\n\r\n`, 'latin1'),
    )
    expect(statusOf(answer)).toBe(403)
  })

  test('finding out which hubs exist: an unknown hub answers byte for byte like a wrong origin', async () => {
    const ask = async (hub: string) => {
      const answer = await fetch(`${rig.url}/v1/hubs/${hub}`, { headers: { origin: 'https://evil.example' } })
      const headers = [...answer.headers].filter(([name]) => name !== 'date')
      return { status: answer.status, headers, body: await answer.text() }
    }
    expect(await ask('summer')).toEqual(await ask('no-such-hub'))
  })
})

describe('hub names', () => {
  test.each([
    '__proto__',
    'constructor',
    'toString',
    'SUMMER',
    'summer%00',
    '..%2fsummer',
    '%2e%2e',
    'summer%2f..%2fother',
    'summer%20',
    'a'.repeat(4000),
    '%ff',
  ])('/v1/hubs/%s', async (name) => {
    const answer = await fetch(`${rig.url}/v1/hubs/${name}`, { headers: { origin: ORIGIN } })
    expect([403, 404, 400]).toContain(answer.status)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('methods', () => {
  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])('%s on submissions', async (method) => {
    const answer = await fetch(rig.url + SUBMISSIONS, { method, headers: { origin: ORIGIN } })
    expect(answer.status).toBe(405)
  })
  test('a preflight that asks for another method and headers', async () => {
    const headers = { origin: ORIGIN, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization' }
    const answer = await fetch(rig.url + SUBMISSIONS, { method: 'OPTIONS', headers })
    expect(answer.headers.get('access-control-allow-methods')).toBeNull()
    expect(answer.headers.get('access-control-allow-headers')).toBeNull()
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })
  test('X-HTTP-Method-Override', async () => {
    const answer = await fetch(rig.url + SUBMISSIONS, { headers: { origin: ORIGIN, 'x-http-method-override': 'POST' } })
    expect(answer.status).toBe(405)
  })
  test('TRACE', async () => {
    const answer = await rawHttp(rig.url, `TRACE ${SUBMISSIONS} HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nX-${MARK}: 1\r\n\r\n`)
    expect(statusOf(answer)).toBeGreaterThanOrEqual(400)
    expect(answer).not.toContain(MARK)
  })
})

describe('the operator on the public port', () => {
  test.each([
    '/admin',
    '/admin/',
    '/admin/api/hubs',
    '/admin/api/session',
    '/metrics',
    '/v1/metrics',
    '//admin/',
    '/v1/%2e%2e/admin/',
    '/%61dmin/',
    '/v1/hubs/summer/../../../admin/',
    '/admin/../metrics',
    '/ADMIN/',
  ])('%s', async (path) => {
    const answer = await rawHttp(rig.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nAuthorization: Bearer admin\r\n\r\n`)
    expect(statusOf(answer)).toBe(404)
  })
  test('an absolute request target', async () => {
    const answer = await rawHttp(rig.url, 'GET http://127.0.0.1:8081/metrics HTTP/1.1\r\nHost: 127.0.0.1:8081\r\n\r\n')
    expect(statusOf(answer)).toBe(404)
  })
})

describe('bundles', () => {
  test.each([
    '/v1/proxy.js',
    '/v1/..%2fpackage.json',
    '/v1/%2e%2e%2fproxy.js',
    '/v1/integrity.json',
    '/v1/embed.js%00',
    '/v1/admin%2fconnect.js',
    '/v1/constructor.js',
    '/v1/embed-..%2f..%2fx.js',
  ])('%s', async (path) => {
    expect((await fetch(rig.url + path)).status).toBe(404)
  })
})

describe('session tokens', () => {
  const key = (secret: string, use: string) => new Uint8Array(hkdfSync('sha256', secret, 'komo-braze', use, 32))
  const sign = (claims: Record<string, unknown>, by: Uint8Array, options: { hub?: string; exp?: number } = {}) => {
    const jwt = new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(options.hub ?? 'summer')
      .setIssuedAt()
    return (options.exp === 0 ? jwt : jwt.setExpirationTime(options.exp ?? Math.floor(Date.now() / 1000) + 600)).sign(by)
  }
  const good = key(SECRET, 'session token')
  /** The last of 43 characters stands for four bits: the next one of the alphabet has the same. */
  const next = (character = '') => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    return alphabet[alphabet.indexOf(character) + 1] ?? ''
  }

  const junk: [attempt: string, make: () => unknown, status: number][] = [
    ['no token', () => undefined, 400],
    ['an empty token', () => '', 400],
    ['a number', () => 7, 400],
    ['a list', () => [token], 400],
    ['a word', () => 'let-me-in', 401],
    [
      'an unsigned token (alg none)',
      () => new UnsecuredJWT({ origin: ORIGIN }).setAudience('summer').setExpirationTime('1h').encode(),
      401,
    ],
    ['signed by another secret', () => sign({ origin: ORIGIN }, key('x'.repeat(40), 'session token')), 401],
    ['signed by the bare secret', () => sign({ origin: ORIGIN }, new TextEncoder().encode(SECRET)), 401],
    ['signed by the key of another use', () => sign({ origin: ORIGIN }, key(SECRET, 'person')), 401],
    ['of another hub', () => sign({ origin: ORIGIN }, good, { hub: 'other' }), 401],
    ['of another origin', () => sign({ origin: OTHER }, good), 401],
    ['expired', () => sign({ origin: ORIGIN }, good, { exp: 1_600_000_000 }), 401],
    ['without an end', () => sign({ origin: ORIGIN }, good, { exp: 0 }), 401],
    ['without an origin', () => sign({}, good), 401],
    ['with an origin that is a list', () => sign({ origin: [ORIGIN] }, good), 401],
    [
      'with its payload changed',
      () => token.replace(/\.[^.]+\./, `.${btoa(JSON.stringify({ origin: ORIGIN, aud: 'summer', exp: 9e9 }))}.`),
      401,
    ],
    ['with its signature cut', () => token.slice(0, -4), 401],
    ['with a second signature', () => `${token}.${token}`, 401],
    ['with a last character that says the same', () => token.slice(0, -1) + next(token.at(-1)), 401],
    ['with padding', () => `${token}=`, 401],
    ['with a space in its signature', () => token.replace(/(.{9})$/, ' $1'), 401],
    ['with a line’s end behind it', () => `${token}\n`, 401],
    ['700 characters long', () => 'a'.repeat(700), 400],
  ]
  test.each(junk)('%s', async (_attempt, make, status) => {
    const body = JSON.stringify({ token: await make(), sentAt: new Date().toISOString(), submissions: [envelope(rig.rev())] })
    expect((await post(SUBMISSIONS, body)).status).toBe(status)
  })

  test('a good token of another hub of the same origin, used before in its own', async () => {
    const theirs = await rig.session('twin')
    expect((await rig.submit([{}], { hub: 'twin', token: theirs })).status).toBe(202)
    expect((await rig.submit([envelope(rig.rev())], { token: theirs })).status).toBe(401)
  })
  test('a good token of another hub, used before in its own', async () => {
    const theirs = await rig.session('other', OTHER)
    expect((await rig.submit([{}], { hub: 'other', origin: OTHER, token: theirs })).status).toBe(202)
    expect((await rig.submit([envelope(rig.rev())], { token: theirs })).status).toBe(401)
  })
  test.each([
    ['in the query', `${SUBMISSIONS}?token=`, {}],
    ['in a header', SUBMISSIONS, { authorization: 'Bearer ' }],
  ])('a good token %s is not seen', async (_attempt, path, headers) => {
    const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value + token]))
    const body = JSON.stringify({ sentAt: new Date().toISOString(), submissions: [envelope(rig.rev())] })
    expect((await post(path.endsWith('=') ? path + token : path, body, { origin: ORIGIN, ...given })).status).toBe(400)
  })
})

describe('bodies', () => {
  const request = (more: object) => JSON.stringify({ token, sentAt: new Date().toISOString(), submissions: [envelope(rig.rev())], ...more })

  const wrong: [attempt: string, body: () => BodyInit, status: number][] = [
    ['64 KiB and one byte', () => request({}).padEnd(64 * 1024 + 1), 413],
    ['2 MiB', () => 'x'.repeat(2 * 1024 * 1024), 413],
    ['nothing', () => '', 400],
    ['no JSON', () => '{"token":', 400],
    ['bytes that are no UTF-8', () => new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), 400],
    ['a list', () => '[]', 400],
    ['null', () => 'null', 400],
    ['a text', () => '"x"', 400],
    ['30,000 levels of lists', () => '['.repeat(30_000) + ']'.repeat(30_000), 400],
    ['an extra key', () => request({ admin: true }), 400],
    ['a __proto__ key', () => request({}).replace('{', '{"__proto__":{"token":"x"},'), 400],
    ['no envelopes', () => request({ submissions: [] }), 400],
    ['101 envelopes', () => request({ submissions: Array.from({ length: 101 }, () => ({})) }), 400],
    ['envelopes that are no list', () => request({ submissions: { 0: {}, length: 1 } }), 400],
    ['sentAt that is no time', () => request({ sentAt: 'yesterday' }), 400],
    ['sentAt that is a number', () => request({ sentAt: 0 }), 400],
    ['sentAt in an impossible month', () => request({ sentAt: '2026-13-01T00:00:00Z' }), 400],
  ]
  test.each(wrong)('%s', async (_attempt, body, status) => {
    expect((await post(SUBMISSIONS, body())).status).toBe(status)
  })

  test('chunks that go on for ever end at the limit', async () => {
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`
    const head = `POST ${SUBMISSIONS} HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nTransfer-Encoding: chunked\r\n\r\n`
    expect(statusOf(await rawHttp(rig.url, head + chunk.repeat(8)))).toBe(413)
  })
  test('a Content-Length of a gigabyte is refused before a byte of it came', async () => {
    const head = `POST ${SUBMISSIONS} HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Length: 1073741824\r\n\r\n`
    expect(statusOf(await rawHttp(rig.url, head))).toBe(413)
  })
  test('request smuggling: Content-Length beside Transfer-Encoding', async () => {
    const head = `POST ${SUBMISSIONS} HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n`
    expect(statusOf(await rawHttp(rig.url, head))).toBe(400)
  })
  test('request smuggling: two lengths', async () => {
    const head = `POST ${SUBMISSIONS} HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx`
    expect(statusOf(await rawHttp(rig.url, head))).toBe(400)
  })
  test('20 KiB of headers', async () => {
    const answer = await rawHttp(rig.url, `GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`)
    expect(statusOf(answer)).toBe(431)
  })
  test('a compressed body is no JSON', async () => {
    const zipped = new Uint8Array(
      await new Response(new Blob([request({})]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
    )
    expect((await post(SUBMISSIONS, zipped, { origin: ORIGIN, 'content-encoding': 'gzip' })).status).toBe(400)
  })
  test('an upgrade to another protocol', async () => {
    const answer = await rawHttp(rig.url, 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    expect(statusOf(answer)).toBe(200)
  })
})

describe('declared only', () => {
  const person = [{ as: 'user_alias', label: 'email', value: 'x@example.com' }]
  const refusals: [attempt: string, more: object, code: string][] = [
    ['an attribute that the rule does not declare', { attributes: { vip: 'yes' } }, 'undeclared'],
    ['an attribute of another hub’s rule', { attributes: { first_name: 'A', vip: '1' } }, 'undeclared'],
    ['the attribute email', { attributes: { email: 'x@example.com' } }, 'undeclared'],
    ['the attribute external_id', { attributes: { external_id: 'boss' } }, 'undeclared'],
    ['the flag _update_existing_only', { attributes: { _update_existing_only: 'false' } }, 'undeclared'],
    ['the attribute constructor', { attributes: { constructor: 'x' } }, 'undeclared'],
    ['the attribute toString', { attributes: { toString: 'x' } }, 'undeclared'],
    ['a constant of the rule', { attributes: { tier: 'platinum' } }, 'undeclared'],
    ['an event that the rule does not have', { events: [{ event: 1 }] }, 'undeclared'],
    ['an event below the first', { events: [{ event: -1 }] }, 'invalid_envelope'],
    ['half an event', { events: [{ event: 0.5 }] }, 'invalid_envelope'],
    ['an event by name', { events: [{ event: 'Entered' }] }, 'invalid_envelope'],
    ['an event with a name of its own', { events: [{ event: 0, name: 'Refund' }] }, 'invalid_envelope'],
    ['an event with a time of its own', { events: [{ event: 0, time: '2020-01-01T00:00:00Z' }] }, 'invalid_envelope'],
    ['one event twice', { events: [{ event: 0 }, { event: 0 }] }, 'undeclared'],
    ['twenty-six events', { events: Array.from({ length: 26 }, () => ({ event: 0 })) }, 'invalid_envelope'],
    ['a property that the event does not declare', { events: [{ event: 0, properties: { discount: '100' } }] }, 'undeclared'],
    ['a constant property', { events: [{ event: 0, properties: { source: 'x' } }] }, 'undeclared'],
    ['a purchase where none is declared', { purchases: [{ purchase: 0, values: { price: '1' } }] }, 'undeclared'],
    ['a subscription that the rule does not declare', { subscriptions: { push_subscribe: 'true' } }, 'undeclared'],
    ['a subscription group', { subscriptions: { '11111111-1111-4111-8111-111111111111': 'true' } }, 'undeclared'],
    ['an external_id where only an alias is declared', { identity: [{ as: 'external_id', value: 'boss' }] }, 'undeclared'],
    ['a braze_id', { identity: [{ as: 'braze_id', value: 'abc' }] }, 'undeclared'],
    ['an e-mail as identity', { identity: [{ as: 'email', value: 'x@example.com' }] }, 'undeclared'],
    ['an alias of another label', { identity: [{ as: 'user_alias', label: 'crm', value: 'x' }] }, 'undeclared'],
    ['a proof where none is declared', { identity: [{ as: 'user_alias', proof: 'a.b.c' }] }, 'undeclared'],
    [
      'a value and a proof at once',
      { identity: [{ as: 'user_alias', label: 'email', value: 'x@example.com', proof: 'a.b.c' }] },
      'invalid_envelope',
    ],
    ['an identity that is an object', { identity: [{ as: 'user_alias', label: 'email', value: { $ne: null } }] }, 'invalid_envelope'],
    ['eleven identities', { identity: Array.from({ length: 11 }, () => person[0]) }, 'invalid_envelope'],
    ['nobody', { identity: [] }, 'no_identity'],
    ['a rule that does not exist', { rule: 'no-such-rule' }, 'unknown_rule'],
    ['the rule __proto__', { rule: '__proto__' }, 'unknown_rule'],
    ['the rule constructor', { rule: 'constructor' }, 'unknown_rule'],
    ['a rule of another hub', { rule: 'secret-rule' }, 'unknown_rule'],
    ['another wire version', { v: 2 }, 'unsupported_version'],
    ['wire version 0', { v: 0 }, 'invalid_envelope'],
    ['an id that is no UUID of version 7', { id: '11111111-1111-4111-8111-111111111111' }, 'invalid_envelope'],
    ['a time that is none', { at: 'now' }, 'invalid_envelope'],
    ['a workspace', { workspace: 'other' }, 'invalid_envelope'],
    ['an endpoint', { endpoint: 'https://evil.example' }, 'invalid_envelope'],
    ['11 levels of nesting', { attributes: { first_name: [[[[[[[[[[['x']]]]]]]]]]] } }, 'invalid_envelope'],
    ['a name of 300 characters', { attributes: { ['a'.repeat(300)]: 'x' } }, 'invalid_envelope'],
    ['301 attributes', { attributes: Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`a${i}`, 'x'])) }, 'invalid_envelope'],
    ['50 KiB in one envelope', { attributes: { first_name: 'x'.repeat(50 * 1024) } }, 'too_large'],
  ]
  test.each(refusals)('%s', async (_attempt, more, expected) => {
    const good = envelope(rig.rev())
    const [bad, neighbour] = await results([{ ...envelope(rig.rev()), ...more }, good])
    expect(bad).toMatchObject({ status: 'refused', code: expected })
    expect(neighbour).toMatchObject({ id: good.id, status: 'accepted' })
  })

  const left: [attempt: string, attributes: Record<string, unknown>, target: string][] = [
    ['an operation as a value: {"inc": 5}', { score: { inc: 5 } }, 'attributes.score'],
    ['an operation as a value: {"add": […]}', { first_name: { add: ['x'] } }, 'attributes.first_name'],
    ['an object where a text is declared', { first_name: { $gt: '' } }, 'attributes.first_name'],
    ['several values where one is declared', { first_name: ['A', 'B'] }, 'attributes.first_name'],
    ['what the map does not have', { team: 'Admins' }, 'attributes.team'],
    ['the map’s __proto__', { team: '__proto__' }, 'attributes.team'],
    ['the map’s constructor', { team: 'constructor' }, 'attributes.team'],
    ['a number beyond all numbers', { score: '1e999' }, 'attributes.score'],
    ['a number that is none', { score: 'NaN' }, 'attributes.score'],
    ['hexadecimal', { score: '0x10' }, 'attributes.score'],
    ['300 characters', { first_name: 'x'.repeat(300) }, 'attributes.first_name'],
  ]
  test.each(left)('%s is left out, the rest goes', async (_attempt, attributes, target) => {
    const [one] = await results([envelope(rig.rev(), { attributes: attributes as Envelope['attributes'] & object })])
    expect(one?.status).toBe('accepted')
    expect(one?.problems?.map((problem) => problem.target)).toContain(target)
  })

  test('a subscription state of its own: only what a tick can say', async () => {
    const [one] = await results([envelope(rig.rev(), { subscriptions: { email_subscribe: 'opted_in' } })])
    expect(one).toMatchObject({ status: 'accepted', problems: [{ target: 'subscriptions.email_subscribe', code: 'invalid_boolean' }] })
    expect(JSON.stringify(await storedObjects())).not.toContain('email_subscribe')
    await results([envelope(rig.rev(), { subscriptions: { email_subscribe: 'true' } })])
    expect(JSON.stringify(await storedObjects())).toContain('"email_subscribe":"subscribed"')
  })
  test('a revision of another hub is not known here', async () => {
    const answer = await rig.submit([envelope(rig.rev('other'))], { token })
    expect(await code(answer)).toEqual([503, 'unknown_rev'])
  })
  test('one of an unknown revision is not judged, and holds up no other', async () => {
    const [known, unknown] = [envelope(rig.rev()), envelope('0'.repeat(16))]
    expect((await results([unknown, known])).map(({ id, status }) => [id, status])).toEqual([[known.id, 'accepted']])
  })
  test('an event time in the future and one before the hub’s memory are clamped', async () => {
    const [future, past] = await results([
      envelope(rig.rev(), { at: '2099-01-01T00:00:00Z' }),
      envelope(rig.rev(), { at: '1999-01-01T00:00:00Z' }),
    ])
    expect([future?.problems?.[0]?.code, past?.problems?.[0]?.code]).toEqual(['time_clamped', 'time_clamped'])
    const times = (await storedObjects()).flatMap(({ events = [] }) => events.map((event) => Date.parse(event.time)))
    expect(Math.max(...times)).toBeLessThanOrEqual(Date.now())
    expect(Math.min(...times)).toBeGreaterThan(Date.now() - 4 * 86_400_000)
  })
  test('one id twice in one request counts once', async () => {
    const one = envelope(rig.rev())
    expect((await results([one, one])).map(({ status }) => status)).toEqual(['accepted', 'duplicate'])
  })

  async function storedObjects() {
    const claim = await rig.store.claim('default', () => {})
    const { rows } = await claim.next('summer', 0, 10_000)
    await claim.release()
    return rows.map(({ request }) => unpack(request.text))
  }
})

describe('answers', () => {
  test.each([
    ['in the path', () => fetch(`${rig.url}/v1/hubs/${MARK}`, { headers: { origin: ORIGIN } })],
    ['in an unknown path', () => fetch(`${rig.url}/${MARK}<script>`)],
    ['in the origin', () => fetch(`${rig.url}/v1/hubs/summer`, { headers: { origin: `https://${MARK}.example` } })],
    ['in the token', () => rig.submit([envelope(rig.rev())], { token: MARK })],
    ['in a broken body', () => post(SUBMISSIONS, `{"${MARK}":`)],
    ['in an unknown key', () => post(SUBMISSIONS, JSON.stringify({ [MARK]: MARK }))],
    ['in an attribute', () => rig.submit([envelope(rig.rev(), { attributes: { [MARK]: MARK } })], { token })],
    ['in an id', () => rig.submit([{ id: MARK }], { token })],
    ['in a rule', () => rig.submit([envelope(rig.rev(), { rule: MARK })], { token })],
    ['in a value', () => rig.submit([envelope(rig.rev(), { attributes: { score: MARK } })], { token })],
  ])('nothing of the request comes back: a mark %s', async (_where, ask) => {
    const answer = await ask()
    expect(JSON.stringify([...answer.headers]) + (await answer.text())).not.toContain(MARK)
  })

  test('a rule’s name from the wire stands in no list of the operator’s and in no metric', async () => {
    await rig.submit([envelope(rig.rev(), { rule: MARK, at: '2020-01-01T00:00:00.000Z' })], { token })
    const activity = JSON.stringify(rig.service.activity.answer('summer', 1))
    expect(activity).toContain('time_clamped')
    expect(activity + (await rig.service.metrics.scrape()).text).not.toContain(MARK)
  })

  test('every answer under /v1/ can be used across origins, and none names the server or shows a stack', async () => {
    for (const path of ['/v1/embed.js', '/v1/hubs/summer', '/v1/hubs/none', '/v1/none', SUBMISSIONS]) {
      const answer = await fetch(rig.url + path, { headers: { origin: ORIGIN } })
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('server')).toBeNull()
      expect(answer.headers.get('x-powered-by')).toBeNull()
      expect(await answer.text()).not.toMatch(/\n\s+at /)
    }
  })

  test('a page of the hub can read every refusal', async () => {
    for (const answer of [
      await rig.submit([{}], { token: 'x' }),
      await post(SUBMISSIONS, '{'),
      await fetch(rig.url + SUBMISSIONS, { headers: { origin: ORIGIN } }),
    ]) {
      expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN)
      expect(answer.headers.get('access-control-expose-headers')).toBe('Retry-After')
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
  })
})
