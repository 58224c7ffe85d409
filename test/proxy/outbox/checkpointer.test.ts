// The log's way into the database, in a thread of its own: a full disk there is no end of the process.
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createCheckpointer } from '../../../src/proxy/outbox/sqlite/checkpointer.ts'

it('what the accepting thread cannot move is left for the next time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'komo-braze-'))
  const file = join(folder, 'a.sqlite')
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER PRIMARY KEY)')
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
  const tables = openSync(file, 'r+')
  const checkpointer = createCheckpointer(full, file, tables)
  for (const time of [1, 2]) {
    database.exec(`INSERT INTO t VALUES (${String(time)})`)
    checkpointer.committed()
    await expect.poll(() => tries, { timeout: 10_000 }).toBe(time)
  }
  await checkpointer.stop()
  expect(uncaught).toEqual([])
  process.off('uncaughtException', keepUncaught)
  database.close()
  closeSync(tables)
  rmSync(folder, { recursive: true })
})
