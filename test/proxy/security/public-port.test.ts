// What an attacker would try, each attempt by name, against the real server over a socket: what the public port does not have.
import { describe, expect, test } from 'vitest'
import { ORIGIN } from '../http/fixture.ts'
import { rig, underAttack } from './attacked.ts'
import { rawHttp, statusOf } from './raw-http.ts'

underAttack()

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
