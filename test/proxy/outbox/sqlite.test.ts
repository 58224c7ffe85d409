// The embedded store passes the contract, and what only it must do: one process a folder, rows gone from the disk.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../src/proxy/clock.ts'
import { openSqliteStore } from '../../../src/proxy/outbox/sqlite/open.ts'
import { DEFAULT_STORE_LIMITS } from '../../../src/proxy/outbox/store-limits.ts'
import type { Store } from '../../../src/proxy/outbox/store.ts'
import { storeContract } from './contract.ts'
import { rowOf } from './rows.ts'

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'komo-braze-'))

storeContract({
  name: 'SQLite',
  async open(options) {
    const folder = newFolder()
    const open = async (): Promise<Store> => {
      last = openSqliteStore({ folder, freeBytes: () => 1e12, ...options, limits: { ...DEFAULT_STORE_LIMITS, ...options.limits } })
      return last
    }
    let last: Store
    return {
      store: await open(),
      reopen: open,
      async cleanUp() {
        await last.close()
        rmSync(folder, { recursive: true })
      },
    }
  },
})

describe('SQLite store', () => {
  it('refuses a second process on the same data folder, in one clear line', async () => {
    const folder = newFolder()
    const store = openSqliteStore({ folder })
    const module = new URL('../../../src/proxy/outbox/sqlite/open.ts', import.meta.url).href
    const second = spawnSync(process.execPath, [
      '--input-type=module',
      '-e',
      `import { openSqliteStore } from ${JSON.stringify(module)}; try { openSqliteStore({ folder: ${JSON.stringify(folder)} }) } catch (error) { console.log(error.message); process.exit(3) }`,
    ])
    expect(second.stdout.toString().trim()).toBe(`DATA_DIR ${folder} is in use by another process: one proxy per data folder.`)
    expect(second.status).toBe(3)
    expect(() => openSqliteStore({ folder })).toThrow('in use by another process')
    await store.close()
    await openSqliteStore({ folder }).close()
    rmSync(folder, { recursive: true })
  })

  it('leaves no personal data of sent and erased rows in any file', async () => {
    const folder = newFolder()
    const store = openSqliteStore({ folder })
    const bytes = (): string =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join('')
    await store.append([rowOf({ email: 'sent-one@example.com' }), rowOf({ email: 'erased-one@example.com' })])
    expect(bytes()).toContain('sent-one@example.com')
    const claim = await store.claim('default', () => {})
    const { rows } = await claim.next('footy', 0, 1)
    const seq = rows[0]?.seq ?? 0
    await claim.mark([seq])
    await claim.settle([{ seq }])
    await store.erase({ email: 'erased-one@example.com' })
    expect(bytes()).not.toContain('one@example.com')
    await store.close()
    expect(bytes()).not.toContain('one@example.com')
    rmSync(folder, { recursive: true })
  })

  it.each(['new', 'made without the index'])('counts dead letters without reading them, in a database that is %s', async (how) => {
    const folder = newFolder()
    await openSqliteStore({ folder }).close()
    const before = new DatabaseSync(join(folder, 'outbox.sqlite'))
    if (how !== 'new') before.exec('DROP INDEX IF EXISTS dead_by_reason')
    before.close()
    const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
    const store = openSqliteStore({ folder })
    const counts = prepare.mock.calls.map(([sql]) => sql).find((sql) => sql.includes('AS letters'))
    prepare.mockRestore()
    const database = new DatabaseSync(join(folder, 'outbox.sqlite'))
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${counts!}`).all()
    expect(plan.filter(({ detail }) => / dead\b/.test(String(detail)))).toMatchObject([
      { detail: expect.stringContaining('COVERING INDEX') },
    ])
    database.close()
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it('gives other work a turn before each stretch that is looked at: there may be thousands until enough rows are the first of their lane', async () => {
    const folder = newFolder()
    const store = openSqliteStore({ folder })
    await store.append([rowOf(), rowOf()])
    const claim = await store.claim('default', () => {})
    let turns = 0
    for (let after = 0, end = false; !end;) {
      setImmediate(() => turns++)
      ;({ upTo: after, end } = await claim.next('footy', after, 1))
    }
    expect(turns).toBe(3)
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it('refuses from the first synchronisation that fails until it is opened anew; then what was written counts once', async () => {
    const folder = newFolder()
    let works = true
    const told: unknown[] = []
    const sync = (): Promise<void> => (works ? Promise.resolve() : Promise.reject(new Error('EIO')))
    const store = openSqliteStore({ folder, sync, failed: (error) => told.push(error) })
    const [kept, unsure] = [rowOf(), rowOf()]
    expect(await store.append([kept])).toEqual({ outcomes: ['accepted'] })
    works = false
    expect(await store.append([unsure])).toEqual({ refusal: 'unavailable' })
    works = true
    expect(store.refusal()).toBe('unavailable')
    expect(await store.append([rowOf()])).toEqual({ refusal: 'unavailable' })
    const claim = await store.claim('default', () => {})
    await expect(claim.mark([1])).rejects.toThrow('could not be brought to the disk')
    expect(told).toHaveLength(1)
    await store.close()

    const again = openSqliteStore({ folder })
    expect(await again.append([kept, unsure])).toEqual({ outcomes: ['duplicate', 'duplicate'] })
    expect((await again.waiting()).map(({ rows }) => rows)).toEqual([2])
    await again.close()
    rmSync(folder, { recursive: true })
  })

  it('a replay that fails half-way has told of all that it replayed: counts and quota are as the tables are', async () => {
    const folder = newFolder()
    let works = true
    const sync = (): Promise<void> => (works ? Promise.resolve() : Promise.reject(new Error('EIO')))
    const store = openSqliteStore({ folder, sync })
    const rows = Array.from({ length: 1_001 }, (_, index) => rowOf({ email: `${String(index)}@x.y` }))
    await store.append(rows)
    const claim = await store.claim('default', () => {})
    const found = (await claim.next('footy', 0, 2_000)).rows.map(({ seq }) => seq)
    await claim.mark(found)
    await claim.settle(found.map((seq) => ({ seq, dead: [{ reason: 'refused', detail: '', request: rows[0]!.request }] })))
    expect(await store.waiting()).toEqual([])
    const told: string[] = []
    store.watch((workspace) => {
      told.push(workspace)
      works = false
    })
    await expect(store.deadLetters.replay({})).rejects.toThrow('EIO')
    expect(told).toEqual(['default'])
    expect(await store.waiting()).toMatchObject([{ rows: 1_000 }])
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it.each([
    ['replayed', { waiting: 1, sending: 0, deadLetters: 0 }],
    ['refused', { waiting: 0, sending: 0, deadLetters: 1 }],
  ] as const)('erases what is %s after it was read and before it is deleted', async (what, erased) => {
    const folder = newFolder()
    const steps: (() => void)[] = []
    const sync = async (): Promise<void> => {
      steps.shift()?.()
    }
    const store = openSqliteStore({ folder, sync })
    const row = rowOf({ request: { attributes: [{ email: 'ada@example.com' }] } })
    await store.append([row])
    const claim = await store.claim('default', () => {})
    const seqs = (await claim.next('footy', 0, 1)).rows.map(({ seq }) => seq)
    await claim.mark(seqs)
    const refuse = (): Promise<number[]> =>
      claim.settle(seqs.map((seq) => ({ seq, dead: [{ reason: 'refused', detail: '', request: row.request }] })))
    if (what === 'replayed') await refuse()
    // While the disk has the marks another group comes; while it has that one, this is written behind what the erasure reads.
    let meanwhile: Promise<unknown> | undefined
    steps.push(
      () => void store.append([rowOf({ email: 'bob@example.com' })]),
      () => (meanwhile = what === 'replayed' ? store.deadLetters.replay({}) : refuse()),
    )
    expect(await store.erase({ email: 'ada@example.com' })).toEqual(erased)
    await meanwhile
    expect(await store.waiting()).toMatchObject([{ rows: 1 }])
    expect(await store.deadLetters.counts()).toEqual([])
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it('accepts again once the outbox has drained, though the file keeps its length; never without room beside it', async () => {
    const folder = newFolder()
    let disk = 1e9
    const limits = { ...DEFAULT_STORE_LIMITS, floorBytes: 1e6 }
    const store = openSqliteStore({ folder, limits, freeBytes: () => disk })
    const note = 'x'.repeat(10_000)
    await store.append(Array.from({ length: 100 }, (_, index) => rowOf({ lane: String(index), request: { attributes: [{ note }] } })))
    disk = 600_000
    expect(store.refusal()).toBe('storage_full')
    const claim = await store.claim('default', () => {})
    const seqs = (await claim.next('footy', 0, 100)).rows.map(({ seq }) => seq)
    await claim.mark(seqs)
    await claim.settle(seqs.map((seq) => ({ seq })))
    expect(store.refusal()).toBeUndefined()
    expect(store.freeBytes()).toBe(1_200_000)
    expect(await store.append([rowOf()])).toEqual({ outcomes: ['accepted'] })
    disk = 400_000
    expect(store.refusal()).toBe('storage_full')
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it('takes nothing while its file is not there: it would end with the process', async () => {
    const folder = newFolder()
    const away = `${folder}-away`
    let elapsed = 0
    const store = openSqliteStore({ folder, clock: { ...systemClock, elapsed: () => (elapsed += 1_000) } })
    renameSync(folder, away)
    expect(store.refusal()).toBe('unavailable')
    expect(await store.append([rowOf()])).toEqual({ refusal: 'unavailable' })
    renameSync(away, folder)
    expect(await store.append([rowOf()])).toEqual({ outcomes: ['accepted'] })
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it.each(['outbox.sqlite', 'outbox.sqlite-wal'])('takes nothing while another %s lies in the place of its own', async (name) => {
    const folder = newFolder()
    const file = join(folder, name)
    let elapsed = 0
    const store = openSqliteStore({ folder, clock: { ...systemClock, elapsed: () => (elapsed += 1_000) } })
    renameSync(file, `${file}.away`)
    copyFileSync(`${file}.away`, file)
    expect(store.refusal()).toBe('unavailable')
    expect(await store.append([rowOf()])).toEqual({ refusal: 'unavailable' })
    renameSync(`${file}.away`, file)
    expect(await store.append([rowOf()])).toEqual({ outcomes: ['accepted'] })
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it('gives back to the disk what its log took while it could not be moved', async () => {
    const folder = newFolder()
    const store = openSqliteStore({ folder })
    const logBytes = (): number => statSync(join(folder, 'outbox.sqlite-wal')).size
    const note = 'x'.repeat(50_000)
    const append = (): Promise<unknown> =>
      store.append(Array.from({ length: 200 }, (_, index) => rowOf({ lane: String(index), request: { attributes: [{ note }] } })))
    // As long as somebody reads what was, the log cannot begin anew.
    const reader = new DatabaseSync(join(folder, 'outbox.sqlite'))
    reader.exec('BEGIN; SELECT count(*) FROM outbox')
    while (logBytes() < 70e6) await append()
    reader.exec('COMMIT')
    const afterAnother = (): Promise<number> => store.append([rowOf()]).then(logBytes)
    await expect.poll(afterAnother, { timeout: 20_000 }).toBeLessThanOrEqual(64 * 1024 * 1024)
    reader.close()
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it('moves its log in a thread of its own, and a close waits for that', async () => {
    const folder = newFolder()
    const open = JSON.stringify(new URL('../../../src/proxy/outbox/sqlite/open.ts', import.meta.url).href)
    const rows = JSON.stringify(new URL('../../bench/rows.ts', import.meta.url).href)
    const script = `
      import { openSqliteStore } from ${open}
      import { benchRow } from ${rows}
      const store = openSqliteStore({ folder: ${JSON.stringify(folder)} })
      const end = Date.now() + 2500
      for (let number = 0; Date.now() < end; number++) await store.append([benchRow(number)])
      await store.close()
      console.log('closed')`
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script])
    expect(child.stdout.toString(), child.stderr.toString()).toBe('closed\n')
    expect(child.status).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['lock.sqlite', 'outbox.sqlite'])
    rmSync(folder, { recursive: true })
  })
})
