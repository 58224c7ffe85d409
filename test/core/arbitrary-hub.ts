// Random hub files, captures and envelopes for the property tests: small, odd and hostile ones.
import fc from 'fast-check'
import type { Capture } from '../../src/core/capture.ts'
import type { Candidate, Envelope } from '../../src/core/envelope.ts'
import { OPERATIONS, VALUE_TYPES, type HubFile, type Value } from '../../src/core/hub-file.ts'

const GROUP = '4a1b2c3d-1111-4222-8333-444455556666'
export const NAMES = ['x', 'team', 'email', 'phone', 'dob', 'gender', 'country', 'first_name', 'time_zone', 'current_location', 'image_url']
const HOSTILE = ['__proto__', 'constructor', 'toString', '$add', 'external_id', '_update_existing_only', 'email_subscribe', '']
const LOCALES = ['en', 'en-AU', 'en-US', 'de', 'fr', 'es', 'pt-BR', 'ko', 'ja', 'th', 'ar-EG', 'hi-IN', 'de-CH']

/** Texts that people type, and texts that nobody does. */
export const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'yes',
    'no',
    'on',
    '1',
    '0',
    '-1',
    '1.5',
    '1,5',
    '1.234,5',
    '05/04/2026',
    '31/04/2026',
    '2026-04-05',
    '2026-04-05T10:00',
  ),
  fc.constantFrom(
    'jo@example.com',
    ' Jo@EXAMPLE.com',
    'jo@bücher.de',
    'no address',
    '+61412345678',
    '0412 345 678',
    'Australia',
    'de',
    'männlich',
  ),
  fc.constantFrom(
    'Australia/Sydney',
    '{"a":1}',
    '{"a":{"b c":1}}',
    'https://cdn.example.com/a.png',
    'x'.repeat(256),
    '🦢'.repeat(130),
    'NaN',
    '1e309',
    '9007199254740993',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }).map((value) => value.replace(/\p{Surrogate}/gu, '\uFFFD')),
)

export const raw = fc.oneof(
  { weight: 4, arbitrary: text },
  fc.array(text, { maxLength: 4 }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }),
)

const condition = fc.oneof(
  fc.record({ 'field.a': fc.constantFrom('1', true, false) }),
  fc.record({ 'field.b': fc.record({ present: fc.boolean() }) }),
  fc.record({ not: fc.record({ 'field.a': fc.constantFrom('1', true) }) }),
)

const source = fc.oneof(
  fc.record({
    from: fc.constantFrom('field.a', 'field.b', 'event.x', 'event.list.*.id', 'card.name', 'page.query.q', 'extension.k', 'submission.at'),
  }),
  fc.record({ from: fc.constant(['field.a', 'event.x', 'field.b']) }),
  fc.record({ template: fc.constant('{field.a}-{field.b}') }),
  fc.record({
    value: fc.oneof(
      fc.constantFrom('c', 1, true, null, '2026-01-01', { k: 1 }, [{ id: 'a', n: 1 }]),
      fc.array(fc.constantFrom('p', 'q'), { minLength: 1, maxLength: 2 }),
    ),
  }),
)

const extras = fc.record(
  {
    type: fc.constantFrom(...VALUE_TYPES),
    many: fc.boolean(),
    op: fc.constantFrom(...OPERATIONS),
    key: fc.constant('id'),
    format: fc.constantFrom('DD/MM/YYYY', 'MM/DD/YYYY HH:mm', '$', '1.234,5'),
    region: fc.constantFrom('AU', 'US', 'DE'),
    locale: fc.constantFrom(...LOCALES),
    map: fc.constant({ '1': 'one', yes: true, no: null }),
    otherwise: fc.constantFrom('omit', 'other'),
    default: fc.constantFrom('d', 0, false),
    split: fc.constantFrom(',', ' '),
    trim: fc.boolean(),
    when: condition,
    empty: fc.constantFrom('omit' as const, 'null' as const),
    tooLong: fc.constantFrom('cut' as const, 'refuse' as const),
  },
  { requiredKeys: [] },
)

/** Most extras do not go together: with few of them most hub files are good. */
const value = fc.tuple(source, extras, fc.nat(3), fc.nat(14)).map(([from, all, count, start]): Value => {
  const keys = Object.keys(all)
  const chosen = keys.slice(start % (keys.length || 1)).slice(0, count)
  return { ...from, ...Object.fromEntries(chosen.map((key) => [key, all[key as keyof typeof all]])) } as Value
})

const declared = (names: string[]) => fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 })

const identity = fc.uniqueArray(
  fc.constantFrom<HubFile['identity'][number]>(
    { as: 'external_id', from: { from: 'field.id' }, trust: 'page' },
    { as: 'braze_id', from: { from: 'extension.k' }, trust: 'page' },
    { as: 'email', from: { from: 'field.a' }, trust: 'page' },
    { as: 'phone', from: { from: 'field.b', region: 'AU' }, trust: 'page' },
    { as: 'user_alias', label: 'email', from: { from: 'field.a' } },
    { as: 'user_alias', label: 'phone', from: { from: 'field.b' }, reach: false },
    { as: 'user_alias', label: 'crm', from: { template: '{field.a}/{field.b}' } },
    { as: 'external_id', proof: 'extension.token' },
  ),
  { minLength: 1, maxLength: 4 },
)

export const hubFile: fc.Arbitrary<HubFile> = fc
  .record({
    locale: fc.constantFrom(...LOCALES, 'page'),
    profiles: fc.constantFrom('create' as const, 'update' as const),
    identity,
    attributes: declared(NAMES),
    events: fc.array(fc.record({ name: fc.constantFrom('entered', 'answered'), properties: declared(['p', 'q', 'r']) }), { maxLength: 3 }),
    purchases: fc.array(
      fc.record({
        productId: fc.constantFrom<Value>({ value: 'ticket' }, { from: 'field.a' }),
        price: fc.constant<Value>({ from: 'field.b' }),
        currency: fc.constantFrom<Value>({ value: 'AUD' }, { from: 'field.a' }),
      }),
      { maxLength: 2 },
    ),
    subscriptions: fc.uniqueArray(
      fc.record({
        to: fc.constantFrom('email_subscribe', 'push_subscribe', GROUP),
        from: fc.constant('field.b'),
        off: fc.constantFrom('ignore' as const, 'unsubscribe' as const),
      }),
      { maxLength: 2, selector: ({ to }) => to },
    ),
  })
  .map(({ locale, profiles, identity, ...rule }) => ({
    hub: 'h',
    origins: ['https://h.komo.site'],
    locale,
    profiles,
    identity,
    jwt: { algorithms: ['RS256'], keys: 'file:key.pem' },
    rules: [{ id: 'r', on: ['form', 'card-answered'], ...rule }],
  }))

const entries = fc.array(fc.record({ value: text, kind: fc.constantFrom('text', 'checkbox', 'number', 'date', 'hidden') }), {
  maxLength: 3,
})

export const capture: fc.Arbitrary<Capture> = fc.record(
  {
    on: fc.constantFrom('form', 'card-answered', 'card-viewed'),
    submission: fc.constant({ id: '0193a0c0-0000-7000-8000-000000000001', at: '2026-11-21T10:00:00.000Z' }),
    page: fc.record({
      path: text,
      title: text,
      language: fc.constantFrom('en', 'de-DE', '', 'x y'),
      url: text,
      referrer: text,
      query: fc.dictionary(fc.constantFrom('q', 'z'), text),
    }),
    fields: fc.dictionary(fc.constantFrom('a', 'b', 'id', 'other'), entries),
    event: fc.dictionary(
      fc.constantFrom('x', 'list', 'y', ...HOSTILE.slice(1)),
      fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }),
    ) as fc.Arbitrary<Capture['event'] & object>,
    card: fc.record({ name: text }, { requiredKeys: [] }),
    extension: fc.dictionary(fc.constantFrom('k', 'token'), fc.jsonValue({ maxDepth: 2, stringUnit: 'grapheme' })) as fc.Arbitrary<
      Capture['extension'] & object
    >,
  },
  { requiredKeys: ['on', 'submission', 'page'] },
)

const odd = fc.oneof(fc.constantFrom(...HOSTILE), text)
const raws = (names: string[]) => {
  const known = names.length > 0 ? fc.dictionary(fc.constantFrom(...names), raw, { maxKeys: 3 }) : fc.constant({})
  return fc.oneof({ weight: 30, arbitrary: known }, fc.dictionary(odd, raw, { maxKeys: 2 }))
}

const anyCandidate: fc.Arbitrary<Candidate> = fc.oneof(
  fc.record({ as: fc.constantFrom('external_id', 'braze_id', 'email', 'phone'), value: text }),
  fc.record({ as: fc.constant('user_alias'), value: text, label: fc.constantFrom('email', 'phone', 'crm', 'other') }),
  fc.record({ as: fc.constantFrom('external_id', 'braze_id'), proof: text }),
)

/** Anything that has the form of an envelope, honest or not: mostly in the hub's own names, so that some of it gets through. */
export function forgedEnvelope(hub: HubFile): fc.Arbitrary<Envelope> {
  const { attributes = {}, events = [], purchases = [], subscriptions = [] } = hub.rules[0] ?? {}
  const declaredCandidate = fc.tuple(fc.constantFrom(...hub.identity), text).map(([identity, value]): Candidate => {
    if ('proof' in identity) return { as: identity.as, proof: value }
    return identity.as === 'user_alias' ? { as: identity.as, label: identity.label, value } : { as: identity.as, value }
  })
  const candidate = fc.oneof({ weight: 30, arbitrary: declaredCandidate }, anyCandidate)
  const parts = (key: 'event' | 'purchase', targets: { properties?: object }[], values?: fc.Arbitrary<unknown>) => {
    const part = (index: number) =>
      fc.record(
        {
          [key]: fc.constant(index),
          properties: raws(Object.keys(targets[index]?.properties ?? {})),
          ...(values && { values }),
        },
        { requiredKeys: [key as never] },
      )
    const known = fc.subarray([...targets.keys()]).chain((indexes) => fc.tuple(...indexes.map(part)))
    return fc.oneof({ weight: 30, arbitrary: known }, fc.array(fc.nat(3).chain(part), { maxLength: 3 }))
  }
  return fc.record(
    {
      v: fc.constant(1 as const),
      id: fc.constant('0193a0c0-0000-7000-8000-000000000001'),
      at: fc.constant('2026-11-21T10:00:00.000Z'),
      rev: fc.constant('0123456789abcdef'),
      rule: fc.oneof({ weight: 30, arbitrary: fc.constant<string>('r') }, fc.constantFrom('s', '__proto__')),
      identity: fc.array(candidate, { minLength: 1, maxLength: 3 }),
      locale: fc.oneof(fc.constantFrom(...LOCALES), text),
      attributes: raws(Object.keys(attributes)),
      events: parts('event', events),
      purchases: parts('purchase', purchases, raws(['productId', 'price', 'currency'])),
      subscriptions: raws(subscriptions.map(({ to }) => to)),
    },
    { requiredKeys: ['v', 'id', 'at', 'rev', 'rule', 'identity'] },
  ) as fc.Arbitrary<Envelope>
}
