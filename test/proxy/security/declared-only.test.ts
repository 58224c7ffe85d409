// What an attacker would try, each attempt by name, against the real server over a socket: what the rule does not declare. Over 60 lines because it is one list.
import { describe, expect, test } from 'vitest'
import type { Envelope } from '../../../src/core/envelope.ts'
import { unpack } from '../../../src/proxy/outbox/packed.ts'
import { envelope } from '../http/fixture.ts'
import { code, results, rig, token, underAttack } from './attacked.ts'

underAttack()

describe('declared only', () => {
  const person = [{ as: 'user_alias', label: 'email', value: 'x@example.com' }]
  const refusals: [attempt: string, more: object, code: string][] = [
    ['an attribute that the rule does not declare', { attributes: { vip: 'yes' } }, 'undeclared'],
    ['an attribute of another hub’s rule', { attributes: { first_name: 'A', vip: '1' } }, 'undeclared'],
    ['the attribute email', { attributes: { email: 'x@example.com' } }, 'undeclared'],
    ['the attribute external_id', { attributes: { external_id: 'boss' } }, 'undeclared'],
    ['the flag _update_existing_only', { attributes: { _update_existing_only: 'false' } }, 'undeclared'],
    ['the attribute constructor', { attributes: { constructor: 'x' } }, 'undeclared'],
    ['the attribute toString', { attributes: { toString: 'x' } }, 'undeclared'],
    ['a constant of the rule', { attributes: { tier: 'platinum' } }, 'undeclared'],
    ['an event that the rule does not have', { events: [{ event: 1 }] }, 'undeclared'],
    ['an event below the first', { events: [{ event: -1 }] }, 'invalid_envelope'],
    ['half an event', { events: [{ event: 0.5 }] }, 'invalid_envelope'],
    ['an event by name', { events: [{ event: 'Entered' }] }, 'invalid_envelope'],
    ['an event with a name of its own', { events: [{ event: 0, name: 'Refund' }] }, 'invalid_envelope'],
    ['an event with a time of its own', { events: [{ event: 0, time: '2020-01-01T00:00:00Z' }] }, 'invalid_envelope'],
    ['one event twice', { events: [{ event: 0 }, { event: 0 }] }, 'undeclared'],
    ['twenty-six events', { events: Array.from({ length: 26 }, () => ({ event: 0 })) }, 'invalid_envelope'],
    ['a property that the event does not declare', { events: [{ event: 0, properties: { discount: '100' } }] }, 'undeclared'],
    ['a constant property', { events: [{ event: 0, properties: { source: 'x' } }] }, 'undeclared'],
    ['a purchase where none is declared', { purchases: [{ purchase: 0, values: { price: '1' } }] }, 'undeclared'],
    ['a subscription that the rule does not declare', { subscriptions: { push_subscribe: 'true' } }, 'undeclared'],
    ['a subscription group', { subscriptions: { '11111111-1111-4111-8111-111111111111': 'true' } }, 'undeclared'],
    ['an external_id where only an alias is declared', { identity: [{ as: 'external_id', value: 'boss' }] }, 'undeclared'],
    ['a braze_id', { identity: [{ as: 'braze_id', value: 'abc' }] }, 'undeclared'],
    ['an e-mail as identity', { identity: [{ as: 'email', value: 'x@example.com' }] }, 'undeclared'],
    ['an alias of another label', { identity: [{ as: 'user_alias', label: 'crm', value: 'x' }] }, 'undeclared'],
    ['a proof where none is declared', { identity: [{ as: 'user_alias', proof: 'a.b.c' }] }, 'undeclared'],
    [
      'a value and a proof at once',
      { identity: [{ as: 'user_alias', label: 'email', value: 'x@example.com', proof: 'a.b.c' }] },
      'invalid_envelope',
    ],
    ['an identity that is an object', { identity: [{ as: 'user_alias', label: 'email', value: { $ne: null } }] }, 'invalid_envelope'],
    ['eleven identities', { identity: Array.from({ length: 11 }, () => person[0]) }, 'invalid_envelope'],
    ['nobody', { identity: [] }, 'no_identity'],
    ['a rule that does not exist', { rule: 'no-such-rule' }, 'unknown_rule'],
    ['the rule __proto__', { rule: '__proto__' }, 'unknown_rule'],
    ['the rule constructor', { rule: 'constructor' }, 'unknown_rule'],
    ['a rule of another hub', { rule: 'secret-rule' }, 'unknown_rule'],
    ['another wire version', { v: 2 }, 'unsupported_version'],
    ['wire version 0', { v: 0 }, 'invalid_envelope'],
    ['an id that is no UUID of version 7', { id: '11111111-1111-4111-8111-111111111111' }, 'invalid_envelope'],
    ['a time that is none', { at: 'now' }, 'invalid_envelope'],
    ['a workspace', { workspace: 'other' }, 'invalid_envelope'],
    ['an endpoint', { endpoint: 'https://evil.example' }, 'invalid_envelope'],
    ['11 levels of nesting', { attributes: { first_name: [[[[[[[[[[['x']]]]]]]]]]] } }, 'invalid_envelope'],
    ['a name of 300 characters', { attributes: { ['a'.repeat(300)]: 'x' } }, 'invalid_envelope'],
    ['301 attributes', { attributes: Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`a${i}`, 'x'])) }, 'invalid_envelope'],
    ['50 KiB in one envelope', { attributes: { first_name: 'x'.repeat(50 * 1024) } }, 'too_large'],
  ]
  test.each(refusals)('%s', async (_attempt, more, expected) => {
    const good = envelope(rig.rev())
    const [bad, neighbour] = await results([{ ...envelope(rig.rev()), ...more }, good])
    expect(bad).toMatchObject({ status: 'refused', code: expected })
    expect(neighbour).toMatchObject({ id: good.id, status: 'accepted' })
  })

  const left: [attempt: string, attributes: Record<string, unknown>, target: string][] = [
    ['an operation as a value: {"inc": 5}', { score: { inc: 5 } }, 'attributes.score'],
    ['an operation as a value: {"add": […]}', { first_name: { add: ['x'] } }, 'attributes.first_name'],
    ['an object where a text is declared', { first_name: { $gt: '' } }, 'attributes.first_name'],
    ['several values where one is declared', { first_name: ['A', 'B'] }, 'attributes.first_name'],
    ['what the map does not have', { team: 'Admins' }, 'attributes.team'],
    ['the map’s __proto__', { team: '__proto__' }, 'attributes.team'],
    ['the map’s constructor', { team: 'constructor' }, 'attributes.team'],
    ['a number beyond all numbers', { score: '1e999' }, 'attributes.score'],
    ['a number that is none', { score: 'NaN' }, 'attributes.score'],
    ['hexadecimal', { score: '0x10' }, 'attributes.score'],
    ['300 characters', { first_name: 'x'.repeat(300) }, 'attributes.first_name'],
  ]
  test.each(left)('%s is left out, the rest goes', async (_attempt, attributes, target) => {
    const [one] = await results([envelope(rig.rev(), { attributes: attributes as Envelope['attributes'] & object })])
    expect(one?.status).toBe('accepted')
    expect(one?.problems?.map((problem) => problem.target)).toContain(target)
  })

  test('a subscription state of its own: only what a tick can say', async () => {
    const [one] = await results([envelope(rig.rev(), { subscriptions: { email_subscribe: 'opted_in' } })])
    expect(one).toMatchObject({ status: 'accepted', problems: [{ target: 'subscriptions.email_subscribe', code: 'invalid_boolean' }] })
    expect(JSON.stringify(await storedObjects())).not.toContain('email_subscribe')
    await results([envelope(rig.rev(), { subscriptions: { email_subscribe: 'true' } })])
    expect(JSON.stringify(await storedObjects())).toContain('"email_subscribe":"subscribed"')
  })
  test('a revision of another hub is not known here', async () => {
    const answer = await rig.submit([envelope(rig.rev('other'))], { token })
    expect(await code(answer)).toEqual([503, 'unknown_rev'])
  })
  test('one of an unknown revision is not judged, and holds up no other', async () => {
    const [known, unknown] = [envelope(rig.rev()), envelope('0'.repeat(16))]
    expect((await results([unknown, known])).map(({ id, status }) => [id, status])).toEqual([[known.id, 'accepted']])
  })
  test('an event time in the future and one before the hub’s memory are clamped', async () => {
    const [future, past] = await results([
      envelope(rig.rev(), { at: '2099-01-01T00:00:00Z' }),
      envelope(rig.rev(), { at: '1999-01-01T00:00:00Z' }),
    ])
    expect([future?.problems?.[0]?.code, past?.problems?.[0]?.code]).toEqual(['time_clamped', 'time_clamped'])
    const times = (await storedObjects()).flatMap(({ events = [] }) => events.map((event) => Date.parse(event.time)))
    expect(Math.max(...times)).toBeLessThanOrEqual(Date.now())
    expect(Math.min(...times)).toBeGreaterThan(Date.now() - 4 * 86_400_000)
  })
  test('one id twice in one request counts once', async () => {
    const one = envelope(rig.rev())
    expect((await results([one, one])).map(({ status }) => status)).toEqual(['accepted', 'duplicate'])
  })

  async function storedObjects() {
    const claim = await rig.store.claim('default', () => {})
    const { rows } = await claim.next('summer', 0, 10_000)
    await claim.release()
    return rows.map(({ request }) => unpack(request.text))
  }
})
