// Answers one kind of request straight from Node's own objects: building a Request and a Response is a good part of the cost of a small request.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'
import type { Connection } from './connection.ts'
import { nodeConnection } from './node-connection.ts'
import { problem } from './problem.ts'

/** A request's head, as far as such routes look at it. */
export interface Head {
  method: string
  /** The request target as it came: `/v1/hubs/…`. */
  target: string
  origin: string | null
  forwardedFor: string | null
}

/** Undefined for a request that goes through the router. */
export type Direct = (head: Head, connection: Connection) => Promise<Answer> | undefined

/** How long a body may go on arriving after its answer; then the connection is closed. Milliseconds. */
const UNREAD_MS = 500

/** False for a request that goes through the router. */
export function answerDirectly(direct: Direct, incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  const { method = '', url: target = '', headers } = incoming
  const forwardedFor = headers['x-forwarded-for']
  const head = { method, target, origin: headers.origin ?? null, forwardedFor: forwardedFor === undefined ? null : String(forwardedFor) }
  const answer = direct(head, nodeConnection(incoming))
  if (answer === undefined) return false
  answer.then(
    (given) => {
      write(given, incoming, outgoing)
    },
    () => {
      write(problem('internal'), incoming, outgoing)
    },
  )
  return true
}

function write({ status, headers, body }: Answer, incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (!incoming.complete) endUnread(incoming)
  outgoing.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body ?? '') })
  outgoing.end(body)
}

/** Whoever was refused early does not get to go on sending for as long as they like. */
function endUnread(incoming: IncomingMessage): void {
  const timer = setTimeout(() => {
    incoming.socket.destroySoon()
  }, UNREAD_MS)
  timer.unref()
  const over = (): void => {
    clearTimeout(timer)
  }
  incoming.on('end', over).on('close', over).resume()
}
