// What an attacker would try, each attempt by name, against the real server over a socket: bodies that are none.
import { describe, expect, test } from 'vitest'
import { envelope, ORIGIN } from '../http/fixture.ts'
import { post, rig, SUBMISSIONS, token, underAttack } from './attacked.ts'
import { rawHttp, statusOf } from './raw-http.ts'

underAttack()

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

  test('64 KiB are as many as may be', async () => {
    expect((await post(SUBMISSIONS, request({}).padEnd(64 * 1024))).status).toBe(202)
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
