// What the log says of a workspace's dispatch: which proxy has it, and whether the outbox can be read at all. Logs each change once, and while the outbox is away each reason once.
import type { Log } from '../log.ts'

export interface TurnLog {
  /** The outbox cannot be read. Called again each second until it can. */
  away(error: unknown): void
  standsBy(): void
  taken(): void
  lost(): void
}

export function createTurnLog(log: Log, workspace: string): TurnLog {
  /** The error codes with which it was away: a database that restarts is away for one reason, and may stay away for another, such as a changed password. Empty while it answers. */
  const reasons = new Set<string>()
  const tell = (words: string): void => {
    log.info({ workspace }, words)
  }
  const answers = (): void => {
    if (reasons.size > 0) tell('the outbox can be read again')
    reasons.clear()
  }
  return {
    away(error) {
      const { code = '' } = error as { code?: string }
      if (reasons.has(code)) return
      const isFirst = reasons.size === 0
      reasons.add(code)
      log.error(
        { workspace, error },
        isFirst
          ? 'the outbox (DATABASE_URL, DATA_DIR) cannot be read: trying again'
          : 'the outbox still cannot be read, now for this reason',
      )
    },
    standsBy() {
      answers()
      tell('another proxy brings this workspace’s rows to Braze: standing by')
    },
    taken() {
      answers()
      tell('this proxy brings this workspace’s rows to Braze')
    },
    lost() {
      tell('this proxy lost its connection to the database, and with it the right to bring this workspace’s rows to Braze')
    },
  }
}
