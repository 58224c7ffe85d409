// The HTTP server of Node around an app: time-outs, connection caps, and a stop that lets requests in flight finish.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, BlockList } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import { toResponse } from './answer.ts'
import type { Connection } from './connection.ts'
import { capPerPeer } from './connection-cap.ts'
import { endUntaken } from './end-untaken.ts'
import { answerDirectly, type Direct } from './node-direct.ts'
import { nodeConnection } from './node-connection.ts'
import { problem } from './problem.ts'

export type Handler = (request: Request, connection: Connection) => Response | Promise<Response>

export interface App {
  handle: Handler
  /** Asked first: the one route that is worth a shorter way. */
  direct?: Direct
}

export interface ServerOptions {
  host: string
  port: number
  /** Most open connections in all, and from one address (IPv6: network of 64 bits) that is no declared proxy. */
  connections: number
  connectionsPerPeer: number
  trustedProxies: BlockList
  /** Milliseconds for all headers to arrive, for the whole request to arrive, and for the answer to be taken. Default 10 s, 20 s, 60 s. */
  headersMs?: number
  requestMs?: number
  answerMs?: number
}

export interface RunningServer {
  port: number
  /** Takes no new connection, lets requests in flight end, and resolves when all are gone or after `ms`. */
  stop(ms: number): Promise<void>
}

/** Long enough for a phone on a bad network to send its headers and 64 KiB; a sender that stalls is cut off. Milliseconds. */
const HEADERS_MS = 10_000
const REQUEST_MS = 20_000
/** Long enough for the largest of the operator's pages over a bad network. */
const ANSWER_MS = 60_000
/** Longer than the idle time of the usual load balancers (60 s), so that it is never this side that closes first. */
const KEEP_ALIVE_MS = 65_000
const CLOSE_IDLE_MS = 20
const HEADER_BYTES = 16 * 1024

export async function startServer(app: Handler | App, options: ServerOptions): Promise<RunningServer> {
  const { handle, direct } = typeof app === 'function' ? { handle: app } : app
  const listener = getRequestListener((request, { incoming }) => handle(request, nodeConnection(incoming as IncomingMessage)), {
    // Health checks still speak HTTP/1.0, without a Host.
    hostname: 'localhost',
    errorHandler: (error) => toResponse(problem(error instanceof RequestError ? 'invalid_request' : 'internal')),
  })
  const untaken = endUntaken(options.answerMs ?? ANSWER_MS)
  const server = createServer(
    {
      maxHeaderSize: HEADER_BYTES,
      headersTimeout: options.headersMs ?? HEADERS_MS,
      requestTimeout: options.requestMs ?? REQUEST_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 1000,
    },
    (incoming, outgoing) => {
      outgoing.on('prefinish', untaken)
      if (direct === undefined || !answerDirectly(direct, incoming, outgoing)) void listener(incoming, outgoing)
    },
  )
  server.maxConnections = options.connections
  capPerPeer(server, options.connectionsPerPeer, options.trustedProxies)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  return { port: (server.address() as AddressInfo).port, stop: (ms) => stop(server, ms) }
}

function stop(server: Server, ms: number): Promise<void> {
  return new Promise((resolve) => {
    // A kept-alive connection that is busy now becomes idle after its answer, and would hold up the stop for all its keep-alive time.
    const idle = setInterval(() => {
      server.closeIdleConnections()
    }, CLOSE_IDLE_MS)
    const timer = setTimeout(() => {
      server.closeAllConnections()
    }, ms)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(timer)
      resolve()
    })
  })
}
