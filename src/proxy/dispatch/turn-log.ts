// What the log says of a workspace's dispatch: which proxy has it, and whether the outbox can be read at all. Each change once.
import type { Log } from '../log.ts'

export interface TurnLog {
  /** Asked for again each second. */
  away(error: unknown): void
  standsBy(): void
  taken(): void
  lost(): void
}

export function createTurnLog(log: Log, workspace: string): TurnLog {
  let isAway = false
  const tell = (words: string): void => {
    log.info({ workspace }, words)
  }
  const answers = (): void => {
    if (isAway) tell('the outbox can be read again')
    isAway = false
  }
  return {
    away(error) {
      if (!isAway) log.error({ workspace, error }, 'the outbox (DATABASE_URL, DATA_DIR) cannot be read: trying again')
      isAway = true
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
