// The log's way into the database, in a thread of its own: a full disk there is no end of the process, and accepting comes first.
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { createCheckpointer } from '../../../src/proxy/outbox/sqlite/checkpointer.ts'

let file: string
let database: DatabaseSync
let tables: number

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'komo-braze-'))
  file = join(folder, 'a.sqlite')
  database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER PRIMARY KEY)')
  tables = openSync(file, 'r+')
  return () => {
    database.close()
    closeSync(tables)
    rmSync(folder, { recursive: true })
  }
})

it('what the accepting thread cannot move is left for the next time', async () => {
  let tries = 0
  const full = {
    exec: (sql: string) => {
      database.exec(sql)
    },
    prepare: () => ({
      get() {
        tries++
        throw new Error('database or disk is full')
      },
    }),
  } as unknown as DatabaseSync
  const uncaught: unknown[] = []
  const keepUncaught = (error: unknown): void => void uncaught.push(error)
  process.on('uncaughtException', keepUncaught)
  const checkpointer = createCheckpointer(full, file, tables)
  for (const time of [1, 2]) {
    database.exec(`INSERT INTO t VALUES (${String(time)})`)
    checkpointer.committed()
    await expect.poll(() => tries, { timeout: 10_000 }).toBe(time)
  }
  await checkpointer.stop()
  expect(uncaught).toEqual([])
  process.off('uncaughtException', keepUncaught)
})

it('a file that is gone when it begins is not made anew: an empty one would delete the log, and look as if all were well', async () => {
  const checkpointer = createCheckpointer(database, file, tables)
  database.exec('INSERT INTO t VALUES (1)')
  renameSync(file, `${file}-away`)
  checkpointer.committed()
  // From then on SQLite moves it by itself.
  const pages = () => database.prepare('PRAGMA wal_autocheckpoint').get()?.['wal_autocheckpoint']
  await expect.poll(pages, { timeout: 10_000 }).toBe(4_000)
  expect([existsSync(file), existsSync(`${file}-wal`)]).toEqual([false, true])
  renameSync(`${file}-away`, file)
  await checkpointer.stop()
})

it.runIf(process.platform === 'linux')('the thread that moves the log has what accepting leaves of a core', async () => {
  expect(priorities()).not.toContain(constants.priority.PRIORITY_LOW)
  const own = ofThread(process.pid)
  const checkpointer = createCheckpointer(database, file, tables)
  database.exec('INSERT INTO t VALUES (1)')
  checkpointer.committed()
  await expect.poll(priorities, { timeout: 10_000 }).toContain(constants.priority.PRIORITY_LOW)
  expect(ofThread(process.pid)).toBe(own)
  await checkpointer.stop()
})

/** Of each thread of this process. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html (nice is the 19th field) */
function priorities(): number[] {
  return readdirSync('/proc/self/task').map((thread) => ofThread(Number(thread)))
}

function ofThread(thread: number): number {
  const [, fields = ''] = readFileSync(`/proc/self/task/${String(thread)}/stat`, 'utf8').split(') ')
  return Number(fields.split(' ')[16])
}
