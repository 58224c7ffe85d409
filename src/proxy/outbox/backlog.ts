// How much waits, and how much has died, of one hub or one workspace: sums over a store's counts. Pure.
import type { DeadCount } from './dead-letters.ts'
import type { Waiting } from './store.ts'

export interface Backlog {
  /** Rows that wait for Braze. */
  pending: number
  /** Age of the oldest of them; 0 where none waits. */
  oldestSeconds: number
}

type Match = (of: Pick<Waiting, 'workspace' | 'hub'>) => boolean

export function backlogOf(waiting: readonly Waiting[], match: Match, now: number): Backlog {
  const backlog: Backlog = { pending: 0, oldestSeconds: 0 }
  for (const one of waiting.filter(match)) {
    backlog.pending += one.rows
    backlog.oldestSeconds = Math.max(backlog.oldestSeconds, (now - one.oldest) / 1000)
  }
  return backlog
}

/** How many dead letters there are of it. */
export function deadOf(counts: readonly DeadCount[], match: Match): number {
  return counts.filter(match).reduce((sum, { letters }) => sum + letters, 0)
}
