// A kind of store, and one of it for a test, by a clock of the test's own.
import type { Claim, OutboxRow } from '../../../../src/proxy/outbox/claim.ts'
import type { StoreLimits } from '../../../../src/proxy/outbox/store-limits.ts'
import type { Store } from '../../../../src/proxy/outbox/store.ts'
import { simulatedClock, type SimulatedClock } from '../../dispatch/simulated-clock.ts'
import { NOW } from '../rows.ts'

export interface OpenOptions {
  clock: SimulatedClock
  limits?: Partial<StoreLimits>
  freeBytes?: () => number
  expired?: (deadLetters: number) => void
}

/** A store of its own, empty. `reopen` is what a new process would do: after `close`, or while the first one still has it (`second`). */
export interface Opened {
  store: Store
  reopen(): Promise<Store>
  cleanUp(): Promise<void>
}

export interface StoreKind {
  name: string
  open(options: OpenOptions): Promise<Opened>
}

export const DAY = 86_400_000

export type WithStore = (run: (opened: Opened, clock: SimulatedClock) => Promise<void>, options?: Partial<OpenOptions>) => Promise<void>

/** Runs with a store of this kind, and cleans up after it. */
export function withStoreOf(kind: StoreKind): WithStore {
  return async (run, options = {}) => {
    const clock = options.clock ?? simulatedClock(NOW)
    const opened = await kind.open({ ...options, clock })
    try {
      await run(opened, clock)
    } finally {
      await opened.cleanUp()
    }
  }
}

export const claimOf = (store: Store, workspace = 'default'): Promise<Claim> => store.claim(workspace, () => {})
export const idsOf = (rows: OutboxRow[]): string[] => rows.map((row) => row.id)

/** What waits of each hub: the first of each lane. */
export async function all(claim: Claim): Promise<OutboxRow[]> {
  const rows: OutboxRow[] = []
  for (const hub of await claim.hubs()) rows.push(...(await claim.next(hub, 0, 100)).rows)
  return rows
}
