// A dispatcher on a real embedded store, with a simulated clock and a double of Braze.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TrackRequest } from '../../../src/core/track-request.ts'
import { createDispatcher } from '../../../src/proxy/dispatch/create-dispatcher.ts'
import type { Dispatcher } from '../../../src/proxy/dispatch/dispatcher.ts'
import type { DispatchWorkspace } from '../../../src/proxy/dispatch/workspace.ts'
import { DEFAULT_WORKSPACE } from '../../../src/core/defaults.ts'
import type { DeadLetter } from '../../../src/proxy/outbox/dead-letters.ts'
import { openSqliteStore } from '../../../src/proxy/outbox/sqlite/open.ts'
import type { NewRow, Store } from '../../../src/proxy/outbox/store.ts'
import { brazeDouble, type Answer, type BrazeDouble } from './braze-double.ts'
import { simulatedClock, type SimulatedClock } from './simulated-clock.ts'

export interface Rig {
  clock: SimulatedClock
  store: Store
  braze: BrazeDouble
  dispatcher: Dispatcher
  /** What was logged, and metrics as `name value`. */
  told: string[]
  accept(...rows: NewRow[]): Promise<void>
  waiting(): Promise<number>
  letters(): Promise<(DeadLetter & { request: TrackRequest })[]>
  /** Until nothing waits; what is in flight still does. */
  drained(limitMs?: number): Promise<void>
  /** Ends the dispatcher and starts another one on the same store. */
  restart(): Promise<void>
}

export interface RigOptions {
  answer?: Answer
  latencyMs?: number
  workspace?: Partial<DispatchWorkspace>
  /** Before the dispatcher starts. */
  before?: (store: Store) => Promise<void>
  wrap?: (store: Store, clock: SimulatedClock) => Store
}

/** A store of which some marks take a second to reach the disk. @param isLate asked with the rows' numbers, at each mark */
export function markingLate(isLate: (seqs: number[]) => boolean): NonNullable<RigOptions['wrap']> {
  return (store, clock) => ({
    ...store,
    claim: async (...args) => {
      const claim = await store.claim(...args)
      const markLate = (seqs: number[]): Promise<number[]> =>
        new Promise<void>((resolve) => clock.after(1_000, resolve)).then(() => claim.mark(seqs))
      return { ...claim, mark: (seqs) => (isLate(seqs) ? markLate(seqs) : claim.mark(seqs)) }
    },
  })
}

export async function withRig(options: RigOptions, run: (rig: Rig) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'komo-braze-'))
  const clock = simulatedClock()
  // A real disk takes real time, which this clock does not know.
  const store = openSqliteStore({ folder, clock, freeBytes: () => 1e12, sync: () => Promise.resolve() })
  const braze = brazeDouble(clock, options)
  const told: string[] = []
  const tell =
    (name: string) =>
    (...values: unknown[]): void => {
      told.push([name, ...values.map((value) => JSON.stringify(value))].join(' '))
    }
  const start = (): Dispatcher =>
    createDispatcher({
      store: options.wrap?.(store, clock) ?? store,
      workspace: { ...DEFAULT_WORKSPACE, name: 'default', ...options.workspace },
      braze,
      clock,
      random: () => 0.5,
      log: { debug: tell('debug'), info: tell('info'), warn: tell('warn'), error: tell('error') },
      metrics: {
        batch: tell('batch'),
        brazeAnswer: tell('brazeAnswer'),
        delivered: tell('delivered'),
        retry: tell('retry'),
        objectsDied: tell('objectsDied'),
        uncounted: tell('uncounted'),
        ambiguous: tell('ambiguous'),
      },
      mostlyRefused: tell('mostlyRefused'),
    })
  await options.before?.(store)
  let dispatcher = start()
  const count = async (): Promise<number> => (await store.waiting()).reduce((sum, { rows }) => sum + rows, 0)
  const stop = async (): Promise<void> => {
    const stopping = dispatcher.stop()
    let stopped = false
    void stopping.then(() => (stopped = true))
    await clock.runUntil(() => stopped)
  }
  const rig: Rig = {
    clock,
    store,
    braze,
    get dispatcher() {
      return dispatcher
    },
    told,
    async accept(...rows) {
      const appended = await store.append(rows)
      if (!('outcomes' in appended) || appended.outcomes.some((outcome) => outcome !== 'accepted'))
        throw new Error(JSON.stringify(appended))
    },
    waiting: count,
    async letters() {
      const list = await store.deadLetters.list({ limit: 1_000 })
      const shown = await Promise.all(list.map(({ letter }) => store.deadLetters.show(letter)))
      return shown.filter((letter) => letter !== undefined).reverse()
    },
    drained: (limitMs) => clock.runUntil(async () => (await count()) === 0, limitMs),
    async restart() {
      await stop()
      dispatcher = start()
    },
  }
  try {
    await run(rig)
  } finally {
    await stop()
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

let number = 0

/** One envelope of a person: an attributes object and an event that bears the given name. */
export function entry(
  event: string,
  { email = `p${String(++number)}@example.com`, hub = 'footy', request }: { email?: string; hub?: string; request?: TrackRequest } = {},
): NewRow {
  const user_alias = { alias_name: email, alias_label: 'email' }
  const time = '2026-05-04T10:00:00Z'
  return {
    id: randomUUID(),
    hub,
    workspace: 'default',
    lane: `email:${email}`,
    rule: 'entry',
    at: '2026-05-04T10:00:00.000Z',
    request: request ?? { attributes: [{ user_alias, email, _update_existing_only: false }], events: [{ user_alias, name: event, time }] },
  }
}

export const names = (count: number, prefix = 'e'): string[] => Array.from({ length: count }, (_, index) => `${prefix}${String(index)}`)
