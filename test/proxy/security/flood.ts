// Load for the flood tests: honest submissions at a steady rate with their latencies, posters that never finish, and requests that must be refused.
import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { envelope, ORIGIN } from '../http/fixture.ts'

export interface Honest {
  /** How many answers by status; 0: none. */
  statuses: Record<number, number>
  /** Milliseconds. */
  p99: number
}

interface Target {
  url: string
  rev: string
  /** One for each of many honest visitors. */
  tokens: string[]
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Behind a declared proxy each visitor has an address of her own. */
function post(url: string, path: string, headers: Record<string, string>, body: string): Promise<number> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const sent = request({ agent, hostname, port, path, method: 'POST', headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.on('error', () => resolve(0))
    sent.end(body)
  })
}

const visitor = (n: number): string => `198.51.${Math.floor(n / 250) % 250}.${n % 250}`

/** `perSecond` honest submissions, spread evenly, for `seconds`; by the clock, whether or not answers come. */
export async function honest({ url, rev, tokens }: Target, perSecond: number, seconds: number): Promise<Honest> {
  const latencies: number[] = []
  const statuses: Record<number, number> = {}
  const waiting: Promise<void>[] = []
  await steadily(perSecond, seconds, (n) => {
    const submissions = [envelope(rev)]
    const body = JSON.stringify({ token: tokens[n % tokens.length], sentAt: new Date().toISOString(), submissions })
    const began = performance.now()
    const headers = { origin: ORIGIN, 'content-type': 'text/plain', 'x-forwarded-for': visitor(n) }
    waiting.push(
      post(url, '/v1/hubs/summer/submissions', headers, body).then((status) => {
        latencies.push(performance.now() - began)
        statuses[status] = (statuses[status] ?? 0) + 1
      }),
    )
  })
  await Promise.all(waiting)
  latencies.sort((a, b) => a - b)
  return { statuses, p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0 }
}

/** Calls so often a second, evenly, by the clock. */
async function steadily(perSecond: number, seconds: number, call: (n: number) => void): Promise<void> {
  const began = performance.now()
  const total = Math.floor(perSecond * seconds)
  for (let done = 0; done < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * perSecond) + 1)
    for (; done < due; done++) call(done)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** Wrong origin, junk token and over the rate, in equal parts. Returns how many answers there were by status. */
export async function refused(url: string, perSecond: number, seconds: number): Promise<Map<number, number>> {
  const statuses = new Map<number, number>()
  const waiting: Promise<void>[] = []
  const junk = JSON.stringify({ token: 'junk', sentAt: new Date().toISOString(), submissions: [{}] })
  await steadily(perSecond, seconds, (n) => {
    const attempts = [
      // The junk of many addresses, and of one that is long over its rate.
      { origin: 'https://evil.example', 'x-forwarded-for': visitor(n) },
      { origin: ORIGIN, 'x-forwarded-for': `203.0.113.${n % 200}` },
      { origin: ORIGIN, 'x-forwarded-for': '192.0.2.66' },
    ] as const
    const headers = attempts[n % 3] ?? attempts[0]
    waiting.push(
      post(url, '/v1/hubs/summer/submissions', headers, junk).then((status) => void statuses.set(status, (statuses.get(status) ?? 0) + 1)),
    )
  })
  await Promise.all(waiting)
  return statuses
}

/** Opens posters that send half a request and then, now and then, one more byte. Returns the way to end them. */
export async function slowPosters(url: string, count: number): Promise<() => void> {
  const { hostname, port } = new URL(url)
  const head = `POST /v1/hubs/summer/submissions HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Length: 60000\r\n`
  const sockets: Socket[] = []
  for (let n = 0; n < count; n++) {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    // A third never ends its headers, a third sends its body byte by byte, a third nothing at all.
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
    if (n % 3 === 0) socket.write(head)
    else if (n % 3 === 1) socket.write(`${head}\r\n{"token":"`)
    sockets.push(socket)
  }
  const drip = setInterval(() => {
    for (const [n, socket] of sockets.entries()) if (n % 3 === 1 && socket.writable) socket.write('x')
  }, 200)
  return () => {
    clearInterval(drip)
    for (const socket of sockets) socket.destroy()
  }
}
