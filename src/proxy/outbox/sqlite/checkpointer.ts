// Moves what was committed from the write-ahead log into the database, in a thread of its own. SQLite by itself would do it within a commit,
// and every submission of that moment would wait for two more fsyncs of many pages. The thread runs at low priority: with an equal share
// of one core, each checkpoint doubled the time that the slowest percent of submissions took.
import { setTimeout as later } from 'node:timers'
import type { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

/** How long after a commit, in milliseconds: about sixty megabytes of log at full load, and few checkpoints when there is little to do. */
const AFTER_MS = 2_000
/** If the thread fails, SQLite makes its own checkpoints again, whenever the log has this many pages of 8 KiB. */
const FALLBACK_PAGES = 4_000

/**
 * As text, because the built program is one file. PASSIVE waits for nobody and makes nobody wait. While others write, though, it does not synchronise
 * the database, so this thread does, or the accepting one would have to. `rw`: a file that is gone is not created anew, for an empty one
 * would delete the log, and hide that the stored rows cannot be found any more.
 */
const THREAD = `
  const { fdatasyncSync, readlinkSync } = require('node:fs')
  const os = require('node:os')
  const { DatabaseSync } = require('node:sqlite')
  const { parentPort, workerData: { address, tables } } = require('node:worker_threads')
  const database = new DatabaseSync(new URL(address))
  try {
    const [thread] = readlinkSync('/proc/thread-self').split('/').slice(-1)
    os.setPriority(Number(thread), os.constants.priority.PRIORITY_LOW)
  } catch {
    // Only Linux gives each thread a priority of its own.
  }
  const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  parentPort.on('message', (stop) => {
    if (stop) {
      database.close()
      process.exit()
    }
    checkpoint.get()
    fdatasyncSync(tables)
    parentPort.postMessage('done')
  })
`

export interface Checkpointer {
  /** Something was committed. */
  committed(): void
  /** Resolves when the thread has let go of the database. */
  stop(): Promise<void>
}

/** @param tables a handle of the database's own file */
export function createCheckpointer(database: DatabaseSync, file: string, tables: number): Checkpointer {
  database.exec('PRAGMA wal_autocheckpoint = 0')
  const rest = database.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  let timer: NodeJS.Timeout | undefined
  let thread: Worker | undefined
  let stopped = false

  function start(): Worker {
    const started = new Worker(THREAD, {
      eval: true,
      workerData: { address: `${pathToFileURL(file).href}?mode=rw`, tables },
      name: 'checkpoints',
      resourceLimits: { maxOldGenerationSizeMb: 16 },
    })
    started.unref()
    started.on('message', () => {
      if (stopped) return
      timer = undefined
      // The few pages that came in the meantime: only when all are moved does the log begin anew instead of growing.
      try {
        rest.get()
      } catch {
        // A disk without room for them may have some the next time.
      }
    })
    started.on('error', () => {
      if (stopped) return
      thread = undefined
      database.exec(`PRAGMA wal_autocheckpoint = ${String(FALLBACK_PAGES)}`)
    })
    return started
  }

  return {
    committed() {
      if (timer || stopped) return
      timer = later(() => {
        thread ??= start()
        thread.postMessage(false)
      }, AFTER_MS)
      timer.unref()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      const running = thread
      if (!running) return
      await new Promise((resolve) => {
        // From here on the process waits for it.
        running.ref()
        running.once('exit', resolve)
        running.postMessage(true)
      })
    },
  }
}
