// Group commit: what is asked for while one group is on its way to the disk is the next group, written in one transaction with one synchronisation for all.
// Another thread waits for the disk: meanwhile this one goes on reading and judging submissions.
import { setImmediate as turn } from 'node:timers/promises'
import type { DatabaseSync } from 'node:sqlite'

/** For what is kept in memory beside the tables: takes note how to revert a change, should this transaction fail. */
export type Undo = (revert: () => void) => void

/** Runs `work` inside the next transaction; resolves with its result once that is on disk. Rejects if it could not be written. */
export type Commit = <T>(work: (undo: Undo) => T) => Promise<T>

export interface GroupCommit {
  commit: Commit
  /** Resolves when everything that was asked for is on disk, or has failed. */
  flush(): Promise<void>
  /** Whether a synchronisation has failed. Then nobody knows what the disk has, and nothing is committed any more. */
  isBroken(): boolean
}

export interface GroupCommitParts {
  database: DatabaseSync
  /** Brings to the disk what was written; the database itself does not. */
  sync(): Promise<void>
  /** Told after each transaction. */
  written(): void
  /** Told once, with the error of the synchronisation that failed. */
  failed(error: unknown): void
}

interface Job {
  work(undo: Undo): unknown
  resolve(value: unknown): void
  reject(error: unknown): void
}

type Done = [job: Job, result: unknown]

interface Group {
  done: Done[]
  /** Resolves when the disk has answered; undefined if the group is on it. */
  failure: Promise<{ error: unknown } | undefined>
}

export function groupCommit({ database, sync, written, failed }: GroupCommitParts): GroupCommit {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const end = database.prepare('COMMIT')
  const rollback = database.prepare('ROLLBACK')
  const waiting: Job[] = []
  let running: Promise<void> | undefined
  let broken = false

  function transact(jobs: Job[]): Done[] {
    const reverts: (() => void)[] = []
    const undo: Undo = (revert) => reverts.push(revert)
    begin.run()
    try {
      const done = jobs.map((job): Done => [job, job.work(undo)])
      end.run()
      written()
      return done
    } catch (error) {
      if (database.isTransaction) rollback.run()
      for (const revert of reverts.reverse()) revert()
      throw error
    }
  }

  function write(jobs: Job[]): Done[] {
    try {
      return transact(jobs)
    } catch (error) {
      // One job's failure must not take the others down: each gets a transaction of its own.
      if (jobs.length > 1) return jobs.flatMap((job) => write([job]))
      jobs[0]?.reject(error)
      return []
    }
  }

  function turnAway(jobs: Job[]): Done[] {
    for (const job of jobs) job.reject(new Error('The outbox could not be brought to the disk.'))
    return []
  }

  /** Writes what waits, and begins to bring it to the disk. */
  async function startGroup(): Promise<Group> {
    // Waits for this turn of the event loop to end: all that came with it is one group.
    await turn()
    const jobs = waiting.splice(0)
    const done = broken ? turnAway(jobs) : write(jobs)
    const synced = done.length > 0 ? sync() : Promise.resolve()
    const failure = synced.then(
      () => undefined,
      (error: unknown) => {
        broken = true
        failed(error)
        return { error }
      },
    )
    return { done, failure }
  }

  async function run(): Promise<void> {
    let group: Group | undefined
    while (group || waiting.length > 0) {
      const failure = await group?.failure
      const next = waiting.length > 0 ? await startGroup() : undefined
      // Resolved only now, so that their answers are written while the disk is busy with the next group.
      for (const [job, result] of group?.done ?? [])
        if (failure) job.reject(failure.error)
        else job.resolve(result)
      group = next
    }
    running = undefined
  }

  return {
    commit: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
        running ??= run()
      }),
    flush: () => running ?? Promise.resolve(),
    isBroken: () => broken,
  }
}
