// A connection of Node's server: the peer's address, and the body counted while it is read.
import type { IncomingMessage } from 'node:http'
import type { Body, Connection } from './connection.ts'

export function nodeConnection(incoming: IncomingMessage): Connection {
  return { peer: incoming.socket.remoteAddress ?? '', readBody: (maxBytes) => readBody(incoming, maxBytes) }
}

function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Body> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve('too_large')
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= maxBytes) chunks.push(chunk)
      else resolve('too_large')
    })
    incoming.on('end', () => {
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks))
    })
    // After `end` this has no effect. An error is always followed by `close`.
    incoming.on('close', () => {
      resolve(isLate(incoming.socket.errored) ? 'timeout' : 'aborted')
    })
  })
}

/** The error with which Node ends a request that takes too long. */
function isLate(error: Error | null): boolean {
  return error !== null && 'code' in error && error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
}
