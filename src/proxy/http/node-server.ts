// The HTTP server of Node around an app: time-outs, connection caps, and a stop that lets answers out.
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
  /** Open connections, and of them from one address (IPv6: network of 64 bits) that is no declared proxy. */
  connections: number
  connectionsPerPeer: number
  trustedProxies: BlockList
  /** Milliseconds until all headers, and the whole request, must have arrived, and the answer must be taken. Default 10 s, 20 s, 60 s. */
  headersMs?: number
  requestMs?: number
  answerMs?: number
}

export interface RunningServer {
  port: number
  /** Takes no new connection, lets requests in flight end, and resolves when all are gone or after `ms`. */
  stop(ms: number): Promise<void>
}

/** A phone on a bad network sends its headers and 64 KiB within these; a half-open poster is gone after them. Milliseconds. */
const HEADERS_MS = 10_000
const REQUEST_MS = 20_000
/** The largest of the operator's pages over a bad network. */
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
    // A kept connection is idle again only after its answer: it would hold up the stop for all its keep-alive time.
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
