// Logs what a starting proxy found in its outbox: after a crash or a restored backup that is the first thing an operator wants to know.
import { inTime } from '../in-time.ts'
import type { Log } from '../log.ts'
import { orLog } from '../or-log.ts'
import { backlogOf, deadOf } from '../outbox/backlog.ts'
import type { DeadLetters } from '../outbox/dead-letters.ts'
import type { Store } from '../outbox/store.ts'

/** A start waits no longer than this for an outbox that does not answer. */
const PATIENCE_MS = 4_000

interface OutboxParts {
  store: Pick<Store, 'waiting'> & { deadLetters: Pick<DeadLetters, 'counts'> }
  log: Log
  now: () => number
}

export function sayOutbox({ store, log, now }: OutboxParts): Promise<void> {
  const say = inTime(PATIENCE_MS, async () => {
    const everything = (): boolean => true
    const { pending, oldestSeconds } = backlogOf(await store.waiting(), everything, now())
    const deadLetters = deadOf(await store.deadLetters.counts(), everything)
    log.info({ pending, oldestSeconds: Math.round(oldestSeconds), deadLetters }, 'the outbox was opened')
  })
  return orLog(log, 'what the outbox holds cannot be told', say)()
}
