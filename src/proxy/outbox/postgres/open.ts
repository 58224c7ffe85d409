// The shared store: several proxies on one PostgreSQL database. Every proxy accepts; one at a time dispatches a workspace. Wires its parts and keeps the hours.
import { Pool } from 'pg'
import { systemClock, type Clock } from '../../clock.ts'
import type { Claim } from '../claim.ts'
import { refusalOf } from '../refusal-of.ts'
import { DEFAULT_STORE_LIMITS, type StoreLimits } from '../store-limits.ts'
import type { RowChange, Store, StoreRefusal } from '../store.ts'
import { createWatchers } from '../watchers.ts'
import { watchAvailability } from './availability.ts'
import { claimWorkspace } from './claim.ts'
import { sessionConfig } from './connection.ts'
import { createPostgresDeadLetters } from './dead-letters.ts'
import { createErase, REMOVED_CHANNEL } from './erase.ts'
import { createGroupAppend, ROWS_CHANNEL } from './group-append.ts'
import { createHubCounts } from './hub-counts.ts'
import { listen } from './listen.ts'
import { readSharedMarks } from './marks.ts'
import { refuseSharedSessions } from './own-sessions.ts'
import { createPostgresRevs } from './revs.ts'
import { prepareDatabase } from './schema.ts'
import { createTidy } from './tidy.ts'

const TIDY_EVERY_MS = 3_600_000
const COUNT_EVERY_MS = 10_000
/** How often to look for rows that no notification told of. */
const LOOK_EVERY_MS = 20_000
/** No statement of ours takes that long: each deals with a limited number of rows. */
const DEADLINE_MS = 15_000
/** Groups are committed one after another: more connections would bring nothing. */
const CONNECTIONS = 4

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database` */
  url: string
  limits?: StoreLimits
  clock?: Clock
  /** Bytes free where the database lies, if that is known here. */
  freeBytes?: () => number
  /** How long the database may leave a question unanswered until the connection counts as broken, in milliseconds; default 15,000. */
  deadlineMs?: number
  /** Told how many dead letters this proxy has deleted because their days are over. */
  expired?: (deadLetters: number) => void
}

/** Rejects where the database cannot be reached, does not fsync, lends its sessions, or holds a store of another version. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { limits = DEFAULT_STORE_LIMITS, clock = systemClock, freeBytes, deadlineMs = DEADLINE_MS } = options
  const config = sessionConfig(options.url, deadlineMs)
  const pool = new Pool({ ...config, max: CONNECTIONS })
  pool.on('error', () => {})
  // The pool listens for errors of idle connections only. One in use must not throw them: its query rejects in any case.
  pool.on('connect', (client) => client.on('error', () => {}))
  const watching = createWatchers()
  const claims = new Map<Claim, string>()
  const counts = createHubCounts(pool)
  const { erased, listening } = await start().catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  const group = createGroupAppend(pool, erased, watching.tell)
  const tidy = createTidy({ pool, clock, limits, erased, expired: options.expired ?? (() => {}) })
  const availability = watchAvailability(pool, clock)
  let uncommitted = 0
  let closed = false

  async function start() {
    await refuseSharedSessions(pool)
    await prepareDatabase(pool)
    const erased = await readSharedMarks(pool)
    await counts.refresh()
    const listening = await listen({
      config,
      channels: [ROWS_CHANNEL, REMOVED_CHANNEL],
      heard: (channel, workspace) => watching.tell(workspace, channel === REMOVED_CHANNEL ? 'erased' : 'stored'),
      missed: () => tellAll('erased'),
    })
    return { erased, listening }
  }

  /** Something may have changed in any workspace that this proxy dispatches. */
  function tellAll(change: RowChange): void {
    for (const workspace of claims.values()) watching.tell(workspace, change)
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
    every(COUNT_EVERY_MS, counts.refresh),
    every(LOOK_EVERY_MS, () => {
      tellAll('stored')
      return listening.check()
    }),
  ]

  function refusal(hub?: string, more = 0): StoreRefusal | undefined {
    if (closed) return 'unavailable'
    if (more === 0 && availability.refusal) return availability.refusal
    const hubRows = hub === undefined ? undefined : counts.of(hub)
    return refusalOf({ uncommitted, free: freeBytes?.(), hubRows }, more, limits)
  }

  return {
    refusal: (hub) => refusal(hub),
    async append(rows) {
      for (const hub of new Set(rows.map((row) => row.hub))) {
        const refused = refusal(hub, rows.length)
        if (refused) return { refusal: refused }
      }
      uncommitted += rows.length
      for (const { hub } of rows) counts.add(hub, 1)
      try {
        const outcomes = await group.append(rows, clock.now())
        availability.written()
        rows.forEach(({ hub }, index) => {
          if (outcomes[index] !== 'accepted') counts.add(hub, -1)
        })
        return { outcomes }
      } catch (error) {
        for (const { hub } of rows) counts.add(hub, -1)
        return { refusal: availability.failed(error) }
      } finally {
        uncommitted -= rows.length
      }
    },
    watch: watching.add,
    async claim(workspace, lost, signal, standsBy) {
      const claim = await claimWorkspace({ config, clock, counts }, workspace, lost, signal, standsBy)
      claims.set(claim, workspace)
      return {
        ...claim,
        release() {
          claims.delete(claim)
          return claim.release()
        },
      }
    },
    deadLetters: createPostgresDeadLetters({ pool, clock, counts, appended: watching.tell }),
    erase: createErase(pool, clock, erased, counts),
    ...createPostgresRevs(pool, clock),
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
      availability.close()
      await group.settled()
      await listening.close()
      await Promise.all([...claims.keys()].map((claim) => claim.release()))
      await pool.end()
    },
  }
}
