// A connection to the database for one purpose of its own. Where a question stays unanswered it breaks instead of waiting, and it ends in a bounded time.
import { Client, DatabaseError, type ClientConfig, type Notification, type QueryConfig } from 'pg'
import { createQueue } from '../../queue.ts'

/** How long the server may take to part. */
const END_MS = 2_000
/** A session that began where nothing can be written stays so, though by now the address may lead elsewhere: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const READ_ONLY = '25006'

export interface Connection {
  query<Row extends object>(question: QueryConfig): Promise<Row[]>
  /** Resolves when it is no more, whoever ended it. */
  ended: Promise<void>
  end(): Promise<void>
}

/** Every session's configuration: the pool's, the claims' and the listener's. */
export function sessionConfig(url: string, deadlineMs: number): ClientConfig {
  return {
    connectionString: url,
    application_name: 'komo-braze',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 10_000,
    query_timeout: deadlineMs,
    // What is confirmed is on disk, whatever database or role declare. And the server finds out within half a minute that this side is gone: until then it keeps its locks.
    options: Object.entries({
      synchronous_commit: 'on',
      tcp_keepalives_idle: 10,
      tcp_keepalives_interval: 5,
      tcp_keepalives_count: 4,
      tcp_user_timeout: 30_000,
    })
      .map(([name, value]) => `-c ${name}=${String(value)}`)
      .join(' '),
  }
}

export async function openConnection(config: ClientConfig, notified: (message: Notification) => void = () => {}): Promise<Connection> {
  const client = new Client(config)
  const cut = (): void => {
    client.connection.stream.destroy()
  }
  client.on('notification', notified)
  // Whatever the error: if it ended the connection, that is told by `ended`, and by the question that was open.
  client.on('error', () => {})
  const ended = new Promise<void>((resolve) => {
    client.on('end', resolve)
  })
  try {
    await client.connect()
  } catch (error) {
    cut()
    throw error
  }

  // The client's own queue will go (it warns).
  const queue = createQueue()
  return {
    ended,
    query: <Row extends object>(question: QueryConfig): Promise<Row[]> =>
      queue(async () => {
        try {
          return (await client.query<Row>(question)).rows
        } catch (error) {
          // Not an answer of the database's: nobody knows what becomes of the question, and nothing may be asked behind it.
          if (!(error instanceof DatabaseError) || error.code === READ_ONLY) cut()
          throw error
        }
      }),
    async end() {
      const timer = setTimeout(cut, END_MS)
      await client.end().finally(() => {
        clearTimeout(timer)
      })
    },
  }
}
