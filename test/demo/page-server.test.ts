// The demo page's server gives the operator's token to its own page alone, under its own names.
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPage } from '../../demo/page-server.ts'
import type { Listening } from '../../demo/listen.ts'

let page: Listening
const started: boolean[] = []
beforeAll(async () => {
  page = await startPage({
    config: {
      hub: '',
      braze: { kind: 'stand-in', url: '' },
      connect: '',
      adminToken: 'token',
      hubFile: { hub: 'h', origins: [], identity: [], rules: [] },
    },
    proxy: {
      url: '',
      adminUrl: '',
      running: () => true,
      hubPath: () => '',
      start: async () => void started.push(true),
      stop: async () => {},
      output: () => '',
    },
    port: 0,
  })
})
afterAll(() => page.close())

function ask(method: string, path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(page.url + path, { method, headers: { 'content-type': 'application/json', ...headers } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asking.on('error', reject).end(method === 'POST' ? '{"running":true}' : undefined)
  })
}

const port = () => new URL(page.url).port
const rows: [who: string, method: string, path: string, headers: () => Record<string, string>, status: number][] = [
  ['the page reads', 'GET', '/api/config', () => ({}), 200],
  ['the page under another of its names', 'GET', '/api/config', () => ({ host: `localhost:${port()}` }), 200],
  ['a page whose name leads here reads', 'GET', '/api/config', () => ({ host: `elsewhere.example:${port()}` }), 403],
  ['the page does', 'POST', '/api/proxy', () => ({ origin: page.url }), 200],
  [
    'the page under another of its names does',
    'POST',
    '/api/proxy',
    () => ({ host: `[::1]:${port()}`, origin: `http://[::1]:${port()}` }),
    200,
  ],
  [
    'a page whose name leads here does',
    'POST',
    '/api/proxy',
    () => ({ host: 'elsewhere.example', origin: 'http://elsewhere.example' }),
    403,
  ],
  ['a page from elsewhere does', 'POST', '/api/proxy', () => ({ origin: 'https://elsewhere.example' }), 403],
  ['another page of this computer does', 'POST', '/api/proxy', () => ({ origin: 'http://127.0.0.1:1' }), 403],
  ['a page without an origin does', 'POST', '/api/proxy', () => ({ origin: 'null' }), 403],
]
test.each(rows)('%s: %s %s', async (_, method, path, headers, status) => {
  started.length = 0
  expect(await ask(method, path, headers())).toBe(status)
  expect(started).toHaveLength(method === 'POST' && status === 200 ? 1 : 0)
})
