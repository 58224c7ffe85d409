// What waits and what has died in each workspace, whether it is paused, and the room that the disk has left: measured for each scrape rather than counted.
import type { DispatcherState } from './dispatch/dispatcher.ts'
import { inTime } from './in-time.ts'
import type { Metrics } from './metrics.ts'
import { backlogOf, deadOf } from './outbox/backlog.ts'
import type { DeadLetters } from './outbox/dead-letters.ts'
import type { Store } from './outbox/store.ts'

/** Prometheus gives a scrape 10 s: one that waits longer for the outbox looks like a proxy that is down. */
const PATIENCE_MS = 4_000

export interface OutboxGaugesParts {
  store: Pick<Store, 'waiting' | 'freeBytes'> & { deadLetters: Pick<DeadLetters, 'counts'> }
  dispatching: { get(workspace: string): { state(): DispatcherState } | undefined }
  registry: { workspaces(): ReadonlyMap<string, unknown> }
  metrics: Metrics
  floorBytes: number
  now: () => number
}

/** Returns the function that sets them. If the outbox does not answer in time, its gauges stay as they were, and that function rejects. */
export function createOutboxGauges({ store, dispatching, registry, metrics, floorBytes, now }: OutboxGaugesParts): () => Promise<void> {
  let told = new Set<string>()

  function setPauses(): void {
    for (const name of registry.workspaces().keys()) {
      told.add(name)
      const state = dispatching.get(name)?.state()
      metrics.paused(name, state?.state === 'paused' ? state.reason : '')
    }
  }

  const measure = inTime(PATIENCE_MS, async () => {
    const waiting = await store.waiting()
    const dead = await store.deadLetters.counts()
    const names = new Set([...registry.workspaces().keys(), ...waiting.map((one) => one.workspace), ...dead.map((one) => one.workspace)])
    for (const name of told) if (!names.has(name)) metrics.workspaceGone(name)
    told = names
    for (const name of names) {
      const isOwn = ({ workspace }: { workspace: string }): boolean => workspace === name
      const { pending, oldestSeconds } = backlogOf(waiting, isOwn, now())
      metrics.pending(name, pending, oldestSeconds)
      metrics.deadLettersWaiting(name, deadOf(dead, isOwn))
      if (!registry.workspaces().has(name)) metrics.paused(name, pending > 0 ? 'no_key' : '')
    }
    const free = store.freeBytes()
    if (free !== undefined) metrics.disk(free, free >= floorBytes)
  })

  return () => {
    // Before the outbox is asked: its being away may be the very reason for a pause.
    setPauses()
    return measure()
  }
}
