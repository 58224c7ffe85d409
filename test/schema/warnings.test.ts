// What `check` warns of: each warning has a hub file that causes it and one, nearly the same, that does not.
import { describe, expect, it } from 'vitest'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'
import { line, pathText } from '../../src/schema/issues.ts'
import { WARNING_CODES } from '../../src/schema/warnings/warning.ts'
import { warningsOf } from '../../src/schema/warnings/warnings.ts'
import { HUB, hubWith } from './hub.ts'

const EXTERNAL = { as: 'external_id', from: { from: 'field.id' }, trust: 'page' }
const ALIAS = { as: 'user_alias', label: 'email', from: { from: 'field.email' } }
const SUBSCRIBE = { to: 'email_subscribe', from: 'field.optin' }
const RULE = { id: 'r', on: 'form', where: { cardType: 'Quiz' }, attributes: { a: 'field.a' } }
const COLLECT = { question: ['event.q'], answer: ['event.a'], until: ['card-finished'] }
const PURCHASE = { productId: { value: 'p' }, price: { value: 1 }, currency: { value: 'AUD' } }
const rule = (changes: object) => [{ ...RULE, ...changes }]

const twice = (first: unknown, second: unknown) => [
  { ...RULE, attributes: { x: first } },
  { ...RULE, id: 's', attributes: { x: second } },
]

const playedTwice = (first: unknown, second: unknown) =>
  twice(first, second).map((one) => ({ ...one, on: ['card-answered', 'card-finished'], collect: COLLECT }))

/** [code, where it points, the place, what causes it, what does not] */
const ROWS: [string, string, string, unknown, unknown][] = [
  ['trust_page', 'identity[0].trust', 'identity', [EXTERNAL], [ALIAS]],
  ['two_profiles', 'identity', 'identity', [ALIAS, EXTERNAL], [{ ...EXTERNAL, as: 'braze_id' }, ALIAS]],
  [
    'identity_conflict',
    'rules[0].attributes.email',
    'identity',
    [{ ...EXTERNAL, as: 'phone', from: { from: 'field.m', region: 'AU' } }],
    [ALIAS],
  ],
  ['pending_outlives_ids', 'pending.days', 'pending', { max: 100, kilobytes: 256, days: 8 }, { max: 100, kilobytes: 256, days: 7 }],
  ['unused', 'jwt', 'jwt', { algorithms: ['RS256'], keys: 'file:k.pem' }, undefined],
  [
    'insecure_origin',
    'origins[1]',
    'origins',
    ['http://localhost:3000', 'http://summer.example.com'],
    ['http://localhost:3000', 'https://summer.example.com'],
  ],
  ['form_without_where', 'rules[0].where', 'rules', rule({ where: {} }), rule({})],
  [
    'unknown_event',
    'rules[0].on',
    'rules',
    rule({ on: 'form-submision' }),
    rule({ on: 'form-submission', attributes: { a: 'card.name' } }),
  ],
  [
    'rule_never_matches',
    'rules[0].where.event["event.itemIndex"]',
    'rules',
    rule({ on: 'card-clicked', attributes: { a: 'event.a' }, where: { event: { 'event.itemIndex': 2 } } }),
    rule({ on: 'card-clicked', attributes: { a: 'event.a' }, where: { event: { itemIndex: 2, eventType: 'x' } } }),
  ],
  [
    'rule_never_matches',
    'rules[0].where.form',
    'rules',
    rule({ on: 'card-answered', where: { form: '#a' } }),
    rule({ where: { form: '#a' } }),
  ],
  [
    'rule_never_matches',
    'rules[0].where.event',
    'rules',
    rule({ where: { event: { score: 1 } } }),
    rule({ on: ['form', 'card-finished'], where: { event: { score: 1 } } }),
  ],
  ['rule_never_matches', 'rules[0].where.cardType', 'rules', rule({ on: 'coupon-redeemed' }), rule({ on: 'card-finished' })],
  [
    'rule_never_matches',
    'rules[0].where.path',
    'rules',
    rule({ where: { path: 'competition?x=1' } }),
    rule({ where: { path: '/competition' } }),
  ],
  ['rule_sends_nothing', 'rules[0]', 'rules', rule({ attributes: {} }), rule({})],
  ['unused', 'rules[0].fields', 'rules', rule({ on: 'card-answered', fields: { a: '#a' } }), rule({ fields: { a: '#a' } })],
  [
    'subscription_without_consent',
    'rules[0].subscriptions[0]',
    'rules',
    rule({ consent: 'none', subscriptions: [SUBSCRIBE] }),
    rule({ subscriptions: [SUBSCRIBE] }),
  ],
  [
    'subscription_without_consent',
    'rules[0].subscriptions[0]',
    'rules',
    rule({ consent: { gpc: true }, subscriptions: [SUBSCRIBE] }),
    rule({ consent: { gpc: true, api: true }, subscriptions: [SUBSCRIBE] }),
  ],
  [
    'subscription_from_page',
    'rules[0].subscriptions[0].from',
    'rules',
    rule({ subscriptions: [{ ...SUBSCRIBE, from: 'page.query.optin' }] }),
    rule({ subscriptions: [SUBSCRIBE] }),
  ],
  [
    'consent_does_both',
    'rules[0].subscriptions[0].from',
    'rules',
    rule({ subscriptions: [{ ...SUBSCRIBE, from: 'field.terms' }] }),
    rule({ subscriptions: [SUBSCRIBE] }),
  ],
  [
    'consent_never_given',
    'rules[0]',
    'rules',
    rule({ on: 'card-answered' }),
    rule({ on: 'card-answered', consent: { from: 'field.terms', scope: 'person' } }),
  ],
  [
    'attribute_never_filled',
    'rules[0].attributes.a',
    'rules',
    rule({ on: 'card-answered' }),
    rule({ on: 'card-answered', attributes: { a: 'event.a' } }),
  ],
  [
    'attribute_never_filled',
    'rules[0].attributes.a',
    'rules',
    rule({ attributes: { a: { template: '{field.a}-{event.b}' } } }),
    rule({ attributes: { a: { from: ['event.a', 'field.a'] } } }),
  ],
  ...[
    ['attributes.a.when', { attributes: { a: { value: 1, when: { any: [{ not: { 'event.a': 1 } }, { 'field.a': true }] } } } }],
    ['events[0].when', { events: [{ name: 'e', when: { 'event.paid': true } }] }],
    ['events[0].when', { events: [{ name: 'e', when: { 'form.responses': { present: true } } }] }],
    ['events[0].when', { events: [{ name: 'e', when: { 'play.complete': true } }] }],
    ['purchases[0].when', { purchases: [{ ...PURCHASE, when: { 'event.paid': true } }] }],
    ['purchases[0].price.when', { purchases: [{ ...PURCHASE, price: { value: 1, when: { 'event.paid': true } } }] }],
    ['subscriptions[0].from', { subscriptions: [{ ...SUBSCRIBE, from: 'event.optin' }] }],
  ].map(([path, changes]): [string, string, string, unknown, unknown] => [
    'source_never_yields',
    `rules[0].${path as string}`,
    'rules',
    rule(changes as object),
    rule({ ...(JSON.parse(JSON.stringify(changes).replace(/(form|play)\.\w+/g, 'event.x')) as object), on: ['form', 'card-answered'] }),
  ]),
  [
    'source_never_yields',
    'rules[0].subscriptions[0].from',
    'rules',
    rule({ on: 'card-answered', subscriptions: [SUBSCRIBE] }),
    rule({ on: ['card-answered', 'form'], subscriptions: [SUBSCRIBE] }),
  ],
  [
    'source_never_yields',
    'rules[0].collect.answer',
    'rules',
    rule({ on: 'card-answered', collect: { ...COLLECT, answer: ['field.a', 'play.responses'] } }),
    rule({ on: 'card-answered', collect: { ...COLLECT, answer: ['field.a', 'event.a'] } }),
  ],
  [
    'unknown_event',
    'rules[0].collect.until[0]',
    'rules',
    rule({ on: 'card-answered', collect: { ...COLLECT, until: ['card-finish'] } }),
    rule({ on: 'card-answered', collect: COLLECT }),
  ],
  [
    'consent_never_given',
    'rules[0]',
    'rules',
    rule({ consent: { from: 'event.optin' } }),
    rule({ consent: { from: 'event.optin', scope: 'person' } }),
  ],
  [
    'consent_never_given',
    'rules[0]',
    'rules',
    rule({ consent: { from: 'form.responses', scope: 'person' } }),
    rule({ consent: { from: 'field.terms', scope: 'person' } }),
  ],
  [
    'near_miss',
    'rules[0].attributes.firstName',
    'rules',
    rule({ attributes: { firstName: 'field.a' } }),
    rule({ attributes: { first_name: 'field.a' } }),
  ],
  [
    'near_miss',
    'rules[0].attributes.Email',
    'rules',
    rule({ attributes: { Email: 'field.a' } }),
    rule({ attributes: { email: 'field.a' } }),
  ],
  [
    'near_miss',
    'rules[0].attributes.birthday',
    'rules',
    rule({ attributes: { birthday: 'field.a' } }),
    rule({ attributes: { favourite_day: 'field.a' } }),
  ],
  [
    'near_miss',
    'rules[0].attributes.E_Mail',
    'rules',
    rule({ attributes: { E_Mail: 'field.a' } }),
    rule({ attributes: { email_2: 'field.a', phone2: 'field.b' } }),
  ],
  [
    'date_order_unknown',
    'rules[0].attributes.dob',
    'rules',
    rule({ attributes: { dob: { from: 'field.a', locale: 'en' } } }),
    rule({ attributes: { dob: { from: 'field.a', locale: 'en', format: 'DD/MM/YYYY' } } }),
  ],
  [
    'date_order_unknown',
    'rules[0].attributes.at',
    'rules',
    rule({ attributes: { at: { from: ['tracked.at', 'submission.at'], type: 'datetime', locale: 'en' } } }),
    rule({ attributes: { at: { from: 'submission.at', type: 'datetime', locale: 'en' } } }),
  ],
  [
    'phone_region_unknown',
    'rules[0].attributes.phone',
    'rules',
    rule({ attributes: { phone: { from: 'field.a', locale: 'de' } } }),
    rule({ attributes: { phone: { from: 'field.a', locale: 'de', region: 'DE' } } }),
  ],
  [
    'phone_region_unknown',
    'identity[0].from',
    'identity',
    [{ ...ALIAS, label: 'phone', from: { from: 'field.a', locale: 'de' } }],
    [{ ...ALIAS, label: 'crm', from: { from: 'field.a', locale: 'de' } }],
  ],
  [
    'phone_region_unknown',
    'identity[0].from',
    'identity',
    [{ ...EXTERNAL, as: 'phone', from: { from: 'field.a', locale: 'de' } }],
    [{ ...EXTERNAL, as: 'phone', from: { from: 'field.a', locale: 'de', region: 'DE' } }],
  ],
  [
    'gender_letter_unknown',
    'rules[0].attributes.gender',
    'rules',
    rule({ attributes: { gender: { from: 'field.a', locale: 'es-MX' } } }),
    rule({ attributes: { gender: { from: 'field.a', locale: 'es-MX', map: { H: 'M', M: 'F' } } } }),
  ],
  [
    'free_text',
    'rules[0].events[0].properties.note',
    'rules',
    rule({ events: [{ name: 'e', properties: { note: 'field.note' } }] }),
    rule({ events: [{ name: 'e', properties: { note: { from: 'field.note', tooLong: 'cut' } } }] }),
  ],
  ['unused', 'remember', '', { kiosk: true, remember: { days: 30 } }, { kiosk: true, remember: 'session' }],
  ['unused', 'remember', '', { kiosk: true, remember: { days: 30 } }, { kiosk: false, remember: { days: 30 } }],
  ['unused', 'identity[1]', 'identity', [ALIAS, ALIAS], [ALIAS, { ...ALIAS, from: { from: 'field.other' } }]],
  ...['Email', 'e-mail', 'email_address', 'mobile', 'Phone', 'phone_number', 'email '].map(
    (label): [string, string, string, unknown, unknown] => [
      'near_miss',
      'identity[0].label',
      'identity',
      [{ ...ALIAS, label }],
      [{ ...ALIAS, label, reach: false }],
    ],
  ),
  ['near_miss', 'identity[0].label', 'identity', [{ ...ALIAS, label: 'E-Mail' }], [{ ...ALIAS, label: 'crm' }]],
  ['unused', 'rules[0].fields.aa', 'rules', rule({ fields: { aa: '#a' } }), rule({ fields: { a: '#a' } })],
  ['unused', 'rules[0].fields["field.a"]', 'rules', rule({ fields: { 'field.a': '#a' } }), rule({ fields: { terms: '#a', email: '#e' } })],
  [
    'unused',
    'rules[0].fields.b',
    'rules',
    rule({ fields: { b: '#b' } }),
    rule({ fields: { b: '#b' }, attributes: { a: { from: 'form.responses', only: ['b'] } } }),
  ],
  ...[{}, { otherwise: 'omit' }, { otherwise: 'other' }].map((how): [string, string, string, unknown, unknown] => [
    'empty_map',
    'rules[0].attributes.a.map',
    'rules',
    rule({ attributes: { a: { from: 'field.a', map: {}, ...how } } }),
    rule({ attributes: { a: { from: 'field.a', map: { y: 'yes' }, ...how } } }),
  ]),
  ...['{{field.a}}', '${field.a}'].map((template): [string, string, string, unknown, unknown] => [
    'template_braces',
    'rules[0].attributes.a.template',
    'rules',
    rule({ attributes: { a: { template } } }),
    rule({ attributes: { a: { template: '{field.a}' } } }),
  ]),
  ...['card.name', 'field.team', '{card.name}', 'Entered {card.name}'].flatMap((text): [string, string, string, unknown, unknown][] => [
    [
      'path_as_text',
      'rules[0].attributes.a.value',
      'rules',
      rule({ attributes: { a: { value: text } } }),
      rule({ attributes: { a: { value: 'card {name}' } } }),
    ],
    ['path_as_text', 'rules[0].events[0].name', 'rules', rule({ events: [{ name: text }] }), rule({ events: [{ name: 'entered' }] })],
  ]),
  ...(
    [
      ['attributes.a', { attributes: { a: 'field.a || field.b' } }, { attributes: { a: { from: ['field.a', 'field.b'] } } }],
      ['attributes.a', { attributes: { a: { from: 'field.a, field.b' } } }, { attributes: { a: { from: 'field.a, b' } } }],
      ['attributes.a', { attributes: { a: 'field.a ?? "none"' } }, { attributes: { a: 'field.a|b' } }],
      [
        'attributes.a.template',
        { attributes: { a: { template: '{field.a + field.b}' } } },
        { attributes: { a: { template: '{field.a} + {field.b}' } } },
      ],
      ['attributes.a.when', { attributes: { a: { value: 1, when: { not: { 'field.a or field.b': 'x' } } } } }, {}],
      ['consent.from', { consent: { from: 'field.a & field.b' } }, { consent: { from: 'field.a & b' } }],
      ['events[0].when', { events: [{ name: 'e', when: { 'field.a || field.b': 'x' } }] }, {}],
      ['subscriptions[0].from', { subscriptions: [{ ...SUBSCRIBE, from: 'field.a;field.b' }] }, { subscriptions: [SUBSCRIBE] }],
      ['collect.answer', { on: 'card-answered', collect: { ...COLLECT, answer: ['event.a | event.b'] } }, {}],
    ] as [string, object, object][]
  ).map(([path, bad, good]): [string, string, string, unknown, unknown] => [
    'several_sources',
    `rules[0].${path}`,
    'rules',
    rule(bad),
    rule(good),
  ]),
  ['several_sources', 'consent.from', 'consent', { from: 'field.a || field.b' }, { from: 'field.a' }],
  [
    'several_sources',
    'identity[0].from',
    'identity',
    [{ ...ALIAS, from: { from: 'field.e-mail, field.email' } }],
    [{ ...ALIAS, from: { from: ['field.e-mail', 'field.email'] } }],
  ],
  ...(
    [
      ['cardType', 'Quiz, Poll', ['Quiz', 'Poll']],
      ['cardType', 'Quiz||Poll', 'Live trivia'],
      ['cardId', ['k0', 'k1 | k2'], ['k0', 'k1', 'k2']],
      ['cardSubType', 'a,b', 'a/b'],
      ['cardName', 'Win || Lose', 'Win, place | lose'],
      ['pageSlug', 'home,win', 'home-win'],
      ['path', '/a, /b', '/a,b'],
    ] as [string, string | string[], string | string[]][]
  ).map(([key, bad, good]): [string, string, string, unknown, unknown] => [
    'near_miss',
    `rules[0].where.${key}`,
    'rules',
    rule({ where: { [key]: bad } }),
    rule({ where: { [key]: good } }),
  ]),
  ...(
    [
      ['fields.a', { fields: { a: 'Email address' } }, { fields: { a: { label: 'Email address' } } }],
      ['fields.a', { fields: { a: 'Straße' } }, { fields: { a: 'form label' } }],
      ['fields.a', { fields: { a: 'Your name?' } }, { fields: { a: 'my-field INPUT' } }],
      ['fields.a', { fields: { a: '[name="a]' } }, { fields: { a: '[name="a"]' } }],
      ['where.form', { where: { form: '#7d4f' } }, { where: { form: '#d4f' } }],
      ['where.form[1]', { where: { form: ['#a', 'signup'] } }, { where: { form: ['#a', '.signup'] } }],
      ['root', { root: '.entry(', trigger: 'click .go' }, { root: '.entry', trigger: 'click .go' }],
      ['trigger', { trigger: 'change .go:' }, { trigger: 'change .go' }],
      ['confirm.appears', { confirm: { appears: 'thank-you.' } }, { confirm: { appears: 'thank-you' } }],
      ['card.closest', { card: { closest: 'card', attribute: 'id' } }, { card: { closest: 'section', attribute: 'id' } }],
    ] as [string, object, object][]
  ).map(([path, bad, good]): [string, string, string, unknown, unknown] => [
    'no_selector',
    `rules[0].${path}`,
    'rules',
    rule(bad),
    rule(good),
  ]),
  ...(
    [
      [{ postcode: { from: 'field.a', type: 'integer' } }, { postcode: 'field.a' }],
      [{ zipCode: { from: 'field.a', type: 'number' } }, { zipcodes: { from: 'field.a', type: 'integer' } }],
      [{ 'Loyalty card no': { from: 'field.a', type: 'integer' } }, { loyalty_points: { from: 'field.a', type: 'integer' } }],
      [{ home_phone: { from: 'field.a', type: 'integer' } }, { home_phone: { value: 1, type: 'integer' } }],
      [{ area: { from: ['field.a', 'field.plz'], type: 'integer' } }, { area: { from: 'field.plz', type: 'integer', map: { '0800': 1 } } }],
      [{ membershipNumber: { template: '{field.a}{field.b}', type: 'integer' } }, { number: { from: 'field.number', type: 'integer' } }],
    ] as [object, object][]
  ).map(([bad, good]): [string, string, string, unknown, unknown] => [
    'leading_zeros',
    `rules[0].attributes${/\W/.test(Object.keys(bad)[0] ?? '') ? `["${Object.keys(bad)[0]}"]` : `.${Object.keys(bad)[0]}`}`,
    'rules',
    rule({ attributes: bad }),
    rule({ attributes: good }),
  ]),
  [
    'leading_zeros',
    'rules[0].events[0].properties.mobile',
    'rules',
    rule({ events: [{ name: 'e', properties: { mobile: { from: 'field.a', type: 'integer' } } }] }),
    rule({ events: [{ name: 'e', properties: { mobile: { from: 'field.a', type: 'boolean' } } }] }),
  ],
  [
    'two_types',
    'rules[1].attributes.x',
    'rules',
    twice('field.x', { from: 'field.x', type: 'integer' }),
    twice({ value: 1, op: 'inc' }, { from: 'field.x', type: 'integer' }),
  ],
  [
    'two_types',
    'rules[1].attributes.x',
    'rules',
    twice({ from: 'field.x', many: true }, 'field.x'),
    twice({ from: 'field.x', many: true }, { value: ['a'], op: 'add' }),
  ],
  [
    'two_types',
    'rules[1].attributes.x',
    'rules',
    twice({ from: 'field.x', op: '$add' }, { from: 'field.x', op: 'add' }),
    twice({ from: 'field.x', op: '$add' }, { from: 'field.x', op: '$remove', key: 'id' }),
  ],
  [
    'two_types',
    'rules[0].attributes.x',
    'rules',
    playedTwice({ from: 'play.complete', default: 'no' }, { from: 'event.x', type: 'boolean' }),
    playedTwice({ from: 'play.complete', default: false }, { from: 'event.x', type: 'boolean' }),
  ],
  [
    'two_types',
    'rules[0].attributes.x',
    'rules',
    rule({ attributes: { x: { from: 'field.x', map: { a: 1, b: 'two' } } } }),
    rule({ attributes: { x: { from: 'field.x', map: { a: 1, b: null } } } }),
  ],
  [
    'two_types',
    'rules[0].attributes.x',
    'rules',
    rule({ attributes: { x: { from: 'field.x', default: 0 } } }),
    rule({ attributes: { x: { from: 'field.x', default: '0' } } }),
  ],
]

it('a careful hub file causes none', () => {
  expect(warningsOf(HUB, 7)).toEqual([])
})

it('every code of the closed list has a row', () => {
  expect(WARNING_CODES.filter((code) => !ROWS.some(([known]) => known === code))).toEqual([])
})

describe.each(ROWS)('%s at %s', (code, path, place, bad, good) => {
  const found = (value: unknown) => {
    const base =
      place === ''
        ? { ...HUB, ...(value as object) }
        : code === 'identity_conflict'
          ? { ...hubWith(place, value), rules: rule({ attributes: { email: 'field.e' } }) }
          : hubWith(place, value)
    const parsed = parseHubFile(base)
    if (!parsed.ok) throw new Error(parsed.findings.map(line).join('\n'))
    return warningsOf(parsed.hub, 7).filter((warning) => warning.code === code && pathText(warning.path) === path)
  }
  it('is said', () => {
    expect(found(bad)).toHaveLength(1)
    expect(found(bad)[0]?.message).toMatch(/^[^\n]{20,}$/)
  })
  it('is not said without cause', () => {
    expect(found(good)).toEqual([])
  })
})

it('an unused field names the one that is read', () => {
  const parsed = parseHubFile(hubWith('rules', rule({ fields: { 'first-nam': '#a' }, attributes: { a: 'field.first_name' } })))
  expect(parsed.ok && warningsOf(parsed.hub, 7)[0]?.message).toBe('nothing reads field.first-nam; did you mean "first_name"?')
})

it.each([
  [{ attributes: { a: 'field.a || field.b' } }, 'the first that yields is {"from": ["field.a", "field.b"]}'],
  [{ where: { cardType: 'Quiz || Poll' } }, '"Quiz || Poll" is one value; several are a list: ["Quiz", "Poll"]'],
  [{ fields: { a: 'team' } }, 'the text of a label is {"label": "team"}; did you mean "#team"?'],
  [{ fields: { a: "What's your team?" } }, 'the text of a label is {"label": "What\'s your team?"}'],
  [{ where: { form: '#7d4f' } }, 'a name that begins with a digit is written as in [id="7d4f"]'],
])('what is no path or selector is told how to be written: %j', (changes, wanted) => {
  const parsed = parseHubFile(hubWith('rules', rule(changes)))
  expect(parsed.ok && warningsOf(parsed.hub, 7).map(({ message }) => message)).toEqual([expect.stringContaining(wanted)])
})

it('the near miss names what it should be called', () => {
  const parsed = parseHubFile(hubWith('rules', rule({ attributes: { firstName: 'field.a' } })))
  expect(parsed.ok && warningsOf(parsed.hub, 7)[0]?.message).toContain('"first_name"')
})

it('how long ids are remembered is the proxy that will run the file to say', () => {
  const parsed = parseHubFile(hubWith('pending', { max: 100, kilobytes: 256, days: 8 }))
  expect(parsed.ok && warningsOf(parsed.hub, 8)).toEqual([])
})

it.each(['email_2', 'phone2'])('a name with a number is another: %s', (name) => {
  const parsed = parseHubFile(hubWith('rules', rule({ attributes: { [name]: 'field.a' } })))
  expect(parsed.ok && warningsOf(parsed.hub, 7)).toEqual([])
})
