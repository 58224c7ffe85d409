// The operator's routes for dead letters: listed masked, replayed, purged.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CountAnswer, DeadLettersAnswer } from '../../../src/core/admin.ts'
import { envelope } from '../http/fixture.ts'
import { startService, until, type ServiceRig } from '../service.ts'

let rig: ServiceRig
beforeAll(async () => {
  rig = await startService()
})
afterAll(() => rig.stop())

const list = async (query = '') => (await rig.api<DeadLettersAnswer>('deadLetters', { query })).json

const refuse = (times: number): void => {
  const error = (input_array: string) => ({ type: 'The value "Gertrude" of gertrude@example.com is refused', input_array, index: 0 })
  const body = { message: 'Valid data must be provided', errors: [error('attributes'), error('events')] }
  rig.braze.fault({ kind: 'answer', status: 400, body, match: 'gertrude', times })
}
const submit = async (): Promise<void> => {
  const person = {
    identity: [{ as: 'user_alias', label: 'email', value: 'gertrude@example.com' }],
    attributes: { first_name: 'Gertrude' },
  }
  expect((await rig.submit([envelope(await rig.rev(), person)])).status).toBe(202)
}

test('are listed masked, replayed and purged', async () => {
  refuse(2)
  await submit()
  await until(async () => (await list()).total === 1)
  const [letter] = (await list('?reason=refused')).letters
  expect(letter).toMatchObject({ hub: 'summer', rule: 'entry', reason: 'refused', person: { as: 'email', masked: 'g•••@e•••.com' } })
  expect(letter?.objects.events?.[0]).toMatchObject({ name: 'Entered', properties: { team: '•••' } })
  expect(JSON.stringify(letter)).not.toMatch(/gertrude|Sharks/i)

  expect((await rig.api<CountAnswer>('replay', { body: { ids: [letter?.id] } })).json).toEqual({ count: 1 })
  await until(async () => (await list()).letters.some(({ id }) => id !== letter?.id))
  expect((await rig.api<CountAnswer>('replay', { body: { all: { hub: 'summer' } } })).json).toEqual({ count: 1 })
  await until(() => rig.braze.profiles().some(({ attributes }) => attributes['first_name'] === 'Gertrude'))
  expect((await list()).total).toBe(0)

  refuse(1)
  await submit()
  await until(async () => (await list()).total === 1)
  expect((await rig.api<CountAnswer>('purge', { body: { all: { reason: 'ambiguous' } } })).json).toEqual({ count: 0 })
  const [last] = (await list()).letters
  const some = { ids: ['99999999', last?.id] }
  expect((await rig.api<CountAnswer>('purge', { body: some })).json).toEqual({ count: 1, missing: ['99999999'] })
  expect((await rig.api<CountAnswer>('replay', { body: some })).json).toEqual({ count: 0, missing: some.ids })
  expect((await list()).total).toBe(0)
})
test('are listed by hub, by workspace and by reason; of a reason that there is not, none', async () => {
  refuse(1)
  await submit()
  await until(async () => (await list()).total === 1)
  const shown = async (query: string) => {
    const { letters, total } = await list(query)
    return [letters.length, total]
  }
  for (const query of ['?hub=summer', '?workspace=default', '?reason=refused'])
    expect([query, ...(await shown(query))]).toEqual([query, 1, 1])
  for (const query of ['?hub=other', '?workspace=other', '?reason=failing', '?reason=nonsense'])
    expect([query, ...(await shown(query))]).toEqual([query, 0, 0])
  expect((await rig.api<CountAnswer>('purge', { body: { all: {} } })).json).toEqual({ count: 1 })
})
test('all means all that were shown: one that died since is left alone', async () => {
  refuse(2)
  await submit()
  await until(async () => (await list()).total === 1)
  const [shown] = (await list()).letters
  await submit()
  await until(async () => (await list()).total === 2)
  const first = await list('?limit=1')
  expect([first.letters.length, first.total, first.next]).toEqual([1, 2, first.letters[0]?.id])
  const last = await list(`?limit=1&after=${first.next}`)
  expect([last.letters, last.next]).toEqual([[shown], undefined])
  expect((await rig.api<CountAnswer>('purge', { body: { all: { upTo: shown?.id } } })).json).toEqual({ count: 1 })
  expect((await list()).letters.map(({ id }) => id)).not.toContain(shown?.id)
  expect((await rig.api<CountAnswer>('purge', { body: { all: {} } })).json).toEqual({ count: 1 })
})
test.each(['limit=0', 'limit=201', 'limit=1.5', 'after=x'])('a page that is none is refused: %s', async (query) => {
  expect((await rig.api('deadLetters', { query: `?${query}` })).status).toBe(400)
})
test.each([{}, { ids: [] }, { ids: ['x'] }, { all: { reason: 'x' } }, { all: { upTo: 'x' } }, { ids: ['1'], all: {} }, 'x', []])(
  'a choice that is none is refused: %j',
  async (body) => {
    expect((await rig.api('purge', { body })).status).toBe(400)
  },
)

test.each([
  ['purge', {}, 'the body: wanted {"ids": [1 to 500 of them]}, or {"all": {any of hub, workspace, reason, upTo}}'],
  ['purge', { ids: ['x'] }, 'ids.0: Invalid string: must match pattern /^\\d{1,15}$/'],
  ['erase', { secretly: 'x' }, 'the body: has a key that is not expected'],
  [
    'erase',
    { email: 5, phone: 5 },
    'email: Invalid input: expected string, received number; phone: Invalid input: expected string, received number',
  ],
  ['testConnection', { endpoint: 'x', key: 'k'.repeat(600) }, 'key: Too big: expected string to have <=512 characters'],
] as const)('%s of a body that is none says where it is wrong and what is wanted, and repeats nothing: %j', async (route, body, detail) => {
  const { status, json } = await rig.api<{ detail: string }>(route, { body })
  expect([status, json.detail]).toEqual([400, detail])
})
