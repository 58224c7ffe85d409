// Erasing one person by the operator's route: what it reaches, what it cannot, and what is shown of her afterwards.
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { ActivityAnswer, EraseAnswer } from '../../../src/core/admin.ts'
import type { Admin } from '../../../src/proxy/admin/admin.ts'
import type { AdminCall } from '../../../src/proxy/admin/admin-call.ts'
import { eraseRoutes } from '../../../src/proxy/admin/erase-routes.ts'
import { envelope, HUB } from '../http/fixture.ts'
import { startService, type ServiceRig } from '../service.ts'

let rig: ServiceRig
beforeAll(async () => {
  rig = await startService()
})
afterAll(() => rig.stop())

/** Until the test ends. */
function breakDatabase(details = {}): void {
  const broken = vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(() => {
    throw Object.assign(new Error('database or disk is full'), details)
  })
  onTestFinished(() => broken.mockRestore())
}

test('erase: everything about one person, with what it cannot reach; more or less than one identifier is refused', async () => {
  await rig.api('pauseWorkspace', { params: { name: 'default' } })
  await rig.submit([envelope(await rig.rev(), { identity: [{ as: 'user_alias', label: 'email', value: 'gone@example.com' }] })])
  const erased = await rig.api<EraseAnswer>('erase', { body: { email: 'Gone@Example.com' } })
  expect(erased.json).toMatchObject({ outbox: 1, deadLetters: 0 })
  expect(erased.json.notReached.length).toBeGreaterThan(0)
  expect((await rig.api('erase', { body: {} })).status).toBe(400)
  expect((await rig.api('erase', { body: { email: 'a@b.c', phone: '+61400000000' } })).status).toBe(400)
  await rig.api('resumeWorkspace', { params: { name: 'default' } })
})

test.each([
  [{ email: 'alex@' }, 'email: wanted an address, such as alex@brand.example'],
  [{ phone: '0412 345 678' }, 'phone: wanted a number with its country, such as +61400000000'],
  [{ external_id: ' ' }, 'external_id: wanted an id'],
  [{ user_alias: { alias_label: 'email', alias_name: ' ' } }, 'user_alias: wanted its label and its name'],
])('what is no identifier is refused, for nothing would be found by it: %j', async (body, detail) => {
  const { status, json } = await rig.api('erase', { body })
  expect([status, json]).toEqual([400, expect.objectContaining({ code: 'invalid_request', detail })])
})

test('an id with blanks around it, as one that was pasted, is found', async () => {
  const identity = [{ as: 'external_id', from: { from: 'field.id' }, trust: 'page' }]
  const own = await startService({ files: { 'summer.json': { ...HUB, identity } } })
  onTestFinished(() => own.stop())
  await own.api('pauseWorkspace', { params: { name: 'default' } })
  await own.submit([envelope(await own.rev(), { identity: [{ as: 'external_id', value: 'member 77' }] })])
  expect((await own.api('erase', { body: { external_id: ' member 77\n' } })).json).toMatchObject({ outbox: 1 })
})

test('an erasure that is done, while the disk has no room to empty the log, says both', async () => {
  await rig.api('pauseWorkspace', { params: { name: 'default' } })
  await rig.submit([envelope(await rig.rev(), { identity: [{ as: 'user_alias', label: 'email', value: 'full@example.com' }] })])
  breakDatabase()
  const { status, json } = await rig.api<EraseAnswer>('erase', { body: { email: 'full@example.com' } })
  expect([status, json.outbox]).toEqual([200, 1])
  expect(json.notReached[0]).toContain('outbox.sqlite-wal')
  await rig.api('resumeWorkspace', { params: { name: 'default' } })
})

test('an operator’s request that fails is told from others in the log, without what it was about', async () => {
  breakDatabase()
  expect((await rig.api('deadLetters', { query: '?hub=lost' })).status).toBe(500)
  const line = rig.log.find((one) => one.includes('request failed')) ?? '{}'
  expect(JSON.parse(line)).toMatchObject({ level: 'error', method: 'GET', route: '/admin/api/dead-letters' })
  expect(line).not.toContain('lost')
})

test('where the disk is full that is said, and not that something went wrong', async () => {
  breakDatabase({ errcode: 13 })
  const { status, json } = await rig.api('purge', { body: { all: {} } })
  expect([status, json]).toEqual([
    507,
    expect.objectContaining({ code: 'storage_full', title: expect.stringMatching(/^The disk is full: make room/) as string }),
  ])
})

test('an erasure empties the last submissions', async () => {
  await rig.submit([envelope(await rig.rev(), { identity: [{ as: 'user_alias', label: 'email', value: 'gone@example.com' }] })])
  await rig.api('erase', { body: { email: 'gone@example.com' } })
  expect((await rig.api<ActivityAnswer>('activity')).json.submissions).toEqual([])
})

test.each([
  [true, ['at each other proxy', 'What the database keeps']],
  [false, []],
])('where proxies share a database (%s) an erasure says what is beyond this one', async (isShared, wanted) => {
  const store = { erase: () => Promise.resolve({ waiting: 0, sending: 0, deadLetters: 0 }) }
  const admin = { store, isShared, activity: { forgetSubmissions: () => {} }, log: { info: () => {} } } as unknown as Admin
  const answer = (await eraseRoutes(admin).erase({ json: { email: 'gone@example.com' } } as AdminCall)) as EraseAnswer
  const found = ['at each other proxy', 'What the database keeps'].filter((part) => answer.notReached.some((one) => one.includes(part)))
  expect(found).toEqual(wanted)
})
