// What a request's handling needs of its connection, so that the app itself knows no HTTP server.

export type Body = Uint8Array | 'too_large' | 'aborted'

export interface Connection {
  /** The peer's address. */
  peer: string
  /** Reads the body, counting while it comes: no more than `maxBytes` are ever held. */
  readBody(maxBytes: number): Promise<Body>
}

/** The same over a Request alone, for tests without a server. */
export function requestConnection(request: Request, peer = '127.0.0.1'): Connection {
  return {
    peer,
    async readBody(maxBytes) {
      const chunks: Uint8Array[] = []
      let bytes = 0
      for await (const chunk of request.body ?? []) {
        bytes += chunk.byteLength
        if (bytes > maxBytes) return 'too_large'
        chunks.push(chunk)
      }
      return Buffer.concat(chunks)
    },
  }
}
