// The client for Braze against real servers: what it sends, what it makes of failures, and what it never does.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSocketServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { BrazeClient } from '../../src/proxy/braze/client.ts'
import { createBrazeClient } from '../../src/proxy/braze/undici-client.ts'

const KEY = 'very-secret-key'
const closing: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function listening(server: Server | ReturnType<typeof createSocketServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve)
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  )
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

const serve = (handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> => listening(createServer(handle))

function client(endpoint: string, options: { deadlineMs?: number; connections?: number } = {}): BrazeClient {
  const made = createBrazeClient({ endpoint, apiKey: KEY, userAgent: 'partner-Test', ...options })
  closing.push(() => made.close())
  return made
}

describe('Braze client', () => {
  it('posts the body to /users/track with the key, and gives status, lower-case headers and body', async () => {
    let got: object | undefined
    const endpoint = await serve((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { authorization, 'content-type': type, 'user-agent': agent } = request.headers
        got = { method: request.method, url: request.url, authorization, type, agent, body: Buffer.concat(chunks).toString() }
        response.writeHead(201, { 'X-RateLimit-Remaining': '7' }).end('{"message":"success"}')
      })
    })
    const reply = await client(endpoint).track('{"events":["é"]}')
    expect(got).toEqual({
      method: 'POST',
      url: '/users/track',
      authorization: `Bearer ${KEY}`,
      type: 'application/json',
      agent: 'partner-Test',
      body: '{"events":["é"]}',
    })
    expect(reply).toMatchObject({ status: 201, body: '{"message":"success"}', headers: { 'x-ratelimit-remaining': '7' } })
  })

  it('does not follow redirects', async () => {
    let asked = 0
    const endpoint = await serve((_request, response) => {
      asked++
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect(await client(endpoint).track('{}')).toMatchObject({ status: 307 })
    expect(asked).toBe(1)
  })

  it('cuts the key out of an answer that repeats it', async () => {
    const endpoint = await serve((_request, response) => response.writeHead(401).end(`{"message":"Invalid API key: ${KEY}"}`))
    expect(await client(endpoint).track('{}')).toMatchObject({ status: 401, body: '{"message":"Invalid API key: …"}' })
  })

  it('keeps only so much of an endless answer', async () => {
    const endpoint = await serve((_request, response) => response.writeHead(200).end('x'.repeat(5_000_000)))
    const reply = await client(endpoint).track('{}')
    expect('body' in reply && reply.body.length).toBeLessThan(1_200_000)
  })

  it('a refused connection and an unknown host never started', async () => {
    const server = createSocketServer()
    const endpoint = await listening(server)
    await closing.pop()?.()
    expect(await client(endpoint).track('{}')).toEqual({ failure: 'refused', started: false })
    expect(await client('http://no-such-host.invalid').track('{}')).toEqual({ failure: 'refused', started: false })
  })

  it('a reset after the request went out is a reset that started', async () => {
    const sockets: Socket[] = []
    const endpoint = await listening(
      createSocketServer((socket) => {
        sockets.push(socket)
        socket.once('data', () => socket.resetAndDestroy())
      }),
    )
    expect(await client(endpoint).track('{}')).toEqual({ failure: 'reset', started: true })
  })

  it('an answer that breaks off is a reset that started', async () => {
    const endpoint = await serve((_request, response) => {
      response.writeHead(201, { 'content-length': '100' }).write('{"mess')
      setImmediate(() => response.destroy())
    })
    expect(await client(endpoint).track('{}')).toEqual({ failure: 'reset', started: true })
  })

  it('no answer before the deadline is a timeout that started; drops of an answer do not stretch it', async () => {
    const silent = await serve(() => {})
    expect(await client(silent, { deadlineMs: 100 }).track('{}')).toEqual({ failure: 'timeout', started: true })
    const dripping = await serve((_request, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('x'), 10)
      response.on('close', () => {
        clearInterval(timer)
      })
    })
    expect(await client(dripping, { deadlineMs: 200 }).track('{}')).toEqual({ failure: 'timeout', started: true })
  })

  it('what was given up while it waited for a connection never goes out', async () => {
    const bodies: string[] = []
    const endpoint = await serve((request) => {
      let text = ''
      request.on('data', (chunk: Buffer) => (text += chunk.toString()))
      request.on('end', () => bodies.push(text))
    })
    // The deadlines of both are over together, which frees the connection.
    const braze = client(endpoint, { deadlineMs: 300, connections: 1 })
    const [, second] = await Promise.all([braze.track('first'), braze.track('second')])
    expect(second).toEqual({ failure: 'timeout', started: false })
    // It would be on its way before this one.
    await braze.track('third')
    expect(bodies).toEqual(['first', 'third'])
  })

  it('works on after any of these', async () => {
    let count = 0
    const endpoint = await serve((request, response) => {
      if (++count === 1) request.socket.resetAndDestroy()
      else response.writeHead(201).end('{"message":"success"}')
    })
    const braze = client(endpoint)
    expect(await braze.track('{}')).toMatchObject({ failure: 'reset' })
    expect(await braze.track('{}')).toMatchObject({ status: 201 })
  })
})
