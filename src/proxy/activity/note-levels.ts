// How much of each hub waits at this moment, for the activity page's curve.
import type { Registry } from '../hubs/registry.ts'
import { backlogOf } from '../outbox/backlog.ts'
import type { Store } from '../outbox/store.ts'
import type { Activity } from './activity.ts'

export interface LevelParts {
  store: Pick<Store, 'waiting'>
  registry: Pick<Registry, 'names'>
  activity: Pick<Activity, 'levels'>
  now: () => number
}

/** A hub whose file is gone may have rows that wait all the same. */
export async function noteLevels({ store, registry, activity, now }: LevelParts): Promise<void> {
  const waiting = await store.waiting()
  const hubs = new Set([...registry.names(), ...waiting.map((one) => one.hub)])
  const levelOf = (hub: string) => backlogOf(waiting, (one) => one.hub === hub, now())
  activity.levels(new Map([...hubs].map((hub) => [hub, levelOf(hub)])))
}
