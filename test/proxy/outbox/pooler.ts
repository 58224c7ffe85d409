// A pooler that lends its sessions in turn to whoever asks next: as PgBouncer with pool_mode = transaction, as far as single statements go.
// Messages: https://www.postgresql.org/docs/current/protocol-message-formats.html
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { Client } from 'pg'

export interface Pooler {
  url: string
  close(): Promise<void>
}

/** AuthenticationOk, and ReadyForQuery outside of any transaction. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])
const WELCOME = Buffer.concat([Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]), READY])
const TERMINATE = 0x58

export async function startPooler(url: string, sessions: number): Promise<Pooler> {
  const clients = Array.from({ length: sessions }, () => new Client(url))
  const streams = clients.map(({ connection }) => connection.stream)
  const asked: { by: Socket; text: Buffer }[] = []
  let turn = 0
  const askNext = (): void => {
    if (asked[0]) streams[turn++ % sessions]?.write(asked[0].text)
  }
  for (const client of clients) {
    // It ends with the pooler, in the client's eyes unexpectedly.
    client.on('error', () => {})
    await client.connect()
    client.connection.stream.removeAllListeners('data').on('data', (answer: Buffer) => {
      asked[0]?.by.write(answer)
      if (!answer.subarray(-READY.length).equals(READY)) return
      asked.shift()
      askNext()
    })
  }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.write(WELCOME)
      socket.on('data', (text: Buffer) => {
        if (text[0] !== TERMINATE && asked.push({ by: socket, text }) === 1) askNext()
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const via = new URL(url)
  via.port = String((server.address() as AddressInfo).port)
  return {
    url: via.href,
    async close() {
      for (const socket of [...sockets, ...streams]) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
