// Group commit: what is asked for in one turn of the event loop is written in one transaction, with one fsync for all.
import type { DatabaseSync } from 'node:sqlite'

/** What is kept in memory beside the tables says here how to take back what this transaction has changed. */
export type Undo = (revert: () => void) => void

/** Runs `work` inside the next transaction; resolves with its result once that is on disk. Rejects if it could not be written. */
export type Commit = <T>(work: (undo: Undo) => T) => Promise<T>

interface Job {
  work(undo: Undo): unknown
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** `committed` is told after each commit. */
export function groupCommit(database: DatabaseSync, committed: () => void): { commit: Commit; flush(): void } {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const end = database.prepare('COMMIT')
  const rollback = database.prepare('ROLLBACK')
  let waiting: Job[] = []
  let scheduled: NodeJS.Immediate | undefined

  function transact(jobs: Job[]): unknown[] {
    const reverts: (() => void)[] = []
    const undo: Undo = (revert) => reverts.push(revert)
    begin.run()
    try {
      const results = jobs.map((job) => job.work(undo))
      end.run()
      committed()
      return results
    } catch (error) {
      if (database.isTransaction) rollback.run()
      for (const revert of reverts.reverse()) revert()
      throw error
    }
  }

  function write(jobs: Job[]): void {
    try {
      const results = transact(jobs)
      jobs.forEach((job, index) => {
        job.resolve(results[index])
      })
    } catch (error) {
      // One job's failure must not take the others down: each gets a transaction of its own.
      if (jobs.length === 1) jobs[0]?.reject(error)
      else for (const job of jobs) write([job])
    }
  }

  function flush(): void {
    if (scheduled) clearImmediate(scheduled)
    scheduled = undefined
    const jobs = waiting
    waiting = []
    if (jobs.length > 0) write(jobs)
  }

  return {
    flush,
    commit: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
        scheduled ??= setImmediate(flush)
      }),
  }
}
