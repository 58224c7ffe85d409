// Who may use the operator's port: nobody without token or session, and no page but its own.
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { ADMIN_ROUTES, type AdminRoute, type InspectorCode, type Session } from '../../../src/core/admin.ts'
import type { InspectorSession } from '../../../src/core/inspector.ts'
import { systemClock } from '../../../src/proxy/clock.ts'
import { ORIGIN } from '../http/fixture.ts'
import { rawHttp } from '../security/raw-http.ts'
import { ADMIN_TOKEN, startService, type ServiceRig } from '../service.ts'

let rig: ServiceRig
beforeAll(async () => {
  rig = await startService()
})
afterAll(() => rig.stop())

const ROUTES = Object.entries(ADMIN_ROUTES).map(([name, { method, path }]) => ({
  name: name as AdminRoute,
  method,
  path: path.replace(/:\w+/g, 'summer'),
}))

describe('without a session', () => {
  test.each(ROUTES.filter(({ name }) => name !== 'login'))('$method $path answers nothing', async ({ method, path }) => {
    const answer = await fetch(rig.adminUrl + path, { method, ...(method !== 'GET' && { body: '{}' }) })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'no_session' })
  })
  test.each(ROUTES)('$method $path does not exist on the public port', async ({ method, path }) => {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, origin: ORIGIN }
    expect((await fetch(rig.url + path, { method, headers, ...(method !== 'GET' && { body: '{}' }) })).status).toBe(404)
  })
  test('an unknown route under /admin/api looks no different', async () => {
    expect((await fetch(`${rig.adminUrl}/admin/api/secrets`)).status).toBe(401)
  })
  test('a made-up cookie and a made-up token are refused', async () => {
    const get = (headers: Record<string, string>) => fetch(`${rig.adminUrl}/admin/api/hubs`, { headers })
    expect((await get({ cookie: 'komo-braze-admin=abc' })).status).toBe(401)
    expect((await get({ authorization: 'Bearer abc' })).status).toBe(401)
    expect((await get({ authorization: `Basic ${btoa(`x:${ADMIN_TOKEN}`)}` })).status).toBe(401)
  })
})

describe('a session', () => {
  const JSON_TYPE = { 'content-type': 'application/json' }
  const login = (token: string, headers: Record<string, string> = {}) =>
    fetch(`${rig.adminUrl}/admin/api/session`, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify({ token }) })

  test('is begun by the token, kept in a cookie that no script and no other site can use, and ended by signing out', async () => {
    const answer = await login(ADMIN_TOKEN)
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^komo-braze-admin=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/admin; Max-Age=28800$/)
    const { csrf } = (await answer.json()) as Session
    const headers = { cookie: cookie.split(';')[0] ?? '' }
    expect((await fetch(`${rig.adminUrl}/admin/api/hubs`, { headers })).status).toBe(200)
    const pause = (more: Record<string, string>) =>
      fetch(`${rig.adminUrl}/admin/api/hubs/summer/resume`, { method: 'POST', headers: { ...headers, ...more } })
    expect((await pause({})).status).toBe(403)
    expect((await pause({ 'x-csrf-token': 'wrong' })).status).toBe(403)
    expect((await pause({ 'x-csrf-token': csrf })).status).toBe(200)
    expect((await fetch(`${rig.adminUrl}/admin/api/session`, { method: 'DELETE', headers })).status).toBe(403)
    expect(
      (await fetch(`${rig.adminUrl}/admin/api/session`, { method: 'DELETE', headers: { ...headers, 'x-csrf-token': csrf } })).status,
    ).toBe(204)
    expect((await fetch(`${rig.adminUrl}/admin/api/hubs`, { headers })).status).toBe(401)
  })
  test.each([
    ['https://admin.example', 'admin.example', true],
    ['https://admin.example', '127.0.0.1:8081', true],
    ['http://localhost:8081', 'localhost:8081', false],
    ['http://[::1]:8081', '[::1]:8081', false],
    [undefined, '127.0.0.1:8081', false],
    [undefined, '127.admin.example', true],
  ])('begun by a page at %s, with the Host %s: the cookie is for TLS only: %s', async (origin, host, isSecure) => {
    const body = JSON.stringify({ token: ADMIN_TOKEN })
    const lines = [`Host: ${host}`, ...(origin === undefined ? [] : [`Origin: ${origin}`, 'Sec-Fetch-Site: same-origin'])]
    const head = ['POST /admin/api/session HTTP/1.1', ...lines, 'Content-Type: application/json', `Content-Length: ${body.length}`]
    const answer = await rawHttp(rig.adminUrl, `${head.join('\r\n')}\r\n\r\n${body}`)
    expect(/^set-cookie: .*; Secure\r$/im.test(answer)).toBe(isSecure)
  })
  test('each route that changes something wants the CSRF word', async () => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${rig.adminUrl}/admin/api/session`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ token: ADMIN_TOKEN }),
    })
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const changing = Object.entries(ADMIN_ROUTES).filter(([name, { method }]) => method !== 'GET' && name !== 'login')
    for (const [name, { method, path }] of changing) {
      const { status } = await fetch(rig.adminUrl + path.replace(/:\w+/g, 'summer'), { method, headers: { cookie }, body: '{}' })
      expect([name, status]).toEqual([name, 403])
    }
  })
  test('five wrong tokens lock the address out, the right one too, on both ways in', async () => {
    const own = await startService()
    const at = (path: string, init: RequestInit) => fetch(own.adminUrl + path, init)
    const enter = (token: string) => at('/admin/api/session', { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ token }) })
    const bearer = (token: string) => at('/admin/api/hubs', { headers: { authorization: `Bearer ${token}` } })
    const wrong = []
    for (let i = 0; i < 5; i++) wrong.push((await (i < 3 ? enter : bearer)(`wrong-${i}`)).status)
    expect(wrong).toEqual([401, 401, 401, 401, 401])
    expect(own.log.filter((line) => line.includes('a wrong operator’s token was tried'))).toHaveLength(5)
    const locked = await enter(ADMIN_TOKEN)
    expect([locked.status, await locked.json()]).toEqual([429, expect.objectContaining({ code: 'locked_out' })])
    expect((await bearer(ADMIN_TOKEN)).status).toBe(429)
    await own.stop()
  })
  test('lock-outs, sessions, and an inspector’s code and session end in their time though the clock was set back', async () => {
    let passed = 0
    const [now, elapsed] = [Date.now, () => performance.now()]
    vi.spyOn(systemClock, 'now').mockImplementation(() => now() - 86_400_000 * Math.sign(passed))
    vi.spyOn(systemClock, 'elapsed').mockImplementation(() => elapsed() + passed)
    const own = await startService()
    onTestFinished(async () => {
      await own.stop()
      vi.restoreAllMocks()
    })
    const post = async (url: string, body: object, headers: Record<string, string>) =>
      fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { ...JSON_TYPE, ...headers } })
    const enter = (token: string) => post(`${own.adminUrl}/admin/api/session`, { token }, {})
    const bearer = { authorization: `Bearer ${ADMIN_TOKEN}` }
    const code = async () =>
      (await own.api<InspectorCode>('inspectorCode', { params: { hub: 'summer' }, body: { connect: own.adminUrl } })).json.code
    const open = (word: string) => post(`${own.url}/v1/hubs/summer/inspector`, { code: word }, { origin: ORIGIN })

    const cookie = (await enter(ADMIN_TOKEN)).headers.get('set-cookie')?.split(';')[0] ?? ''
    const [early, used] = [await code(), await code()]
    const { session } = (await (await open(used)).json()) as InspectorSession
    for (let i = 0; i < 5; i++) await enter('wrong')
    expect((await enter(ADMIN_TOKEN)).status).toBe(429)

    passed = 8 * 3_600_000
    expect((await fetch(`${own.adminUrl}/admin/api/hubs`, { headers: { cookie } })).status).toBe(401)
    expect((await open(early)).status).toBe(401)
    expect((await post(`${own.url}/v1/hubs/summer/seen`, { session, seen: { forms: [], events: [] } }, { origin: ORIGIN })).status).toBe(
      401,
    )
    expect((await fetch(`${own.adminUrl}/admin/api/hubs`, { headers: bearer })).status).toBe(200)
  })
  test('without ADMIN_TOKEN there are no operator’s routes at all', async () => {
    const own = await startService({ env: { ADMIN_TOKEN: '' } })
    const answer = await fetch(`${own.adminUrl}/admin/api/hubs`)
    expect([answer.status, await answer.json()]).toMatchObject([
      404,
      { detail: expect.stringMatching(/^ADMIN_TOKEN is not set at this proxy/) as string },
    ])
    expect((await fetch(`${own.adminUrl}/admin/`)).status).toBe(404)
    expect((await fetch(`${own.adminUrl}/metrics`)).status).toBe(200)
    await own.stop()
  })
  test('pages cannot be framed, cached or sniffed', async () => {
    for (const path of ['/admin/', '/admin/api/hubs', '/metrics', '/none']) {
      const { headers } = await fetch(rig.adminUrl + path)
      const policy = (headers.get('content-security-policy') ?? '').split('; ')
      expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "frame-ancestors 'none'", "script-src 'self'"]))
      // From nowhere else: an image may lie in the page itself.
      const sources = policy.flatMap((directive) => directive.split(' ').slice(1))
      expect([...new Set(sources)].sort()).toEqual(["'none'", "'self'", 'data:'])
      expect([headers.get('cache-control'), headers.get('x-content-type-options'), headers.get('x-frame-options')]).toEqual([
        'no-store',
        'nosniff',
        'DENY',
      ])
    }
  })
})
