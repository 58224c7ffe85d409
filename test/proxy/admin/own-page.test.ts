// A login from another site's page: it is refused before anything is counted, and so locks nobody out.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMIN_TOKEN, startService, type ServiceRig } from '../service.ts'
import { rawHttp, statusOf } from '../security/raw-http.ts'

let rig: ServiceRig
beforeAll(async () => {
  rig = await startService()
})
afterAll(() => rig.stop())

/** By hand: `fetch` lets nobody set these headers. */
async function login(token: string, headers: string[]): Promise<number> {
  const body = JSON.stringify({ token })
  const head = ['POST /admin/api/session HTTP/1.1', `Content-Length: ${body.length}`, ...headers]
  return statusOf(await rawHttp(rig.adminUrl, `${head.join('\r\n')}\r\n\r\n${body}`))
}

const [JSON_TYPE, HOST] = ['Content-Type: application/json', 'Host: localhost:8081']

const foreign: [page: string, headers: string[]][] = [
  [
    'a form, or a fetch without asking first',
    [HOST, 'Content-Type: text/plain', 'Origin: https://evil.example', 'Sec-Fetch-Site: cross-site'],
  ],
  ['no type', [HOST]],
  ['a type that only starts like it', [HOST, 'Content-Type: application/jsonp']],
  ['another type first', [HOST, 'Content-Type: text/plain; application/json']],
  ['another site', [HOST, JSON_TYPE, 'Sec-Fetch-Site: cross-site']],
  ['another host of the site', [HOST, JSON_TYPE, 'Sec-Fetch-Site: same-site', 'Origin: http://localhost:8081']],
  ['an old browser, another site', [HOST, JSON_TYPE, 'Origin: https://evil.example']],
  ['an old browser, another port', [HOST, JSON_TYPE, 'Origin: http://localhost:3000']],
  ['a frame without an origin', [HOST, JSON_TYPE, 'Origin: null']],
]
test.each(foreign)('%s: refused, however often, and nobody is locked out', async (_page, headers) => {
  for (let n = 0; n < 6; n++) expect(await login('wrong', headers)).toBe(400)
  expect(await login(ADMIN_TOKEN, headers)).toBe(400)
  expect(await login(ADMIN_TOKEN, [HOST, JSON_TYPE])).toBe(200)
})

const AT_NAME = 'Host: evil.example:8081'

test('a site whose name leads to this port tries no token, neither by the sign-in nor by a header, and nobody is locked out', async () => {
  const bearer = async (token: string, host: string) =>
    statusOf(await rawHttp(rig.adminUrl, `GET /admin/api/hubs HTTP/1.1\r\n${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`))
  for (const token of ['wrong', 'wrong', 'wrong', 'wrong', 'wrong', ADMIN_TOKEN]) {
    expect(await login(token, [AT_NAME, JSON_TYPE, 'Origin: http://evil.example:8081'])).toBe(401)
    expect(await bearer(token, AT_NAME)).toBe(400)
  }
  expect(await login(ADMIN_TOKEN, [HOST, JSON_TYPE])).toBe(200)
  for (const host of [HOST, 'Host: 127.0.0.1:8081', 'Host: [::1]:8081', 'Host: proxy:8081'])
    expect(await bearer(ADMIN_TOKEN, host)).toBe(200)
})

const own: [page: string, headers: string[]][] = [
  ['the operator’s page', [HOST, JSON_TYPE, 'Sec-Fetch-Site: same-origin', 'Origin: http://localhost:8081']],
  ['in an old browser', [HOST, 'Content-Type: application/json; charset=utf-8', 'Origin: http://localhost:8081']],
  ['behind TLS that changes the Host', ['Host: 127.0.0.1:8081', JSON_TYPE, 'Sec-Fetch-Site: same-origin', 'Origin: https://admin.example']],
  ['behind TLS, in an old browser', ['Host: admin.example', JSON_TYPE, 'Origin: https://admin.example']],
  ['at an address', ['Host: 10.0.0.5:8081', JSON_TYPE, 'Origin: http://10.0.0.5:8081']],
  ['no page at all', [HOST, JSON_TYPE]],
]
test.each(own)('%s is let in', async (_page, headers) => {
  expect(await login(ADMIN_TOKEN, headers)).toBe(200)
})
