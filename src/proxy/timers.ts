// What is done again and again while the service runs, and how often.
import type { Registry } from './hubs/registry.ts'
import type { Log } from './log.ts'
import { orLog } from './or-log.ts'
import type { Reload } from './reload.ts'

const KEEP_REVS_MS = 60 * 60 * 1000
const LEVELS_MS = 30_000
const ACCEPTING_MS = 5_000

export interface TimerParts {
  reload: Pick<Reload, 'ifChanged'>
  reloadMs: number
  registry: Pick<Registry, 'keepRevs'>
  levels: () => Promise<void>
  tellAccepting: () => void
  log: Log
}

/** Returns the way to stop them, which waits for work that is under way: the store that it asks is closed afterwards. */
export function startTimers({ reload, reloadMs, registry, levels, tellAccepting, log }: TimerParts): () => Promise<void> {
  const underWay = new Set<Promise<void>>()
  const every = (ms: number, work: () => Promise<void>) =>
    setInterval(() => {
      const done = work().finally(() => underWay.delete(done))
      underWay.add(done)
    }, ms)
  const timers = [
    every(reloadMs, reload.ifChanged),
    every(
      KEEP_REVS_MS,
      orLog(log, 'could not record in the outbox which revisions are in force: trying again in an hour', registry.keepRevs),
    ),
    every(LEVELS_MS, orLog(log, 'the outbox cannot be measured: the activity page shows its last known state', levels)),
    setInterval(tellAccepting, ACCEPTING_MS),
  ]
  return async () => {
    for (const timer of timers) clearInterval(timer)
    await Promise.all(underWay)
  }
}
