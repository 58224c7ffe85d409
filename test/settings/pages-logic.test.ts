// The other pure parts of the pages: addresses, routes, identity kinds, progress, imports and axes.
import { describe, expect, test } from 'vitest'
import type { Identity } from '../../src/core/hub-file.ts'
import { IDENTITY_KINDS, identityOf, kindOf, sourceOf, withSource } from '../../src/settings/identity-kinds.ts'
import { readHubFile } from '../../src/settings/import-hub.ts'
import { placeOf } from '../../src/settings/json-place.ts'
import { newHub, originOf, slugOf } from '../../src/settings/new-hub.ts'
import { axisOf, timeStep } from '../../src/settings/parts/axis.ts'
import { parseRoute } from '../../src/settings/route.ts'
import { cspLines, htmlSnippet, tagManagerSnippet } from '../../src/settings/snippets.ts'
import { progress, stepOf } from '../../src/settings/steps.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'

describe('addresses', () => {
  test.each([
    ['https://summer.komo.site/cards/1?x=1#y', 'https://summer.komo.site'],
    ['summer.komo.site', 'https://summer.komo.site'],
    ['HTTPS://Summer.Komo.Site', 'https://summer.komo.site'],
    ['http://127.0.0.1:4401/', 'http://127.0.0.1:4401'],
    ['localhost:4401', 'https://localhost:4401'],
    ['http://hub-preview', 'http://hub-preview'],
    // The hub's name, not its address.
    ['summer-footy', undefined],
    ['', undefined],
    ['not a host', undefined],
    ['javascript:alert(1)', undefined],
  ])('%s → %s', (typed, origin) => expect(originOf(typed)).toBe(origin))

  test.each([
    ['https://summer-footy.komo.site/x', 'summer-footy'],
    ['www.brand.com', 'brand'],
  ])('the slug of %s is %s', (typed, slug) => expect(slugOf(typed)).toBe(slug))

  test('a new hub is a hub file', () => expect(parseHubFile(newHub('a', 'https://a.komo.site', 'default'))).toMatchObject({ ok: true }))
})

test.each([
  ['', { page: 'hubs' }],
  ['#/hubs', { page: 'hubs' }],
  ['#/hubs/summer/map?field=a', { page: 'hub', hub: 'summer', step: 'map' }],
  ['#/hubs/summer', { page: 'hub', hub: 'summer', step: 'hub' }],
  ['#/hubs/summer/nonsense', { page: 'hub', step: 'hub' }],
  ['#/dead-letters', { page: 'dead-letters' }],
  ['#/elsewhere', { page: 'hubs' }],
  ['#/hubs/%/hub', { page: 'hubs' }],
  ['#/hubs/a%20b/hub', { page: 'hub', hub: 'a b' }],
])('the address %s is a page', (hash, route) => expect(parseRoute(hash)).toMatchObject(route))

describe('identity kinds', () => {
  test.each(IDENTITY_KINDS)('%s is what it says, and a hub file has it', (kind) => {
    const identity = identityOf(kind)
    expect(kindOf(identity)).toBe(kind)
    const jwt = { algorithms: ['RS256'], keys: 'https://login.example.com/jwks.json' }
    expect(parseHubFile({ ...newHub('a', 'https://a.komo.site', 'default'), identity: [identity], jwt })).toMatchObject({ ok: true })
  })

  test('the source stays when the kind changes', () => {
    const first = withSource(identityOf('alias_email'), 'field.contact')
    expect(sourceOf(identityOf('email', first))).toBe('field.contact')
  })

  test('a source of one sort is none of another: an e-mail proves nobody', () => {
    const first = withSource(identityOf('alias_email'), 'field.contact')
    expect(identityOf('external_id_proof', first)).toEqual({ as: 'external_id', proof: 'extension.token' })
    expect(identityOf('phone', first)).toEqual({ as: 'phone', from: { from: 'field.mobile' }, trust: 'page' })
    expect(identityOf('alias_email', identityOf('external_id_proof', first))).toEqual(identityOf('alias_email'))
  })

  test('how a source is read, and a token’s claim, stay with it', () => {
    const from = { from: ['field.email', 'tracked.email'], type: 'email' as const }
    expect(identityOf('email', { as: 'user_alias', label: 'email', from })).toEqual({ as: 'email', from, trust: 'page' })
    const proven: Identity = { as: 'external_id', proof: 'extension.jwt', claim: 'customer' }
    expect(identityOf('braze_id_proof', proven)).toEqual({ ...proven, as: 'braze_id' })
  })
})

describe('progress', () => {
  const file = newHub('a', 'https://a.komo.site', 'default')
  test('an error belongs to its step', () => {
    const issues = [{ level: 'error' as const, path: ['rules', 0, 'attributes'], message: '' }]
    expect(stepOf(issues[0]!)).toBe('map')
    expect(progress({ file, issues, workspace: undefined, isSaved: false })).toEqual({
      hub: 'done',
      people: 'done',
      map: 'error',
      workspace: 'todo',
      review: 'todo',
    })
  })
})

test.each([
  [['default', 'apiKey'], 'workspace'],
  [['brand', 'eu', 'endpoint'], 'workspace'],
  [['workspace'], 'workspace'],
  [['rules', 0, 'attributes', 'count', 'type'], 'map'],
  [['bot', 'secret'], 'hub'],
  [[], 'hub'],
])('an issue at %j leads to the step %s', (path, step) => expect(stepOf({ path })).toBe(step))

describe('import', () => {
  test('takes a hub file', () => expect(readHubFile(JSON.stringify(newHub('a', 'https://a.example', 'default')))?.hub).toBe('a'))
  test.each([
    '',
    '[]',
    'null',
    '{"hub":"a"}',
    '{"hub":"A b","origins":[],"identity":[],"rules":[]}',
    '{"hub":"a","origins":[],"identity":[],"rules":[{}]}',
  ])('refuses %s', (text) => expect(readHubFile(text)).toBeUndefined())
})

test.each([
  ['', 1, 1],
  ['{"a": 1', 1, 8],
  ['{"a": 1,}', 1, 9],
  ['{\n  "a": x\n}', 2, 8],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
  ['[1, 2] 3', 1, 8],
  ['{"a": "never ends}', 1, 7],
  ["{'a': 1}", 1, 2],
  ['[01]', 1, 3],
  ['[-]', 1, 2],
])('%j stops being JSON at line %d, column %d', (text, line, column) => expect(placeOf(text)).toEqual({ line, column }))

test('what is JSON is so to its end', () => {
  const text = JSON.stringify({ a: [null, true, -1.5e-7, 'ü"\\\n\u0001'], b: {}, c: [[], {}] }, null, 2)
  expect(placeOf(text)).toEqual({ line: text.split('\n').length, column: 2 })
})

test.each([
  [0, 1, 2],
  [1, 1, 2],
  [7, 10, 3],
  [124, 150, 4],
  [3100, 4000, 3],
])('an axis for %d goes to %d in %d ticks', (highest, top, ticks) => {
  const axis = axisOf(highest)
  expect([axis.top, axis.ticks.length]).toEqual([top, ticks])
  expect(axis.top).toBeGreaterThanOrEqual(highest)
})

test.each([
  [0, [0, 1]],
  [20, [0, 10, 20]],
  [450, [0, 300, 600]],
  [5_000, [0, 1_800, 3_600, 5_400]],
  [86_000, [0, 43_200, 86_400]],
  [800_000, [0, 345_600, 691_200, 1_036_800]],
])('an axis of time for %d seconds has round steps: %j', (highest, ticks) => {
  expect(axisOf(highest, timeStep).ticks).toEqual(ticks)
})

test('snippets hold the address and the hub, and nothing that a tag manager drops', () => {
  expect(tagManagerSnippet('https://b.example', 'h')).toBe('<script src="https://b.example/v1/embed.js?hub=h"></script>')
  expect(htmlSnippet('https://b.example', 'h')).toContain('async')
  expect(cspLines('https://b.example')).toBe('script-src https://b.example;\nconnect-src https://b.example;')
})
