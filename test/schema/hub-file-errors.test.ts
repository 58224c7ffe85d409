// What is wrong with a hub file is said in one line each: where, what was found, what is wanted.
import { describe, expect, it } from 'vitest'
import { line } from '../../src/schema/issues.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'
import { HUB, hubWith } from './hub.ts'
import { GRAMMAR } from './hub-file-errors/grammar.ts'
import { MEANING } from './hub-file-errors/meaning.ts'
import { crm, EMAIL, finders, P, phone, PROOF } from './hub-file-errors/parts.ts'

it.each([
  ['time_zone', { value: 'Asia/Calcutta' }],
  ['x', { template: '{field.a}{field.b}', type: 'number' }],
  ['x', { template: '{field.a}', type: 'date' }],
  ['x', { from: 'field.x', many: true, map: { both: ['news', 'offers'] }, otherwise: ['other'] }],
  ['x', { from: 'field.x', many: true, type: 'string', map: { a: 'news' }, default: ['none'] }],
  ['x', { value: ['a', 'b'], many: true, type: 'string', when: { 'field.a': true } }],
])('%s: %j is good', (name, value) => {
  expect(parseHubFile(hubWith(`rules.0.attributes.${name}`, value))).toMatchObject({ ok: true })
})

it('the small hub file is good', () => {
  expect(parseHubFile(HUB)).toEqual({ ok: true, hub: HUB })
})

describe.each([
  ['grammar', GRAMMAR],
  ['meaning', MEANING],
] as const)('%s', (_, rows) => {
  it.each(rows)('%s = %j', (path, value, wanted) => {
    const parsed = parseHubFile(hubWith(path, value))
    const lines = parsed.ok ? [] : parsed.findings.map(line)
    expect(lines.find((line) => line.includes(wanted)) ?? lines).toEqual(expect.stringContaining(wanted))
    expect(lines.every((line) => !line.includes('\n'))).toBe(true)
  })
})

it.each([
  ['locale', ''],
  ['identity', 'field.email'],
  ['workspace', []],
  ['remember', { day: 30 }],
  ['identity.0', { as: 'user_alias', labell: 'email', from: { from: 'field.a' } }],
])('one mistake is said once: %s = %j', (path, value) => {
  expect(parseHubFile(hubWith(path, value))).toMatchObject({ ok: false, findings: [{ path: expect.any(Array) as string[] }] })
})

it('a secret is not repeated as it would be written right, either', () => {
  const parsed = parseHubFile(hubWith('bot', { verify: 'https://v.example', siteKey: 'k', secret: 20408163 }))
  expect(parsed.ok ? [] : parsed.findings.map(line)).toEqual(['bot.secret: found a number (not shown), wanted a text'])
})

it.each(['https://summer.komo.site:80', 'http://localhost:443', 'http://127.0.0.1:65535', 'http://[::1]:3000'])(
  'an origin is fine: %s',
  (origin) => {
    expect(parseHubFile(hubWith('origins', [origin]))).toMatchObject({ ok: true })
  },
)

it('the constants of a purchase as Braze takes them', () => {
  const purchases = [{ ...P, price: { value: 0 }, currency: { value: 'aud' }, quantity: { from: 'field.n', default: 100 } }]
  expect(parseHubFile(hubWith('rules.0.purchases', purchases))).toMatchObject({ ok: true })
})

it('more attributes than an envelope may carry', () => {
  const attributes = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, 'field.x']))
  expect(parseHubFile(hubWith('rules.0.attributes', attributes(300)))).toMatchObject({ ok: true })
  expect(parseHubFile(hubWith('rules.0.attributes', attributes(301)))).toEqual({
    ok: false,
    findings: [{ path: ['rules', 0, 'attributes'], found: '301 attributes', wanted: 'at most 300' }],
  })
})

it('two rules that find a field alike are fine', () => {
  const rules = finders({ team: { label: 'Team' }, age: '#age' }, { age: '#age', team: { label: 'Team' } })
  expect(parseHubFile(hubWith('rules', rules))).toMatchObject({ ok: true })
})

it.each<[string, object[]]>([
  ['another source', [phone({}), phone({ from: 'field.b', when: { 'field.c': true } })]],
  ['a template', [crm({ allow: 'digits' }), crm({ from: undefined, template: '{field.a}/{field.b}' })]],
  ['keys in another order', [crm({ trim: false, map: { a: '1', b: '2' } }), crm({ map: { b: '2', a: '1' }, trim: false })]],
  [
    'defaults in words',
    [
      { ...EMAIL, reach: true },
      { ...EMAIL, from: { from: ['field.b'], type: 'email', trim: true } },
    ],
  ],
  ['another token', [PROOF, { ...PROOF, proof: 'tracked.token', claim: 'sub' }]],
  ['a proof and a value', [PROOF, { as: 'external_id', from: { from: 'field.a' }, trust: 'page' }]],
])('two identities of one kind that are read alike are fine: %s', (_, identity) => {
  const json: unknown = JSON.parse(JSON.stringify({ ...HUB, identity, jwt: { algorithms: ['RS256'], keys: 'file:k.pem' } }))
  expect(parseHubFile(json)).toMatchObject({ ok: true })
})

it.each([null, 3, 'hub', [], { rules: [null] }, { rules: [{ attributes: { x: [] } }] }, JSON.parse('{"__proto__": {"hub": "x"}}')])(
  'any JSON is answered, never thrown at: %j',
  (json) => {
    expect(parseHubFile(json)).toMatchObject({ ok: false })
  },
)

it('a secret that stands in a hub file is in no error', () => {
  const parsed = parseHubFile(hubWith('bot', { verify: 'https://v.example', siteKey: 'k', secret: 'sesame-street-1' }))
  expect(JSON.stringify(parsed)).not.toContain('sesame')
})

it.each(['attributes', 'fields'])('a __proto__ key in %s is refused, never dropped', (place) => {
  const parsed = parseHubFile(hubWith(`rules.0.${place}`, JSON.parse('{"__proto__": "field.x"}')))
  expect(parsed).toEqual({
    ok: false,
    findings: [{ path: ['rules', 0, place, '__proto__'], found: 'an unknown key', wanted: 'another name' }],
  })
})

it.each([
  ['unknown keys', { ...HUB, ...Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`key${index}`, 1])) }],
  [
    'bad types',
    hubWith('rules.0.attributes', Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`a${n}`, { from: 'field.x', type: 'dat' }]))),
  ],
])('of mistakes without end the first are said, and that there are more: %s', (_, json) => {
  const parsed = parseHubFile(json)
  const lines = parsed.ok ? [] : parsed.findings.map(line)
  expect(lines).toHaveLength(101)
  expect(lines.at(-1)).toBe('the file: found more mistakes than these 100, wanted these put right first')
})

it('nesting without end is answered, never thrown at', () => {
  const deep = (levels: number) => JSON.parse(`${'{"not":'.repeat(levels)}{"field.a":1}${'}'.repeat(levels)}`) as unknown
  const parsed = (levels: number) => parseHubFile(hubWith('rules.0.attributes.x', { from: 'field.x', when: deep(levels) }))
  expect(parsed(10)).toMatchObject({ ok: true })
  expect(parsed(100_000)).toMatchObject({ ok: false, findings: [{ found: 'deeper nesting' }] })
})
