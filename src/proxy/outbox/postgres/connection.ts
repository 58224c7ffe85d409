// A connection to the database that serves one purpose alone. It breaks rather than wait for ever for an answer, and ends within a bounded time.
import { Client, DatabaseError, type ClientConfig, type Notification, type QueryConfig } from 'pg'
import { createQueue } from '../../queue.ts'

/** How long the server may take to close it. */
const END_MS = 2_000
/** A session that began on a read-only server stays read-only, though by now the address may lead to another server: https://www.postgresql.org/docs/current/errcodes-appendix.html */
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
    // Whatever the database or role declares: what is confirmed is on disk, and a statement that waited for a lock reads what was committed meanwhile. And the server notices within half a minute that this side is gone: until then it keeps our locks.
    options: Object.entries({
      synchronous_commit: 'on',
      default_transaction_isolation: 'read\\ committed',
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
  // An error that ends the connection shows in `ended`, and in the query that was waiting for its answer.
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

  // The client has a queue of its own, but pg will remove it, and warns where it is used.
  const queue = createQueue()
  return {
    ended,
    query: <Row extends object>(question: QueryConfig): Promise<Row[]> =>
      queue(async () => {
        try {
          return (await client.query<Row>(question)).rows
        } catch (error) {
          // Without an answer from the database nobody knows what became of the query, and nothing may follow it on this connection.
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
