// For what asks the store, which may be away and comes back: a failure is logged, and whoever asks now and then goes on.
import type { Log } from './log.ts'

export function orLog(log: Log, failure: string, work: () => Promise<void>): () => Promise<void> {
  return () =>
    work().catch((error: unknown) => {
      log.error({ error }, failure)
    })
}
