// For what asks the store, which may be away and comes back: that it fails is logged once, until it has worked again, and whoever asks now and then goes on.
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
