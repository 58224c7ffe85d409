// An app of the demo on a port of 127.0.0.1.
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'

export interface Listening {
  /** `http://127.0.0.1:<port>` */
  url: string
  close(): Promise<void>
}

/** Takes a free port for port 0, and in place of one that is taken. */
export async function listen(app: Hono, port = 0): Promise<Listening> {
  const server = await tryPort(app, port).catch(() => tryPort(app, 0))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function tryPort(app: Hono, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(server)) as Server
    server.once('error', reject)
  })
}
