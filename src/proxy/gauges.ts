// What is measured now and then rather than counted: for each scrape, and for the activity page's levels.
import type { Activity } from './activity/activity.ts'
import type { Level } from './activity/series.ts'
import type { Dispatching } from './dispatching.ts'
import type { Registry } from './hubs/registry.ts'
import type { Metrics } from './metrics.ts'
import { backlogOf, deadOf } from './outbox/backlog.ts'
import type { Store } from './outbox/store.ts'

export interface GaugeParts {
  store: Store
  dispatching: Dispatching
  registry: Registry
  metrics: Metrics
  activity: Activity
  floorBytes: number
  now: () => number
}

export function gauges({ store, dispatching, registry, metrics, activity, floorBytes, now }: GaugeParts) {
  let told = new Set<string>()

  return {
    async measure(): Promise<void> {
      // Before the outbox is asked: that it is away may be the very reason of a pause.
      for (const name of registry.workspaces().keys()) {
        told.add(name)
        const state = dispatching.get(name)?.state()
        metrics.paused(name, state?.state === 'paused' ? state.reason : '')
      }
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
    },
    async levels(): Promise<void> {
      const byHub = new Map<string, Level>()
      const waiting = await store.waiting()
      for (const hub of new Set([...registry.names(), ...waiting.map((one) => one.hub)]))
        byHub.set(
          hub,
          backlogOf(waiting, (one) => one.hub === hub, now()),
        )
      activity.levels(byHub)
    },
  }
}
