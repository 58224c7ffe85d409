// A moment in which nothing moves in the shared store, at any proxy: what an erasure finds then is still in the same place when it deletes it.
import type { Pool, PoolClient } from 'pg'
import { LOCK } from './schema.ts'

/** Marking and settling write to this table: a statement that has to wait for it reads the outbox only afterwards. */
const STOP_SENDING = 'LOCK TABLE komo_braze.sending IN SHARE ROW EXCLUSIVE MODE'

/** Runs `work` in one transaction while nobody accepts, replays, marks or settles; whatever had begun before has ended and is visible. */
export async function standstill<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK.append])
    await client.query(STOP_SENDING)
    const result = await work(client)
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    // The database may have stopped answering: closing the connection ends the transaction.
    client.release(true)
    throw error
  }
}
