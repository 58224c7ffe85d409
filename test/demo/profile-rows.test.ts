// Which attributes are listed, and which are marked as changed: those of the journey in focus, on its own person and on nobody else.
import { expect, test } from 'vitest'
import type { Profile } from '../../demo/fake-braze/profile.ts'
import type { Journey } from '../../demo/page/journey.ts'
import { addTold, pickedPerson } from '../../demo/page/state.ts'
import { changedBy, listed } from '../../demo/page/profile-rows.ts'
import type { JsonObject } from '../../src/core/json.ts'

const ada: Profile = {
  braze_id: 'b1',
  external_id: 'u1',
  user_aliases: [{ alias_name: 'ada@b.co', alias_label: 'email' }],
  attributes: { email: 'ada@b.co', phone: '+61491570156', team: 'Reds' },
  subscription_groups: {},
  events: [],
  purchases: [],
  ignored: [],
  created_at: '',
  updated_at: '',
}
const journey = (...attributes: JsonObject[]): Journey => ({
  id: 'j',
  rule: 'entry',
  times: {},
  transit: 0,
  startedAt: 0,
  standing: { is: 'arrived' },
  attempts: [{ entry: { n: 1, status: 201 }, body: { attributes }, others: 0 }],
})

const rows: [who: JsonObject, isAda: boolean][] = [
  [{ external_id: 'u1' }, true],
  [{ external_id: 'u2', email: 'ada@b.co' }, false],
  [{ braze_id: 'b1' }, true],
  [{ user_alias: { alias_name: 'ada@b.co', alias_label: 'email' } }, true],
  [{ user_alias: { alias_name: 'ada@b.co', alias_label: 'name' } }, false],
  [{ user_alias: { alias_name: 'eve@b.co', alias_label: 'email' }, email: 'ada@b.co' }, false],
  [{ email: 'ada@b.co' }, true],
  [{ phone: '+61491570156' }, true],
  [{ phone: '+61491570157' }, false],
]
test.each(rows)('%j: %s', (who, isAda) => {
  expect([...changedBy(journey({ ...who, team: 'Reds' }, { ...who, prizes: 1 }), ada)].filter((key) => !(key in who))).toEqual(
    isAda ? ['team', 'prizes'] : [],
  )
})

test('nothing is marked while Braze has not taken it', () => {
  const { attempts, ...rest } = journey({ external_id: 'u1', team: 'Blues' })
  const failed = attempts.map((attempt) => ({ ...attempt, entry: { n: 1, status: 503 } }))
  expect(changedBy({ ...rest, attempts: failed }, ada).size).toBe(0)
})

test('without a journey nothing is marked', () => {
  expect(changedBy(undefined, ada).size).toBe(0)
})

test('a person that was picked stays only until something new is captured', () => {
  pickedPerson.value = 'b1'
  addTold({ stage: 'accepted', at: 0, hub: 'h' })
  expect(pickedPerson.value).toBe('b1')
  addTold({ stage: 'captured', at: 0, hub: 'h' })
  expect(pickedPerson.value).toBeUndefined()
})

test('listed is all that does not stand above the list, whatever it ends with', () => {
  const above = { first_name: 'Ada', last_name: 'Nguyen', email_subscribe: 'subscribed', push_subscribe: 'subscribed' }
  const below = { team_name: 'Reds', will_subscribe: true, email: 'ada@b.co' }
  expect(Object.fromEntries(listed({ ...above, ...below }))).toEqual(below)
})
