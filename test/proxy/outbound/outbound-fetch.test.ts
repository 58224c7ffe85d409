// The only way to declared addresses: https, public addresses, no redirects, little time, few bytes.
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBotCheck } from '../../../src/proxy/identity/bot-check.ts'
import { createLog } from '../../../src/proxy/log.ts'
import { createOutboundFetch, OUTBOUND_MAX_BYTES } from '../../../src/proxy/outbound/outbound-fetch.ts'
import { isPublicAddress } from '../../../src/proxy/outbound/private-addresses.ts'

const certificate = readFileSync(new URL('localhost.pem', import.meta.url), 'utf8')
const key = readFileSync(new URL('localhost-key.pem', import.meta.url), 'utf8')

let server: Server
let host: string
const seen: string[] = []

beforeAll(async () => {
  setDefaultCACertificates([...getCACertificates('default'), certificate])
  server = createServer({ cert: certificate, key }, (request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      seen.push(`${request.method} ${request.url} ${body}`)
      const json = (value: unknown, status = 200) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
      if (request.url === '/good') json({ keys: [] })
      else if (request.url === '/redirect') response.writeHead(302, { location: '/good' }).end('{}')
      else if (request.url === '/large') json({ pad: 'x'.repeat(OUTBOUND_MAX_BYTES) })
      else if (request.url === '/error') json({}, 500)
      else if (request.url === '/created') json({ keys: [] }, 201)
      else if (request.url === '/text') response.end('no JSON')
      else if (request.url === '/siteverify')
        json(
          new URLSearchParams(body).get('response') === 'right' && new URLSearchParams(body).get('secret') === 's3cret'
            ? { success: true }
            : { success: false, 'error-codes': ['invalid-input-response'] },
        )
      else if (request.url === '/lies') json({ success: 'true' })
      else if (request.url === '/broken') json({ success: false, 'error-codes': ['internal-error'] })
      else if (request.url === '/wrong-secret') json({ success: false, 'error-codes': ['invalid-input-secret'] })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('a development host', () => {
  const get = (path: string) => createOutboundFetch([host])(`https://${host}${path}`)
  test('gives its JSON', async () => {
    expect(await get('/good')).toEqual({ keys: [] })
  })
  test.each(['/redirect', '/large', '/error', '/created', '/text', '/never-answers'])('%s gives nothing', async (path) => {
    expect(await get(path)).toBeUndefined()
  })
  test.each(['a@', ':b@', 'a:b@'])('is not called with a name or a password in the address: %s', async (credentials) => {
    seen.length = 0
    expect(await createOutboundFetch([host])(`https://${credentials}${host}/good`)).toBeUndefined()
    expect(seen).toEqual([])
  })
  test('a redirect is not followed', async () => {
    seen.length = 0
    await get('/redirect')
    expect(seen).toEqual(['GET /redirect '])
  })
})

test('a development host may be private, but not without TLS', async () => {
  const plain = createHttpServer((_request, response) => response.end('{}'))
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
  const plainHost = `127.0.0.1:${(plain.address() as AddressInfo).port}`
  expect(await createOutboundFetch([plainHost])(`http://${plainHost}/`)).toBeUndefined()
  plain.close()
})

describe('an address that may not be called', () => {
  test.each([
    ['this machine by name', () => `https://${host}/good`],
    ['this machine by number', () => `https://${host.replace('localhost', '127.0.0.1')}/good`],
    ['this machine in other numbers', () => `https://${host.replace('localhost', '2130706433')}/good`],
    ['this machine, IPv6', () => 'https://[::1]/good'],
    ['mapped IPv6', () => 'https://[::ffff:127.0.0.1]/good'],
    ['cloud metadata', () => 'https://169.254.169.254/latest/meta-data'],
    ['a private network', () => 'https://10.0.0.1/'],
    ['plain http', () => `http://${host}/good`],
    ['a file', () => 'file:///etc/passwd'],
    ['no address', () => 'jwks.json'],
  ])('%s', async (_attempt, url) => {
    seen.length = 0
    expect(await createOutboundFetch()(url())).toBeUndefined()
    expect(seen).toEqual([])
  })
})

const PRIVATE = ['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.1', '192.168.1.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '::', '::1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', '2002:a00:1::', '2001::1', 'fc00::1', 'fd12::1', 'fe80::1', 'fec0::1', '3fff::1', '5f00::1', '100::1', '100:0:0:1::1', 'ff02::1', 'localhost', '', '1.2.3'] // prettier-ignore
const PUBLIC = ['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.128.0.1', '198.20.0.1', '2606:4700:4700::1111', '2a00:1450:4001::1']

test.each(PRIVATE)('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})
test.each(PUBLIC)('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

describe('the bot check', () => {
  const judge = (path: string, challenge: string, secret: string | undefined = 's3cret') =>
    createBotCheck({ keySource: () => Promise.resolve(secret), fetch: createOutboundFetch([host]), log: createLog('silent') }).judge(
      { verify: `https://${host}${path}`, siteKey: 'k', secret: 'env:X' },
      challenge,
    )
  test('confirms what the provider confirms', async () => {
    expect(await judge('/siteverify', 'right')).toBe('passed')
    expect(await judge('/siteverify', 'wrong')).toBe('failed')
  })
  test('a challenge that tries to add parameters stays one value', async () => {
    expect(await judge('/siteverify', 'wrong&response=right')).toBe('failed')
  })
  test.each(['/error', '/text', '/redirect', '/lies', '/broken', '/wrong-secret', '/never-answers'])(
    'a provider that answers %s confirms nothing, and says nothing of the visitor',
    async (path) => {
      expect(await judge(path, 'right')).toBe('no_answer')
    },
  )
  test('without its secret it asks nobody', async () => {
    seen.length = 0
    const check = createBotCheck({
      keySource: () => Promise.resolve(undefined),
      fetch: createOutboundFetch([host]),
      log: createLog('silent'),
    })
    expect(await check.judge({ verify: `https://${host}/siteverify`, siteKey: 'k', secret: 'env:X' }, 'right')).toBe('no_answer')
    expect(seen).toEqual([])
  })
})
