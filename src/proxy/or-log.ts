// For repeated work that asks the store, which may be away for a while: it never rejects, and a failure is logged once until the work has succeeded again.
import type { Log } from './log.ts'

export function orLog(log: Log, failure: string, work: () => Promise<void>): () => Promise<void> {
  let isFailing = false
  return async () => {
    try {
      await work()
      isFailing = false
    } catch (error) {
      if (!isFailing) log.error({ error }, failure)
      isFailing = true
    }
  }
}
