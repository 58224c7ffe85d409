// What the page is given of a declaration.
import { expect, test } from 'vitest'
import { BOOLEAN_WORDS } from '../../src/core/boolean-words.ts'
import { compilePick } from '../../src/core/compile-pick.ts'
import { compile } from '../../src/core/compile.ts'
import type { HubFile, Rule } from '../../src/core/hub-file.ts'
import type { PublicHub, PublicRule } from '../../src/core/public-hub.ts'
import { HUB } from '../schema/hub.ts'

test('a value with a condition is looked at for card numbers too', () => {
  expect(compilePick({ from: 'field.a', when: { 'field.b': { present: true } } }, 'string')).toMatchObject({ guard: true })
})
test('a consent for one capture is no visitor’s', () => {
  expect(compile({ ...HUB, consent: { from: 'field.ok', scope: 'capture' } }).rules[0]?.consent).toEqual({ from: 'field.ok' })
})

/** Nothing is declared that has a default. */
const PLAIN: HubFile = {
  hub: 'summer-footy',
  origins: ['https://an-origin.komo.site'],
  workspace: 'a-workspace',
  identity: [{ as: 'external_id', proof: 'extension.token', claim: 'a-claim' }],
  jwt: { issuer: 'an-issuer', audience: 'an-audience', algorithms: ['RS256'], keys: 'file:a-key.pem' },
  bot: { verify: 'https://an-address.example', siteKey: 'a-site-key', secret: 'env:A_SECRET' },
  rules: [
    { id: 'entry', on: 'form', attributes: { source: { value: 'a-constant' } }, events: [{ name: 'an-event', appId: 'an-app' }] },
    { id: 'play', on: 'card-answered', collect: { question: ['event.q'], answer: ['event.a'], until: ['card-finished'] } },
  ],
}

test('the page gets the defaults of the contract filled in', () => {
  expect(compile(PLAIN)).toMatchObject({
    hold: { max: 50, minutes: 30 },
    pending: { max: 100, kilobytes: 256, days: 3 },
    rules: [
      { confirm: 'auto', patience: 30_000 },
      { collect: { max: 100 }, patience: 600_000 },
    ],
  })
  const optional = ['days', 'forgets', 'kiosk', 'pageLocale']
  expect(Object.keys(compile(PLAIN)).filter((key) => optional.includes(key))).toEqual([])
})

test('the page gets nothing that is the proxy’s alone', () => {
  const given = JSON.stringify(compile(PLAIN))
  expect(given.match(/an?-[a-z-]+|A_SECRET/g)).toEqual(['a-site-key'])
})

/** With nothing but what must be there. */
const LEAST: HubFile = {
  hub: 'h',
  origins: [],
  identity: [{ as: 'external_id', from: { from: 'user.id' }, trust: 'page' }],
  rules: [{ id: 'r', on: 'form' }],
}
const withRule = (rule: Partial<Rule>, hub: Partial<HubFile> = {}) =>
  compile({ ...LEAST, ...hub, rules: [{ id: 'r', on: 'form', ...rule }] })

test.each<[hub: Partial<HubFile>, given: Partial<PublicHub>]>([
  [{ remember: false }, { forgets: true }],
  [{ remember: 'session' }, {}],
  [{ remember: { days: 3 } }, { days: 3 }],
  [{ kiosk: true }, { kiosk: true }],
  [{ kiosk: false }, {}],
  [{ hold: { max: 1, minutes: 2 } }, { hold: { max: 1, minutes: 2 } }],
  [{ pending: { max: 1, kilobytes: 2, days: 3 } }, { pending: { max: 1, kilobytes: 2, days: 3 } }],
  [{ locale: 'page' }, { pageLocale: true }],
  [
    { identity: [{ as: 'braze_id', proof: 'extension.jwt' }] },
    { identity: [{ as: 'braze_id', proof: true, pick: { from: ['extension.jwt'] } }] },
  ],
  [
    { identity: [{ as: 'user_alias', label: 'email', from: { from: 'user.id' } }] },
    { identity: [{ as: 'user_alias', label: 'email', pick: { from: ['user.id'], guard: true } }] },
  ],
])('of the hub the page gets, for %j: %j', (hub, given) => {
  expect(compile({ ...LEAST, ...hub })).toEqual({ ...compile(LEAST), ...given })
})

const ON: PublicRule['where'][0] = ['on', ['form'], 'on']
test.each<[rule: Partial<Rule>, given: Partial<PublicRule>]>([
  [{ confirm: 'komo' }, { confirm: 'komo' }],
  [{ within: 5 }, { patience: 5_000 }],
  [{ card: { url: 'u' } }, { card: { url: 'u' } }],
  [
    { root: '#r', trigger: '#t' },
    { root: '#r', trigger: '#t' },
  ],
  [{ steps: 'merge' }, { steps: 'merge' }],
  [{ on: ['form', 'card-answered'] }, { on: ['form', 'card-answered'], where: [['on', ['form', 'card-answered'], 'on']] }],
  [{ where: { form: ['#a', '#b'] } }, { forms: ['#a', '#b'], where: [ON, ['forms', ['#a', '#b'], 'where.form']] }],
  [
    { collect: { question: ['event.q'], answer: ['event.a'], correct: ['event.c'], until: ['card-finished'], max: 7, idleMinutes: 2 } },
    {
      collect: {
        response: {
          of: {
            question: { from: ['event.q'], else: null },
            answer: { from: ['event.a'], else: null },
            correct: { from: ['event.c'], else: null },
          },
        },
        until: ['card-finished'],
        max: 7,
      },
      patience: 120_000,
    },
  ],
  [{ consent: { api: true, gpc: true } }, { consent: { api: true, gpc: true } }],
  [{ consent: { from: 'event.ok', scope: 'person' } }, { consent: { from: 'event.ok', person: true } }],
  [{ attributes: { a: { value: 1 } } }, { constants: true }],
  [
    { attributes: { a: { from: 'user.id', default: 1 } } },
    { constants: true, parts: { of: { attributes: { of: { a: { from: ['user.id'], guard: true } } } } } },
  ],
  // What may not hold is nothing that the proxy can fill in by itself.
  [
    { attributes: { a: { value: 1, when: { 'user.id': 'x' } } } },
    { parts: { of: { attributes: { of: { a: { when: ['user.id', ['x']], else: null, guard: true } } } } } },
  ],
  // Only what is to unsubscribe does.
  ...([undefined, 'ignore', 'unsubscribe'] as const).map((off): [Partial<Rule>, Partial<PublicRule>] => [
    { subscriptions: [{ to: 'email_subscribe', from: 'event.ok', ...(off && { off }) }] },
    {
      parts: {
        of: {
          subscriptions: {
            of: {
              email_subscribe: { from: ['event.ok'], as: 'boolean', guard: true, ...(off === 'unsubscribe' && { off: true as const }) },
            },
          },
        },
      },
    },
  ]),
])('of a rule the page gets, for %j: %j', (rule, given) => {
  expect(withRule(rule).rules).toEqual([{ ...withRule({}).rules[0], ...given }])
})

test('the hub’s consent is a rule’s where it declares none itself', () => {
  const [first, second, third] = compile({
    ...LEAST,
    consent: { api: true },
    rules: [
      { id: 'a', on: 'form' },
      { id: 'b', on: 'form', consent: { from: 'field.b' } },
      { id: 'c', on: 'form', consent: 'none' },
    ],
  }).rules
  expect([first?.consent, second?.consent, third?.consent]).toEqual([{ api: true }, { from: 'field.b' }, undefined])
})

/** The script reads the fields and the parts of the query that are named here, and no others. */
test.each<[where: string, rule: Partial<Rule>, hub?: Partial<HubFile>]>([
  ['an identity', {}, { identity: [{ as: 'user_alias', label: 'a', from: { from: ['field.a', 'page.query.q'] } }] }],
  ['an attribute, twice', { attributes: { one: { from: ['field.a', 'page.query.q'] }, two: 'field.a', three: 'page.query.q' } }],
  ['a template', { attributes: { one: { template: '{field.a}-{page.query.q}' } } }],
  ['a condition', { events: [{ name: 'E', when: { not: { any: [{ 'field.a': 'x' }, { 'page.query.q': { present: true } }] } } }] }],
  ['consent and a subscription', { consent: { from: 'field.a' }, subscriptions: [{ to: 'email_subscribe', from: 'page.query.q' }] }],
  ['a play', { collect: { question: ['page.query.q'], answer: ['field.a'], until: ['card-finished'] } }],
  ['a purchase', { purchases: [{ productId: 'field.a', price: 'page.query.q', currency: { value: 'EUR' } }] }],
])('what is read of the page: %s', (_, rule, hub) => {
  const { fields, query } = withRule(rule, hub)
  expect({ fields, query }).toEqual({ fields: [['a', 'a']], query: ['q'] })
})

test('a field is found as declared: by its Unique ID, by a selector, by its label', () => {
  const attributes = { one: 'field.a', two: 'field.b', three: 'field.c' }
  expect(withRule({ attributes, fields: { b: '#b', c: { label: 'C' } } }).fields).toEqual([
    ['a', 'a'],
    ['b', 'b', '#b'],
    ['c', 'C'],
  ])
  expect(withRule({ attributes: { one: 'field.constructor' }, fields: { b: '#b' } }).fields).toEqual([['constructor', 'constructor']])
})

test.each<[rule: Partial<Rule>, words: boolean]>([
  [{ attributes: { a: 'field.a' } }, false],
  [{ attributes: { a: { from: 'field.a', type: 'boolean' } } }, true],
  [{ attributes: { a: { from: 'field.a', when: { 'field.b': true } } } }, true],
  [{ attributes: { a: { from: 'field.a', when: { 'field.b': 'true' } } } }, false],
  [{ events: [{ name: 'E', when: { not: { any: [{ 'field.b': 'x' }, { 'field.b': false }] } } }] }, true],
  [{ where: { event: { won: true } } }, true],
  [{ where: { event: { won: 1 } } }, false],
  [{ consent: { from: 'field.ok' } }, true],
  [{ consent: { api: true } }, false],
  [{ subscriptions: [{ to: 'email_subscribe', from: 'field.ok' }] }, true],
])('%j: the page needs the words for yes and no: %s', (rule, words) => {
  expect(withRule(rule).words).toEqual(words ? BOOLEAN_WORDS : undefined)
})

test.each([
  ['label', { labels: true, question: { from: ['labels.a'], else: 'a' } }],
  ['id', { question: { else: 'a' } }],
] as const)('the page reads labels only where a response has the %s as its question', (question, { question: pick, ...labels }) => {
  const { rules, ...hub } = withRule({ attributes: { all: { from: 'form.responses', only: ['a'], question } } })
  expect(hub.labels).toEqual('labels' in labels ? true : undefined)
  expect(rules[0]?.parts).toMatchObject({ of: { attributes: { of: { all: { of: [{ of: { question: pick } }] } } } } })
  expect(JSON.stringify(rules[0]?.parts).includes('labels.a')).toBe(question === 'label')
})
