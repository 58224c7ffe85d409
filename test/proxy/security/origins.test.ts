// What an attacker would try, each attempt by name, against the real server over a socket: another origin, another hub, another method.
import { describe, expect, test } from 'vitest'
import { envelope, ORIGIN } from '../http/fixture.ts'
import { code, MARK, OTHER, rig, SUBMISSIONS, token, underAttack } from './attacked.ts'
import { rawHttp, statusOf } from './raw-http.ts'

underAttack()

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
