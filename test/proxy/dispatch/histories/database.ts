// Looks into the store's tables past the store, and makes statements of its transactions fail.
import type { DatabaseSync } from 'node:sqlite'
import type { DeadFilter, DeadReason } from '../../../../src/proxy/outbox/dead-letters.ts'

export interface Letter {
  workspace: string
  reason: DeadReason
  text: string
}

export const lettersOf = (database: DatabaseSync, { workspace, reason }: DeadFilter = {}): Letter[] =>
  (
    database.prepare('SELECT workspace, reason, text FROM dead JOIN streams USING (stream) ORDER BY letter').all() as unknown as Letter[]
  ).filter((letter) => (workspace ?? letter.workspace) === letter.workspace && (reason ?? letter.reason) === letter.reason)

export const textsOf = (database: DatabaseSync): string[] =>
  database
    .prepare('SELECT text FROM outbox')
    .all()
    .map(({ text }) => String(text))

export const marksIn = (database: DatabaseSync): number => database.prepare('SELECT seq FROM sending').all().length

/** `when`: the middle of a trigger's definition. */
export function breakStatements(database: DatabaseSync, when: string): void {
  mendStatements(database)
  database.exec(`CREATE TRIGGER broken AFTER ${when} BEGIN SELECT RAISE(ABORT, 'broken'); END`)
}

export function mendStatements(database: DatabaseSync): void {
  database.exec('DROP TRIGGER IF EXISTS broken')
}

export const areStatementsBroken = (database: DatabaseSync): boolean =>
  database.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all().length > 0
