// Group commit: what is asked for while one group is on its way to the disk is the next group, written in one transaction with one synchronisation for all.
// The disk is waited for in another thread: meanwhile this one goes on reading and judging submissions.
import { setImmediate as turn } from 'node:timers/promises'
import type { DatabaseSync } from 'node:sqlite'

/** What is kept in memory beside the tables says here how to take back what this transaction has changed. */
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
  /** Told once, what a synchronisation failed with. */
  failed(error: unknown): void
}

interface Job {
  work(undo: Undo): unknown
  resolve(value: unknown): void
  reject(error: unknown): void
}

type Done = [job: Job, result: unknown]

export function groupCommit({ database, sync, written, failed }: GroupCommitParts): GroupCommit {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const end = database.prepare('COMMIT')
  const rollback = database.prepare('ROLLBACK')
  let waiting: Job[] = []
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

  async function writeGroup(jobs: Job[]): Promise<void> {
    const done = write(jobs)
    try {
      if (done.length > 0) await sync()
    } catch (error) {
      broken = true
      failed(error)
      for (const [job] of done) job.reject(error)
      return
    }
    for (const [job, result] of done) job.resolve(result)
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      // After this turn of the event loop: all that came with it belongs together.
      await turn()
      const jobs = waiting
      waiting = []
      if (!broken) await writeGroup(jobs)
      else for (const job of jobs) job.reject(new Error('The outbox could not be brought to the disk.'))
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
