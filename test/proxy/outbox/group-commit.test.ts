// One transaction for many: one job's failure is its own, memory follows what was really written, and a full disk is an error, not half a row.
import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { groupCommit, type GroupCommitParts } from '../../../src/proxy/outbox/sqlite/group-commit.ts'

let folder: string
let database: DatabaseSync

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'komo-braze-'))
  database = new DatabaseSync(join(folder, 'a.sqlite'))
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT)')
})

afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const numbers = (): unknown[] =>
  database
    .prepare('SELECT n FROM t ORDER BY n')
    .all()
    .map(({ n }) => n)

const parts = (): GroupCommitParts => ({ database, sync: () => Promise.resolve(), written: () => {}, failed: () => {} })

describe('group commit', () => {
  it('writes what one turn asked for in one transaction, in order', async () => {
    let commits = 0
    const { commit } = groupCommit({ ...parts(), written: () => commits++ })
    const insert = database.prepare('INSERT INTO t (n) VALUES (?)')
    await Promise.all([3, 1, 2].map((n) => commit(() => insert.run(n))))
    expect(numbers()).toEqual([1, 2, 3])
    expect(commits).toBe(1)
  })

  it('a failing job fails alone, and what is in memory goes back with it', async () => {
    const { commit } = groupCommit(parts())
    const insert = database.prepare('INSERT INTO t (n) VALUES (?)')
    const memory: number[] = []
    const add = (n: number): Promise<unknown> =>
      commit((undo) => {
        memory.push(n)
        undo(() => memory.splice(memory.indexOf(n), 1))
        return insert.run(n)
      })
    const results = await Promise.allSettled([add(1), add(2), add(1), add(3)])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(numbers()).toEqual([1, 2, 3])
    expect(memory.sort()).toEqual([1, 2, 3])
  })

  it('a full disk rejects, writes nothing of that job, and goes on when there is room', async () => {
    database.exec('PRAGMA max_page_count = 20')
    const { commit } = groupCommit(parts())
    const insert = database.prepare('INSERT INTO t (n, text) VALUES (?, ?)')
    const big = 'x'.repeat(30_000)
    const add = (n: number): Promise<unknown> =>
      commit(() => {
        insert.run(n, 'small')
        insert.run(n + 100, big)
      })
    const results = await Promise.allSettled([add(1), add(2), add(3), add(4)])
    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ errcode: 13 })
    const present = numbers() as number[]
    for (const n of [1, 2, 3, 4]) expect(present.includes(n)).toBe(present.includes(n + 100))
    database.exec('PRAGMA max_page_count = 1000')
    await add(5)
    expect(numbers()).toContain(105)
  })

  it('calls nothing committed before it is on disk; what comes meanwhile is one group more', async () => {
    const syncs: (() => void)[] = []
    let transactions = 0
    const { commit, flush } = groupCommit({
      ...parts(),
      sync: () => new Promise((resolve) => syncs.push(resolve)),
      written: () => transactions++,
    })
    const insert = database.prepare('INSERT INTO t (n) VALUES (?)')
    const done: number[] = []
    const add = (n: number): Promise<unknown> => commit(() => insert.run(n)).then(() => done.push(n))
    const first = add(1)
    await expect.poll(() => syncs.length).toBe(1)
    const later = [add(2), add(3)]
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([transactions, done]).toEqual([1, []])
    syncs.shift()?.()
    await first
    // The next group is on its way before the first is told: the disk works while the answers are written.
    expect([syncs.length, transactions, done]).toEqual([1, 2, [1]])
    syncs.shift()?.()
    await flush()
    await Promise.all(later)
    expect(done).toEqual([1, 2, 3])
  })

  it('a disk that takes nothing: what was written is not called committed, and nothing more is', async () => {
    const told: unknown[] = []
    const { commit, isBroken } = groupCommit({
      ...parts(),
      sync: () => Promise.reject(new Error('EIO')),
      failed: (error) => told.push(error),
    })
    const insert = database.prepare('INSERT INTO t (n) VALUES (?)')
    const add = (n: number): Promise<unknown> => commit(() => insert.run(n))
    await expect(Promise.all([add(1), add(2)])).rejects.toThrow('EIO')
    expect(isBroken()).toBe(true)
    await expect(add(3)).rejects.toThrow('could not be brought to the disk')
    expect(numbers()).toEqual([1, 2])
    expect(told).toHaveLength(1)
  })

  it('what waits while the disk refuses a group is turned away, and not written', async () => {
    let refuse = (): void => {}
    const { commit, flush } = groupCommit({ ...parts(), sync: () => new Promise((_, reject) => (refuse = () => reject(new Error('EIO')))) })
    const insert = database.prepare('INSERT INTO t (n) VALUES (?)')
    const add = (n: number): Promise<unknown> => commit(() => insert.run(n))
    const first = add(1).catch(String)
    await expect.poll(numbers).toEqual([1])
    const second = add(2).catch(String)
    refuse()
    expect(await first).toContain('EIO')
    expect(await second).toContain('could not be brought to the disk')
    await flush()
    expect(numbers()).toEqual([1])
  })
})
