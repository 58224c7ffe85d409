// What crosses the wire is judged by form before anything else: kinds, sizes, depth, and names that JavaScript would stumble over.
import { describe, expect, it } from 'vitest'
import { ENVELOPE_MAX_BYTES } from '../../src/core/envelope.ts'
import { envelopeSchema } from '../../src/schema/envelope.ts'
import { isEnvelope } from '../../src/schema/is-envelope.ts'
import { isSubmissions, SUBMISSIONS_MAX_ENVELOPES } from '../../src/schema/submissions.ts'

const ENVELOPE = {
  v: 1,
  id: '0193a0c0-0000-7000-8000-000000000001',
  at: '2026-11-21T10:00:00.000Z',
  rev: '0123456789abcdef',
  rule: 'entry',
  identity: [{ as: 'user_alias', label: 'email', value: 'jo@example.com' }],
  attributes: { team: 'Swans', ages: ['1', 2, true, null, { a: 1 }] },
  events: [{ event: 0, properties: { p: 'x' } }],
  purchases: [{ purchase: 0, values: { price: 1 } }],
  subscriptions: { email_subscribe: true },
}
const nest = (depth: number): unknown => (depth === 0 ? 'x' : { a: nest(depth - 1) })
const many = <Item>(count: number, item: (index: number) => Item): Item[] => Array.from({ length: count }, (_, index) => item(index))
const attributes = (count: number) => Object.fromEntries(many(count, (index) => [`a${index}`, 1]))
/** By the schema, and by what the accept path asks in its place. */
const judged = (value: unknown) => [envelopeSchema.safeParse(value).success, isEnvelope(value)]

describe('an envelope', () => {
  it('as the script makes it', () => {
    expect(envelopeSchema.safeParse(ENVELOPE)).toEqual({ success: true, data: ENVELOPE })
  })

  it.each([
    ['another version', { v: 2 }],
    ['a key of its own', { admin: true }],
    ['an id that is no UUID', { id: 'x' }],
    ['an id of another UUID version', { id: '0193a0c0-0000-4000-8000-000000000001' }],
    ['an id of another UUID variant', { id: '0193a0c0-0000-7000-0000-000000000001' }],
    ['a time that is none', { at: '2026-13-45T99:00:00Z' }],
    ['a time with a zone of its own', { at: '2026-11-21T10:00:00+10:00' }],
    ['a time that is a number', { at: 1 }],
    ['a time in nanoseconds', { at: '2026-11-21T10:00:00.000000001Z' }],
    ['a rev of another form', { rev: '../../etc' }],
    ['a rev of another length', { rev: '0123456789abcdef0' }],
    ['a rule’s name over 64 characters', { rule: 'x'.repeat(65) }],
    ['no identity list', { identity: undefined }],
    ['eleven identities', { identity: many(11, () => ENVELOPE.identity[0]) }],
    ['an identity of a kind over 16 characters', { identity: [{ as: 'x'.repeat(17), value: 'y' }] }],
    ['an identity with a label over 255 characters', { identity: [{ as: 'user_alias', value: 'y', label: 'x'.repeat(256) }] }],
    ['an identity with value and proof', { identity: [{ as: 'external_id', value: 'x', proof: 'y' }] }],
    ['an identity that is an object', { identity: [{ as: 'external_id', value: { $ne: '' } }] }],
    ['an identity longer than any envelope', { identity: [{ as: 'external_id', value: 'x'.repeat(ENVELOPE_MAX_BYTES + 1) }] }],
    ['a proof longer than any envelope', { identity: [{ as: 'external_id', proof: 'x'.repeat(ENVELOPE_MAX_BYTES + 1) }] }],
    ['a locale longer than any envelope', { locale: 'x'.repeat(ENVELOPE_MAX_BYTES + 1) }],
    ['attributes as a list', { attributes: ['x'] }],
    ['attributes as null', { attributes: null }],
    ['a __proto__ key', { attributes: JSON.parse('{"__proto__": {"polluted": true}}') as unknown }],
    ['a nested __proto__ key', { attributes: { a: JSON.parse('{"__proto__": 1}') as unknown } }],
    ['a lone surrogate', { attributes: { a: 'x\uD800' } }],
    ['a lone surrogate in a name', { attributes: { 'x\uDC00': 1 } }],
    ['a number that is none', { attributes: { a: Number.NaN } }],
    ['an endless number', { attributes: { a: JSON.parse('1e999') as unknown } }],
    ['values nested deeper than any payload', { attributes: { a: nest(11) } }],
    ['values nested without end', { attributes: { a: nest(50) } }],
    ['301 attributes', { attributes: attributes(301) }],
    ['a name over 255 characters', { attributes: { ['x'.repeat(256)]: 1 } }],
    ['26 events', { events: many(26, () => ({ event: 0 })) }],
    ['an event below zero', { events: [{ event: -1 }] }],
    ['an event beyond the last', { events: [{ event: 25 }] }],
    ['half an event', { events: [{ event: 0.5 }] }],
    ['an event by name', { events: [{ event: 'entered' }] }],
    ['an event with a name of its own', { events: [{ event: 0, name: 'other' }] }],
    ['a purchase with a price of its own', { purchases: [{ purchase: 0, price: 1 }] }],
  ])('is refused: %s', (_, change) => {
    expect(judged({ ...ENVELOPE, ...change })).toEqual([false, false])
  })

  it.each([null, 1, 'x', [], {}])('is refused: %j', (value) => {
    expect(judged(value)).toEqual([false, false])
  })

  it('may nest as deep as the answers of a play that hold whole payloads', () => {
    const responses = [{ question: 'Q', answer: nest(8) }]
    expect(judged({ ...ENVELOPE, attributes: { a: responses } })).toEqual([true, true])
  })

  it('may be as full as any hub file makes it', () => {
    const full = {
      rule: 'x'.repeat(64),
      identity: many(10, () => ({ as: 'x'.repeat(16), value: 'y', label: 'x'.repeat(255) })),
      attributes: { ...attributes(299), ['x'.repeat(255)]: 1 },
      events: many(25, (event) => ({ event })),
    }
    expect(judged({ ...ENVELOPE, ...full })).toEqual([true, true])
  })

  it('an identity, a proof or a locale of any length is judged as a value, not as a form', () => {
    const long = 'x'.repeat(40_000)
    const identity = [
      { as: 'external_id', value: long },
      { as: 'external_id', proof: long },
    ]
    expect(judged({ ...ENVELOPE, identity, locale: long })).toEqual([true, true])
  })
})

describe('a request', () => {
  const REQUEST = { token: 't', sentAt: ENVELOPE.at, submissions: [ENVELOPE] }

  it('is taken with envelopes that are bad: each is judged alone', () => {
    expect(isSubmissions({ ...REQUEST, submissions: [null, 'x', ENVELOPE] })).toBe(true)
  })

  it.each([
    ['no token', { token: '' }],
    ['a huge token', { token: 'x'.repeat(4097) }],
    ['no envelopes', { submissions: [] }],
    ['too many envelopes', { submissions: Array.from({ length: SUBMISSIONS_MAX_ENVELOPES + 1 }, () => ENVELOPE) }],
    ['no time', { sentAt: undefined }],
    ['a key of its own', { hub: 'other' }],
  ])('is refused: %s', (_, change) => {
    expect(isSubmissions({ ...REQUEST, ...change })).toBe(false)
  })
})
