// A moment in which nothing moves in the shared store, at any proxy: what an erasure looks at then is where it will be when it deletes it.
import type { Pool, PoolClient } from 'pg'
import { LOCK } from './schema.ts'

/** Marking and settling write to this table: whoever waits for it looks at the outbox only afterwards. */
const STOP_SENDING = 'LOCK TABLE komo_braze.sending IN SHARE ROW EXCLUSIVE MODE'

/** One transaction while nobody accepts, replays, marks or settles; what had begun before is done and seen. */
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
    // It may be one that no longer answers: with the connection ends what it began.
    client.release(true)
    throw error
  }
}
