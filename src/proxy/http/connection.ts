// What a request's handling needs of its connection, so that the app itself knows no HTTP server.

/** `timeout`: it did not arrive in time. `aborted`: whoever sent it is gone. */
export type Body = Uint8Array | 'too_large' | 'timeout' | 'aborted'

export interface Connection {
  /** The peer's address. */
  peer: string
  /** Reads the body, counting while it comes: no more than `maxBytes` are ever held. */
  readBody(maxBytes: number): Promise<Body>
}
