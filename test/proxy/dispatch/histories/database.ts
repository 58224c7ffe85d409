// What histories need of a database, whichever it is: stores of processes on it, a look past them into its tables, and its failing.
import type { Clock } from '../../../../src/proxy/clock.ts'
import type { DeadReason } from '../../../../src/core/codes.ts'
import type { DeadFilter } from '../../../../src/proxy/outbox/dead-letters.ts'
import type { Store } from '../../../../src/proxy/outbox/store.ts'

export interface Letter {
  workspace: string
  reason: DeadReason
  text: string
}

/** Of a process. */
export interface Life {
  isAlive: boolean
}

/** What the disk is about to do. */
export interface Disk {
  isFull: boolean
  /** The next synchronisation fails. */
  fails: boolean
  /** Writes under way. */
  busy: number
}

export interface Database {
  disk: Disk
  /** A process begins. */
  open(life: Life, clock: Clock): Promise<Store>
  /** It ends in an orderly way. */
  close(life: Life): Promise<void>
  /** It is killed; `power`: the disk has what was synchronised, and no more. */
  kill(life: Life, power: boolean): Promise<void>
  /** It loses all its connections. */
  cut(life: Life): Promise<void>
  /** Rows and dead letters of one moment. */
  kept(): Promise<{ rows: string[]; letters: Letter[] }>
  /** Rows of a workspace. */
  waiting(workspace: string): Promise<number>
  /** Rows of a workspace that are on their way. */
  marked(workspace: string): Promise<string[]>
  /** `when`: the middle of a trigger's definition for SQLite; where it fails, the statement does. */
  breakStatements(when: string): Promise<void>
  mendStatements(): Promise<void>
  remove(): Promise<void>
}

export const matching = (letters: Letter[], { workspace, reason }: DeadFilter): Letter[] =>
  letters.filter((letter) => (workspace ?? letter.workspace) === letter.workspace && (reason ?? letter.reason) === letter.reason)
