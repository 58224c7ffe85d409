// Keeps what servers of this process answer, byte for byte as it goes to the socket: answers to requests, and what Node itself says to what is no request.
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { keep } from './evidence.ts'

interface Answering {
  label: string
  bytes: Buffer[]
}

/** @param isProxys whether the server at this port is the proxy's: tests have others in the same process */
export function keepServed(isProxys: (port: number | undefined) => boolean): void {
  const answering = new WeakMap<Socket, Answering>()
  const flush = (socket: Socket): void => {
    const answer = answering.get(socket)
    if (answer === undefined || answer.bytes.length === 0) return
    keep('served', answer.label, Buffer.concat(answer.bytes))
    answer.bytes = []
  }
  subscribe('net.server.socket', (message) => {
    const { socket } = message as { socket: Socket }
    if (!isProxys(socket.localPort)) return
    const answer: Answering = { label: 'no request', bytes: [] }
    answering.set(socket, answer)
    for (const way of ['write', 'end'] as const) {
      const real = socket[way].bind(socket) as (...given: unknown[]) => never
      socket[way] = (...given: unknown[]) => {
        const [chunk, encoding] = given
        if (typeof chunk === 'string')
          answer.bytes.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'))
        else if (chunk instanceof Uint8Array) answer.bytes.push(Buffer.from(chunk))
        return real(...given)
      }
    }
    socket.once('close', () => {
      flush(socket)
    })
  })
  subscribe('http.server.request.start', (message) => {
    const { request, socket } = message as { request: IncomingMessage; socket: Socket; server: Server }
    const answer = answering.get(socket)
    if (answer) answer.label = `${request.method} ${request.url}`
  })
  subscribe('http.server.response.finish', (message) => {
    flush((message as { socket: Socket }).socket)
  })
}
