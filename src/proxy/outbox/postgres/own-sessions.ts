// The right to dispatch a workspace is a lock that a session holds. A pooler that lends its sessions to whoever asks next would give it to two proxies, and both would send the same rows.
import type { ClientBase, Pool } from 'pg'

/** Rejects if two connections that are open at the same time do not each have a session of their own. */
export async function refuseSharedSessions(pool: Pool): Promise<void> {
  const one = await pool.connect()
  const other = await pool.connect().catch((error: unknown) => {
    one.release()
    throw error
  })
  try {
    // This order also exposes a pooler that lends its sessions in turn.
    const sessions = [await sessionOf(one), await sessionOf(other), await sessionOf(other), await sessionOf(one)]
    const isOwn = sessions[0] === sessions[3] && sessions[1] === sessions[2] && sessions[0] !== sessions[1]
    if (!isOwn)
      throw new Error(
        'The address leads to a pooler that lends its sessions (pool_mode = transaction, say), and two proxies would send the same rows: give the database’s own, or a pooler’s with pool_mode = session.',
      )
  } finally {
    one.release()
    other.release()
  }
}

/** The server's process behind it. https://www.postgresql.org/docs/current/functions-info.html */
async function sessionOf(client: ClientBase): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid
}
