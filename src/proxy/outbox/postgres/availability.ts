// Whether the shared store can be written: known from the last write, and from trials in between. Once it refuses, it does so until a write has worked.
import type { Pool } from 'pg'
import type { Clock } from '../../clock.ts'
import { isDiskFull } from '../disk-full.ts'
import type { StoreRefusal } from '../store.ts'
import { WRITE_NOTHING } from './schema.ts'

const LOOK_EVERY_MS = 10_000
const LOOK_AGAIN_MS = 1_000

/** Rows of the usual size, so many that the table has to grow: on a full disk a single one may still fit. Never committed. */
const WRITE_MUCH = `
  INSERT INTO komo_braze.outbox (id, hub, workspace, lane, rule, at, accepted, attributes, events, purchases, text)
  SELECT gen_random_uuid(), '', '', 0, '', '', 0, 0, 0, 0, repeat('.', 1500) FROM generate_series(1, 64)`

export interface Availability {
  /** Why nothing can be stored; undefined while it can. */
  readonly refusal: StoreRefusal | undefined
  /** A write has worked. */
  written(): void
  /** A write has failed: returns the refusal that this means. */
  failed(error: unknown): StoreRefusal
  close(): void
}

export function watchAvailability(pool: Pool, clock: Clock): Availability {
  let refusal: StoreRefusal | undefined
  let isClosed = false
  let cancel = clock.after(LOOK_EVERY_MS, look)

  function failed(error: unknown): StoreRefusal {
    const found = isDiskFull(error) ? 'storage_full' : 'unavailable'
    if (refusal === undefined) lookIn(LOOK_AGAIN_MS)
    return (refusal = found)
  }

  function lookIn(ms: number): void {
    cancel()
    if (!isClosed) cancel = clock.after(ms, look)
  }

  function look(): void {
    const isRefusing = refusal !== undefined
    void (isRefusing ? writeMuch(pool) : pool.query(WRITE_NOTHING))
      .then(() => {
        if (isRefusing) refusal = undefined
      }, failed)
      .finally(() => {
        lookIn(refusal === undefined ? LOOK_EVERY_MS : LOOK_AGAIN_MS)
      })
  }

  return {
    get refusal() {
      return refusal
    },
    written() {
      refusal = undefined
    },
    failed,
    close() {
      isClosed = true
      cancel()
    },
  }
}

async function writeMuch(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query(WRITE_MUCH)
    await client.query('ROLLBACK')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}
