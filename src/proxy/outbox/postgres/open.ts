// The shared store: several proxies on one PostgreSQL database. Every proxy accepts; one at a time dispatches a workspace. Wires its parts and keeps the hours.
import { randomBytes } from 'node:crypto'
import type { ClientConfig } from 'pg'
import { DatabaseError, Pool } from 'pg'
import type { Clock } from '../../dispatch/clock.ts'
import { systemClock } from '../../dispatch/clock.ts'
import type { ErasedMarks } from '../erased-marks.ts'
import { erasedMarks } from '../erased-marks.ts'
import type { Claim } from '../claim.ts'
import { refuse } from '../retry-after.ts'
import type { StoreLimits } from '../store-limits.ts'
import { DEFAULT_STORE_LIMITS } from '../store-limits.ts'
import type { Outcome, Store, StoreRefusal } from '../store.ts'
import { watchers } from '../watchers.ts'
import { claimWorkspace } from './claim.ts'
import { postgresDeadLetters } from './dead-letters.ts'
import { ERASED_CHANNEL, erasing } from './erase.ts'
import { groupAppend, ROWS_CHANNEL } from './group-append.ts'
import { hubCounts } from './hub-counts.ts'
import { listen } from './listen.ts'
import { prepareDatabase } from './schema.ts'
import { tidying } from './tidy.ts'

/** PostgreSQL's code for a full disk: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const DISK_FULL = '53100'
const TIDY_EVERY_MS = 3_600_000
const COUNT_EVERY_MS = 10_000
/** A group's commit waits for the one before it only: more connections would bring nothing. */
const CONNECTIONS = 4

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database` */
  url: string
  limits?: Partial<StoreLimits>
  clock?: Clock
  /** Bytes free where the database lies, if that is known here. */
  freeBytes?: () => number
}

/** Rejects where the database cannot be reached, does not fsync, or holds a store of another version. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { clock = systemClock, freeBytes } = options
  const limits = { ...DEFAULT_STORE_LIMITS, ...options.limits }
  const config: ClientConfig = {
    connectionString: options.url,
    application_name: 'komo-braze',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  }
  const pool = new Pool({ ...config, max: CONNECTIONS, options: '-c synchronous_commit=on' })
  pool.on('error', () => {})
  const erased = await prepareDatabase(pool)
    .then(() => readMarks(pool))
    .catch(async (error: unknown) => {
      await pool.end()
      throw error
    })
  const counts = hubCounts(pool)
  await counts.refresh()
  const watching = watchers()
  const listening = await listen(config, [ROWS_CHANNEL, ERASED_CHANNEL], heard, missed)
  const group = groupAppend(pool)
  const tidy = tidying({ pool, clock, limits, erased })
  let uncommitted = 0
  let closed = false
  /** The last write failed for want of the database. */
  let down = false
  const known = new Set<string>()
  const claims = new Set<Claim>()

  function heard(channel: string, payload: string): void {
    if (channel === ROWS_CHANNEL) {
      known.add(payload)
      watching.tell(payload)
      return
    }
    const [mark = '', time = ''] = payload.split(' ')
    erased.add(Buffer.from(mark, 'hex'), Number(time))
  }

  function missed(): void {
    addMarks(pool, erased).catch(() => {})
    for (const workspace of known) watching.tell(workspace)
  }

  function every(ms: number, work: () => Promise<unknown>): () => void {
    let cancel = clock.after(ms, run)
    function run(): void {
      // What fails now is done next time.
      work().catch(() => {})
      cancel = clock.after(ms, run)
    }
    return () => {
      cancel()
    }
  }
  const cancels = [
    every(TIDY_EVERY_MS, tidy),
    every(COUNT_EVERY_MS, async () => {
      await counts.refresh()
      down = false
    }),
  ]

  function refusal(hub?: string, more = 0): StoreRefusal | undefined {
    if (closed || (down && more === 0)) return 'unavailable'
    if (uncommitted + more > limits.uncommitted) return 'overloaded'
    if (freeBytes && freeBytes() < limits.floorBytes) return 'storage_full'
    return hub !== undefined && counts.of(hub) + Math.max(more, 1) > limits.hubRows ? 'quota_reached' : undefined
  }

  return {
    refusal: (hub) => refusal(hub),
    async append(rows) {
      for (const hub of new Set(rows.map((row) => row.hub))) {
        const refused = refusal(hub, rows.length)
        if (refused) return refuse(refused)
      }
      const isErased = rows.map((row) => erased.covers(row.request, row.at))
      uncommitted += rows.length
      for (const { hub } of rows) counts.add(hub, 1)
      try {
        const stored = await group.append(
          rows.filter((_, index) => !isErased[index]),
          clock.now(),
        )
        down = false
        const outcomes = isErased.map((is): Outcome => (is ? 'erased' : (stored.shift() ?? 'duplicate')))
        rows.forEach(({ hub }, index) => {
          if (outcomes[index] !== 'accepted') counts.add(hub, -1)
        })
        return { outcomes }
      } catch (error) {
        for (const { hub } of rows) counts.add(hub, -1)
        if (error instanceof DatabaseError && error.code === DISK_FULL) return refuse('storage_full')
        down = true
        return refuse('unavailable')
      } finally {
        uncommitted -= rows.length
      }
    },
    watch: watching.add,
    async claim(workspace, lost, signal) {
      const claim = await claimWorkspace({ config, clock, counts }, workspace, lost, signal)
      claims.add(claim)
      return {
        ...claim,
        release() {
          claims.delete(claim)
          return claim.release()
        },
      }
    },
    deadLetters: postgresDeadLetters(pool, clock, counts),
    erase: erasing(pool, clock, erased, counts),
    async keepRev(hub, rev, declaration) {
      await pool.query(
        'INSERT INTO komo_braze.revs (hub, rev, declaration, kept) VALUES ($1, $2, $3, $4) ON CONFLICT (hub, rev) DO UPDATE SET kept = excluded.kept',
        [hub, rev, declaration, clock.now()],
      )
    },
    async revOf(hub, rev) {
      const { rows } = await pool.query<{ declaration: string }>('SELECT declaration FROM komo_braze.revs WHERE hub = $1 AND rev = $2', [
        hub,
        rev,
      ])
      return rows[0]?.declaration
    },
    async waiting() {
      const { rows } = await pool.query<{ workspace: string; hub: string; rows: string; oldest: string }>(
        'SELECT workspace, hub, count(*) AS rows, min(accepted) AS oldest FROM komo_braze.outbox GROUP BY workspace, hub ORDER BY 1, 2',
      )
      return rows.map((row) => ({ ...row, rows: Number(row.rows), oldest: Number(row.oldest) }))
    },
    freeBytes: () => freeBytes?.(),
    tidy,
    async close() {
      if (closed) return
      closed = true
      for (const cancel of cancels) cancel()
      await group.settled()
      await listening.close()
      for (const claim of claims) await claim.release()
      await pool.end()
    },
  }
}

async function readMarks(pool: Pool): Promise<ErasedMarks> {
  await pool.query("INSERT INTO komo_braze.secrets (name, secret) VALUES ('erased', $1) ON CONFLICT DO NOTHING", [randomBytes(32)])
  const { rows } = await pool.query<{ secret: Buffer }>("SELECT secret FROM komo_braze.secrets WHERE name = 'erased'")
  const marks = erasedMarks(rows[0]?.secret ?? Buffer.alloc(0))
  await addMarks(pool, marks)
  return marks
}

async function addMarks(pool: Pool, marks: ErasedMarks): Promise<void> {
  const { rows } = await pool.query<{ mark: Buffer; erased: string }>('SELECT mark, erased FROM komo_braze.erased')
  for (const { mark, erased } of rows) marks.add(mark, Number(erased))
}
