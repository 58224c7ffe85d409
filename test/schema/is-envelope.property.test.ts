// The accept path's own check of an envelope's form says exactly what the schema says: of sound envelopes, and of such with one part changed, gone or added.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { envelopeSchema } from '../../src/schema/envelope.ts'
import { isEnvelope } from '../../src/schema/is-envelope.ts'

const raw = fc.oneof(fc.string({ maxLength: 8 }), fc.double(), fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 13 }))
const raws = fc.dictionary(fc.oneof(fc.string({ maxLength: 8 }), fc.string({ minLength: 254, maxLength: 257 })), raw, { maxKeys: 4 })
const index = fc.oneof(fc.integer({ min: -1, max: 76 }), fc.constantFrom(-0, 0.5))
const some = <Part>(part: fc.Arbitrary<Part>) => fc.option(part, { nil: undefined })
const part = <Shape extends object>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }, requiredKeys: (keyof Shape & string)[]) =>
  fc.record(shape, { requiredKeys: requiredKeys as [] })

const long = fc.oneof({ weight: 5, arbitrary: fc.string() }, fc.constantFrom('x'.repeat(49_152), 'x'.repeat(49_153)))
const candidate = part({ as: fc.string({ maxLength: 17 }), value: long, label: fc.string(), proof: long }, ['as'])
const envelope = part(
  {
    v: fc.constantFrom(1, 1, 1, 1, 2),
    id: fc.oneof(fc.uuid({ version: 7 }), fc.uuid()),
    at: fc.constantFrom('2026-11-25T10:00:00Z', '2026-11-25T10:00:00.123Z', '2026-11-31T10:00:00Z', '2026-13-01T10:00:00Z', '2026-11-25'),
    rev: fc.constantFrom('0123456789abcdef', '0123456789abcdef', '0123456789ABCDEF'),
    rule: fc.string({ maxLength: 66 }),
    identity: fc.array(candidate, { maxLength: 11 }),
    locale: fc.oneof(fc.constantFrom('en-AU', '\ud800'), long),
    attributes: raws,
    events: fc.array(part({ event: index, properties: raws }, ['event']), { maxLength: 3 }),
    purchases: fc.array(part({ purchase: index, values: raws, properties: raws }, ['purchase']), { maxLength: 3 }),
    subscriptions: raws,
  },
  ['v', 'id', 'at', 'rev', 'rule', 'identity'],
)
const sound = {
  v: 1,
  id: '019a0000-0000-7000-8000-000000000000',
  at: '2026-11-25T10:00:00Z',
  rev: '0123456789abcdef',
  rule: 'entry',
  identity: [{ as: 'email', value: 'a@example.com', label: 'email' }],
  attributes: { first_name: 'Ada' },
  events: [{ event: 0, properties: { team: ['a', 1, true, null, { deep: {} }] } }],
  purchases: [{ purchase: 0, values: { price: 1 }, properties: {} }],
  subscriptions: { email_subscribe: 'yes' },
}
const changed = fc
  .tuple(fc.oneof(fc.constantFrom(...Object.keys(sound)), fc.string({ maxLength: 4 }), fc.constant('__proto__')), some(fc.jsonValue()))
  .map(([key, value]): unknown => JSON.parse(JSON.stringify({ ...sound, ...Object.fromEntries([[key, value]]) })))

/** As it comes off the wire: JSON.parse makes `__proto__` a key like any other. */
const wire = fc.oneof(
  envelope.map((value): unknown => JSON.parse(JSON.stringify(value))),
  changed,
  fc.jsonValue(),
  fc.constantFrom(JSON.parse('{"__proto__":{"v":1}}') as unknown, [], [sound]),
)

test('a sound envelope is one', () => {
  expect([isEnvelope(sound), envelopeSchema.safeParse(sound).success]).toEqual([true, true])
})

test('both say the same of everything, and what passes is the same afterwards', () => {
  let passed = 0
  fc.assert(
    fc.property(wire, (value) => {
      const parsed = envelopeSchema.safeParse(value)
      expect(isEnvelope(value)).toBe(parsed.success)
      if (!parsed.success) return
      passed++
      expect(parsed.data).toEqual(value)
    }),
    { numRuns: 1_500 },
  )
  expect(passed).toBeGreaterThan(30)
})
