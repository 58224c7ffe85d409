// The network between a proxy and its database: it can go silent, as one does whose router forgets its connections.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Relay {
  /** The database's address, by way of this relay. */
  url: string
  /** The connections that there are carry nothing any more, and nobody is told; what is opened later works. */
  silence(): void
  close(): Promise<void>
}

export async function startRelay(url: string): Promise<Relay> {
  const via = new URL(url)
  const port = Number(via.port)
  const pairs = new Set<Socket>()
  const silent = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      pairs.add(from)
      from.on('data', (data) => {
        if (!silent.has(from)) to.write(data)
      })
      from.on('error', () => {})
      // The database finds out by its keep-alive.
      from.on('close', () => to.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  via.port = String((server.address() as AddressInfo).port)
  return {
    url: via.href,
    silence() {
      for (const socket of pairs) silent.add(socket)
    },
    async close() {
      for (const socket of pairs) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
