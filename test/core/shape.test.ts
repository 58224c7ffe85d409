// What the vectors do not show: lanes, proofs, the clock, and that a refusal says nothing that the sender wrote.
import { describe, expect, it } from 'vitest'
import type { Candidate, Envelope } from '../../src/core/envelope.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import { planOf } from '../../src/core/shape/plan.ts'
import { shape } from '../../src/core/shape/shape.ts'
import type { Shaped } from '../../src/core/shape/shaped.ts'
import type { TrackRequest } from '../../src/core/track-request.ts'
import { tables } from '../../src/proxy/accept/tables.ts'
import { HUB } from '../schema/hub.ts'

const AT = '2026-11-21T10:00:00.000Z'
const PROOF: HubFile['identity'][number] = { as: 'external_id', proof: 'extension.token' }
const byPage = (as: 'external_id' | 'braze_id' | 'email' | 'phone'): HubFile['identity'][number] => ({
  as,
  from: { from: 'field.a' },
  trust: 'page',
})
const alias = (label: string): HubFile['identity'][number] => ({ as: 'user_alias', label, from: { from: 'field.a' } })

function shaped(
  identity: HubFile['identity'],
  candidates: Candidate[],
  more: { proofs?: (string | undefined)[]; envelope?: Partial<Envelope>; now?: number } = {},
): Shaped {
  const hub = { ...HUB, identity }
  const envelope: Envelope = {
    v: 1,
    id: 'x',
    at: AT,
    rev: '0123456789abcdef',
    rule: 'entry',
    identity: candidates,
    attributes: { first_name: 'Jo' },
    ...more.envelope,
  }
  return shape(envelope, planOf(hub), { tables, proofs: more.proofs ?? [], at: AT, now: more.now ?? Date.parse(AT) })
}

describe('the lane is the person', () => {
  it.each([
    ['an e-mail', byPage('email'), { as: 'email', value: 'Jo@Example.com' }, 'email:jo@example.com'],
    [
      'an alias by e-mail: the same lane',
      alias('email'),
      { as: 'user_alias', label: 'email', value: ' jo@example.com ' },
      'email:jo@example.com',
    ],
    ['a phone', byPage('phone'), { as: 'phone', value: '+61 412 345 678' }, 'phone:+61412345678'],
    ['an alias by phone: the same lane', alias('phone'), { as: 'user_alias', label: 'phone', value: '0412345678' }, 'phone:+61412345678'],
    ['another alias', alias('crm'), { as: 'user_alias', label: 'crm', value: 'C-1' }, 'alias:crm:C-1'],
    ['an external id', byPage('external_id'), { as: 'external_id', value: 'jo@example.com' }, 'external_id:jo@example.com'],
    ['a braze id', byPage('braze_id'), { as: 'braze_id', value: 'b1' }, 'braze_id:b1'],
  ] as [string, HubFile['identity'][number], Candidate, string][])('%s', (_, identity, candidate, lane) => {
    expect(shaped([identity], [candidate])).toMatchObject({ lane, problems: [] })
  })
})

describe('proofs', () => {
  const candidates: Candidate[] = [
    { as: 'external_id', proof: 'a.b.c' },
    { as: 'user_alias', label: 'email', value: 'jo@example.com' },
  ]
  const identity = [PROOF, alias('email')]

  it('one that holds gives the id', () => {
    const result = shaped(identity, candidates, { proofs: ['M-1', undefined] })
    expect(result).toMatchObject({ lane: 'external_id:M-1', problems: [], request: { attributes: [{ external_id: 'M-1' }] } })
    expect(JSON.stringify(result)).not.toContain('a.b.c')
  })

  it('one that holds gives a braze_id where that is declared', () => {
    const proven = { as: 'braze_id' as const, proof: 'a.b.c' }
    expect(shaped([{ ...PROOF, as: 'braze_id' }], [proven], { proofs: ['b-1'] })).toMatchObject({
      lane: 'braze_id:b-1',
      request: { attributes: [{ braze_id: 'b-1' }] },
    })
  })

  it('one that fails falls to the next, visibly', () => {
    expect(shaped(identity, candidates, { proofs: [undefined, undefined] })).toMatchObject({
      lane: 'email:jo@example.com',
      problems: [{ target: 'identity.external_id', code: 'proof_invalid' }],
    })
  })

  it('a value where a proof is declared is no identity of this hub', () => {
    expect(shaped([PROOF], [{ as: 'external_id', value: 'M-1' }], { proofs: ['M-1'] })).toMatchObject({ refusal: 'undeclared' })
  })
})

it('a candidate that is longer than any id is read by nobody', () => {
  const never = () => {
    throw new Error('was read')
  }
  const long = '1'.repeat(40_000)
  const candidates: Candidate[] = [
    { as: 'phone', value: long },
    { as: 'email', value: `${long}@example.com` },
    { as: 'user_alias', label: 'crm', value: long },
    { as: 'user_alias', label: 'crm', value: ` ${'1'.repeat(200)} ` },
  ]
  const hub = { ...HUB, identity: [byPage('phone'), byPage('email'), alias('crm')] }
  const envelope: Envelope = { v: 1, id: 'x', at: AT, rev: '', rule: 'entry', identity: candidates, attributes: { first_name: 'Jo' } }
  const context = { tables: { phone: never, asciiHost: never, isTimeZone: never }, proofs: [], at: AT, now: Date.parse(AT) }
  expect(shape(envelope, planOf(hub), context)).toMatchObject({
    lane: `alias:crm:${'1'.repeat(200)}`,
    problems: [
      { target: 'identity.phone', code: 'too_long' },
      { target: 'identity.email', code: 'too_long' },
      { target: 'identity.user_alias', code: 'too_long' },
    ],
  })
})

it('two identities of one kind: each candidate is read alike, and the first that holds wins', () => {
  const phone = (from: string): HubFile['identity'][number] => ({ as: 'phone', from: { from, region: 'AU' }, trust: 'page' })
  const candidates: Candidate[] = ['no phone', '0412 345 678'].map((value) => ({ as: 'phone', value }))
  expect(shaped([phone('field.a'), phone('field.b')], candidates)).toMatchObject({
    lane: 'phone:+61412345678',
    problems: [{ target: 'identity.phone', code: 'invalid_phone' }],
  })
})

it('events carry the corrected time, never one after now', () => {
  const hub: HubFile = { ...HUB, rules: [{ id: 'entry', on: 'form', events: [{ name: 'e' }] }] }
  const envelope: Envelope = {
    v: 1,
    id: 'x',
    at: '2020-01-01T00:00:00.000Z',
    rev: '',
    rule: 'entry',
    identity: [{ as: 'user_alias', label: 'email', value: 'jo@example.com' }],
    events: [{ event: 0 }],
  }
  const at = (time: string) => shape(envelope, planOf(hub), { tables, proofs: [], at: time, now: Date.parse(AT) })
  expect(at('2026-11-21T09:59:59.000Z')).toMatchObject({ request: { events: [{ time: '2026-11-21T09:59:59.000Z' }] }, problems: [] })
  for (const late of ['2027-01-01T00:00:00.000Z', 'no time']) {
    expect(at(late)).toMatchObject({ request: { events: [{ time: AT }] }, problems: [{ target: 'at', code: 'time_clamped' }] })
  }
})

it.each([
  [24, 25],
  [25, 'too_many_objects'],
])('%i events, and the attributes: %s', (count, wanted) => {
  const events = Array.from({ length: count }, (_, index) => ({ name: `E${String(index)}` }))
  const hub: HubFile = { ...HUB, identity: [alias('email')], rules: [{ ...HUB.rules[0]!, id: 'entry', on: 'form', events }] }
  const envelope: Envelope = {
    v: 1,
    id: 'x',
    at: AT,
    rev: '0123456789abcdef',
    rule: 'entry',
    identity: [{ as: 'user_alias', label: 'email', value: 'jo@example.com' }],
    attributes: { first_name: 'Jo' },
    events: events.map((_, event) => ({ event })),
  }
  const result = shape(envelope, planOf(hub), { tables, proofs: [], at: AT, now: Date.parse(AT) })
  const objects = 'request' in result ? Object.values(result.request).flat().length : result.refusal
  expect(objects).toBe(wanted)
})

it('a refusal repeats nothing that the sender wrote', () => {
  const secret = 'jo.secret@example.com'
  const refusals = [
    shaped([alias('email')], [{ as: 'user_alias', label: secret, value: secret }]),
    shaped([alias('email')], [{ as: 'user_alias', label: 'email', value: `${secret} ${secret}` }]),
    shaped([alias('email')], [], { envelope: { attributes: { [secret]: 1 } } }),
    shaped([alias('email')], [], { envelope: { rule: secret } }),
  ]
  for (const refused of refusals) {
    expect(refused).toHaveProperty('refusal')
    expect(JSON.stringify(refused)).not.toContain('secret')
  }
})

it('a null takes no counter and no array away, whatever an old revision declares', () => {
  const attributes: HubFile['rules'][number]['attributes'] = {
    a: { from: 'field.x', op: 'inc', map: { no: null } },
    b: { from: 'field.y', op: 'add', default: null },
    c: { value: null, op: 'remove' },
    d: { value: null },
  }
  const hub: HubFile = { ...HUB, identity: [alias('crm')], rules: [{ ...HUB.rules[0]!, attributes }] }
  const identity: Candidate[] = [{ as: 'user_alias', label: 'crm', value: 'c' }]
  const envelope: Envelope = { v: 1, id: 'x', at: AT, rev: '0123456789abcdef', rule: 'entry', identity, attributes: { a: 'no' } }
  const { request } = shape(envelope, planOf(hub), { tables, proofs: [], at: AT, now: Date.parse(AT) }) as { request: TrackRequest }
  expect(request.attributes).toEqual([{ user_alias: { alias_name: 'c', alias_label: 'crm' }, d: null, _update_existing_only: false }])
})

it('the plan of a hub file is made once', () => {
  expect(planOf(HUB)).toBe(planOf(HUB))
})

it('of a list it reads equal texts once, and nothing behind what Braze takes no more of', () => {
  const rule = {
    id: 'entry',
    on: 'form' as const,
    attributes: { x: { from: 'field.x', type: 'phone' as const, many: true, tooLong: 'cut' as const } },
  }
  const numbers = Array.from({ length: 2_000 }, (_, index) => `+614${String(10_000_000 + index)}`)
  const envelope: Envelope = {
    ...{ v: 1, id: 'x', at: AT, rev: '0123456789abcdef', rule: 'entry' },
    identity: [{ as: 'external_id', value: 'p1' }],
    attributes: { x: numbers.flatMap((number) => [number, number]) },
  }
  const read: string[] = []
  const counted = { ...tables, phone: (text: string) => (read.push(text), text) }
  const hub: HubFile = { ...HUB, identity: [byPage('external_id')], rules: [rule] }
  const shaped = shape(envelope, planOf(hub), { tables: counted, proofs: [], at: AT, now: Date.parse(AT) })
  expect(shaped).toMatchObject({
    request: { attributes: [{ x: numbers.slice(0, 500) }] },
    problems: [{ target: 'attributes.x', code: 'cut' }],
  })
  expect(read).toEqual(numbers.slice(0, 501))
})
