// What a transaction or a read of the embedded store that fails leaves behind: nothing.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Claim } from '../../../src/proxy/outbox/claim.ts'
import type { Store } from '../../../src/proxy/outbox/store.ts'
import { openSqliteStore } from '../../../src/proxy/outbox/sqlite/open.ts'
import { DEFAULT_STORE_LIMITS } from '../../../src/proxy/outbox/store-limits.ts'
import { rowOf } from './rows.ts'

let folder: string
let store: Store
const open = (limits = {}) => openSqliteStore({ folder, limits: { ...DEFAULT_STORE_LIMITS, ...limits }, freeBytes: () => 1e12 })
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'komo-braze-rollback-'))))
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})
const heads = async (claim: Claim) => (await claim.next('footy', 0, 100)).rows.map(({ id }) => id)
/** A row on which the transaction fails, after the one before it was inserted. */
const bad = () => rowOf({ email: 'bad@x.y', rule: undefined as never })

it('a transaction that fails leaves room', async () => {
  store = open({ uncommitted: 2 })
  expect(await store.append([rowOf(), bad()])).toMatchObject({ refusal: 'unavailable' })
  expect(await store.append([rowOf({ email: 'a@x.y' }), rowOf({ email: 'b@x.y' })])).toEqual({ outcomes: ['accepted', 'accepted'] })
})
it('a transaction that fails leaves the quota as it was', async () => {
  store = open({ hubRows: 2 })
  await store.append([rowOf(), bad()])
  expect(await store.waiting()).toEqual([])
  expect(await store.append([rowOf({ email: 'a@x.y' }), rowOf({ email: 'b@x.y' })])).toEqual({ outcomes: ['accepted', 'accepted'] })
})
it('a transaction that fails leaves the lane free', async () => {
  store = open()
  await store.append([rowOf(), bad()])
  const again = rowOf()
  await store.append([again])
  expect(await heads(await store.claim('default', () => {}))).toEqual([again.id])
})
it('a settling that fails leaves the lane as it was', async () => {
  store = open()
  const [first, second] = [rowOf(), rowOf()]
  await store.append([first])
  const claim = await store.claim('default', () => {})
  const [row] = (await claim.next('footy', 0, 10)).rows
  const seq = row!.seq
  await claim.mark([seq])
  const failing = { seq, dead: [{ reason: 'refused' as const, detail: undefined as never, request: first.request }] }
  await expect(claim.settle([{ seq }, failing])).rejects.toThrow()
  await store.append([second])
  await claim.settle([{ seq, keep: 'all' }])
  expect(await heads(claim)).toEqual([first.id])
})
it('a read that fails does not lose the row that is now the first of its lane', async () => {
  store = open()
  const [first, second] = [rowOf(), rowOf()]
  await store.append([first, second])
  const claim = await store.claim('default', () => {})
  const { seq, lane } = (await claim.next('footy', 0, 10)).rows[0]!
  await claim.mark([seq])
  await claim.settle([{ seq }])
  const other = new DatabaseSync(join(folder, 'outbox.sqlite'))
  other.exec('ALTER TABLE outbox RENAME TO away')
  await expect(claim.heads([lane])).rejects.toThrow()
  other.exec('ALTER TABLE away RENAME TO outbox')
  other.close()
  expect((await claim.heads([lane])).map(({ id }) => id)).toEqual([second.id])
})
it('after an erasure, in the same process, the lane is free', async () => {
  store = open()
  await store.append([rowOf({ at: new Date(Date.now() - 1000).toISOString() })])
  await store.erase({ email: 'ada@example.com' })
  const anew = rowOf({ at: new Date(Date.now() + 1000).toISOString() })
  expect(await store.append([anew])).toEqual({ outcomes: ['accepted'] })
  expect(await heads(await store.claim('default', () => {}))).toEqual([anew.id])
})
it('an erasure finds her behind a thousand others', async () => {
  store = open()
  await store.append(Array.from({ length: 1_500 }, (_, index) => rowOf({ email: `${String(index)}@x.y` })))
  await store.append([rowOf()])
  expect(await store.erase({ email: 'ada@example.com' })).toMatchObject({ waiting: 1 })
})
