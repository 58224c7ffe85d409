// The pure parts of the field map: rows and back, what a rule reads, what is suggested for a field, and samples that meet the rule they are made for.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from '../../src/core/compile.ts'
import type { HubFile, Rule, Value } from '../../src/core/hub-file.ts'
import { select } from '../../src/core/select.ts'
import { addSuggestion } from '../../src/settings/map/add-suggestion.ts'
import { freshRule, mapThis, wantedBy } from '../../src/settings/map/map-this.ts'
import { change, freshName, rowsOf, targetsOf, type Row } from '../../src/settings/map/rows.ts'
import { exampleOf } from '../../src/settings/map/example-of.ts'
import { sampleCapture } from '../../src/settings/map/sample.ts'
import { usedSources } from '../../src/settings/map/sources.ts'
import { seenFor } from '../../src/settings/map/seen-sources.ts'
import { suggest, suggestForPath } from '../../src/settings/map/suggest.ts'

const here = dirname(fileURLToPath(import.meta.url))
const sample = JSON.parse(readFileSync(join(here, '../../demo/hubs/summer-footy.json'), 'utf8')) as HubFile

describe('rows', () => {
  test('a map becomes rows and the same map again, in the same order', () => {
    for (const { attributes } of sample.rules) expect(JSON.stringify(targetsOf(rowsOf(attributes)))).toBe(JSON.stringify(attributes))
  })

  test('any map of short and long values survives', () => {
    const value = fc.oneof(
      fc.string({ minLength: 1 }).map((path) => `field.${path}`),
      fc.record({ from: fc.constant('field.a'), type: fc.constantFrom('date' as const, 'number' as const) }),
      fc.record({ template: fc.constant('{card.id}-{field.team}') }),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), value, { minKeys: 1 }), (map) => {
        expect(targetsOf(rowsOf(map))).toEqual(map)
      }),
    )
  })

  test('a value that nobody changed stays as it is written, however long', () => {
    const before = { a: { from: 'field.a' }, b: { from: 'field.b' } }
    const [a, [name, value] = []] = rowsOf(before)
    const rows: Row[] = [a!, [name!, change(value!, { from: 'field.c' })]]
    expect(targetsOf(rows, before)).toEqual({ a: { from: 'field.a' }, b: 'field.c' })
  })

  test('no row leaves no key', () => expect(targetsOf([])).toBeUndefined())
  test('undefined takes a key away', () =>
    expect(change({ from: 'field.a', type: 'date' }, { type: undefined })).toEqual({ from: 'field.a' }))
  test('a fresh name is nobody else’s', () => {
    const rows: [string, Value][] = [
      ['a', {}],
      ['a_2', {}],
    ]
    expect(freshName(rows, 'a')).toBe('a_3')
    expect(freshName(rows, 'b')).toBe('b')
  })
})

describe('suggestions', () => {
  test.each([
    ['email', 'email', 'email', {}],
    ['Email-Address', 'text', 'email', {}],
    ['firstName', 'text', 'first_name', {}],
    ['surname', 'text', 'last_name', {}],
    ['mobile', 'tel', 'phone', {}],
    ['birthday', 'text', 'dob', {}],
    ['country', 'select', 'country', {}],
    ['postcode', 'text', 'postcode', {}],
    ['games', 'number', 'games', { type: 'number' }],
    ['visit_on', 'date', 'visit_on', { type: 'date' }],
    ['sports', 'select-multiple', 'sports', { many: true }],
    ['member', 'checkbox', 'member', { type: 'boolean' }],
    ['_team_', 'text', 'team', {}],
    ['__', 'text', 'attribute', {}],
  ])('%s (%s) → %s', (id, kind, name, value) => {
    expect(suggest({ id, kind })).toEqual({ to: 'attribute', name, value: { from: `field.${id}`, ...value } })
  })

  test('a group of boxes is a list, a single one with a value of its own a yes or no', () => {
    expect(suggest({ id: 'likes', kind: 'checkbox', options: ['a', 'b'] })).toMatchObject({ value: { many: true } })
    expect(suggest({ id: 'likes', kind: 'checkbox', options: ['a'] })).toMatchObject({ value: { type: 'boolean' } })
  })
  test('an item of a list is called as the list is', () => {
    const value = { from: 'event.answers.0' }
    expect(suggestForPath('answers.0', 'string')).toEqual({ to: 'attribute', name: 'answers', value })
  })
  test.each(['optin', 'newsletter', 'marketing_consent'])('an opt-in box is a subscription: %s', (id) =>
    expect(suggest({ id, kind: 'checkbox' })).toEqual({ to: 'subscription', name: 'email_subscribe', from: `field.${id}` }),
  )
  test.each(['password', 'file', 'submit'])('%s is never offered', (kind) => expect(suggest({ id: 'x', kind })).toBeUndefined())

  test('mapping a field twice changes nothing, another of the same name gets its own', () => {
    const rule: Rule = { id: 'form', on: 'form' }
    addSuggestion(rule, suggest({ id: 'email', kind: 'email' }))
    addSuggestion(rule, suggest({ id: 'email', kind: 'email' }))
    addSuggestion(rule, suggest({ id: 'e-mail', kind: 'text' }))
    addSuggestion(rule, suggest({ id: 'optin', kind: 'checkbox' }))
    expect(rule).toEqual({
      id: 'form',
      on: 'form',
      attributes: { email: 'field.email', email_2: 'field.e-mail' },
      subscriptions: [{ to: 'email_subscribe', from: 'field.optin' }],
    })
  })
})

test('a second opt-in box is offered, and mapped, as an attribute: a subscription is set from one box', () => {
  const rule: Rule = { id: 'form', on: 'form' }
  const fields = ['optin', 'sms_optin'].map((id) => ({ id, kind: 'checkbox' }))
  for (const field of fields) addSuggestion(rule, suggest(field))
  const attributes = { sms_optin: { from: 'field.sms_optin', type: 'boolean' } }
  expect(rule).toEqual({ id: 'form', on: 'form', subscriptions: [{ to: 'email_subscribe', from: 'field.optin' }], attributes })
  const seen = { forms: [{ selector: 'form', path: '/', at: '', fields }], events: [] }
  expect(seenFor(rule, seen).sources.map(({ suggestion: { to, name } }) => [to, name])).toEqual([
    ['subscription', 'email_subscribe'],
    ['attribute', 'sms_optin'],
  ])
})

describe('"Map this" of the inspector', () => {
  const wanted = (query: string) => wantedBy(new URLSearchParams(query))

  test('a field goes to the first rule on forms', () => {
    const file = structuredClone(sample)
    expect(mapThis(file, wanted('field=postcode&kind=text')!)).toBe(0)
    expect(file.rules[0]?.attributes).toHaveProperty('postcode', 'field.postcode')
  })

  test('a value goes to the first rule on its event, wherever that stands', () => {
    const file = structuredClone(sample)
    const index = mapThis(file, wanted('event=card-answered&path=score.total&kind=number')!)
    expect(file.rules[index]).toMatchObject({ id: 'quiz-answers', attributes: { total: { from: 'event.score.total', type: 'number' } } })
  })

  test('where no rule is on such captures there is a new one', () => {
    const file = structuredClone(sample)
    const index = mapThis(file, wanted('event=card-finished&path=score&kind=number')!)
    expect(file.rules[index]).toEqual({
      id: 'card-finished',
      on: 'card-finished',
      attributes: { score: { from: 'event.score', type: 'number' } },
    })
    expect(index).toBe(sample.rules.length)
    expect(freshRule(file.rules, 'card-finished').id).toBe('card-finished-2')
  })

  test.each(['', 'kind=text', 'event=card-answered', 'path=answer'])('%j wants nothing', (query) => expect(wanted(query)).toBeUndefined())
})

describe('samples', () => {
  test('a rule reads identity, consent, targets and templates, each once', () => {
    const rule: Rule = {
      id: 'r',
      on: 'form',
      consent: { from: 'field.ok' },
      attributes: { a: { template: '{card.id}-{field.team}' }, b: { from: ['field.x', 'field.team'] }, c: { value: 1 } },
      events: [{ name: 'E', properties: { all: { from: 'form.responses', only: ['x', 'y'] } } }],
    }
    const paths = usedSources({ ...sample, rules: [rule] }, rule).map(({ path }) => path)
    expect(paths).toEqual(['field.email', 'field.ok', 'card.id', 'field.team', 'field.x', 'field.y'])
  })

  test.each(sample.rules.map((rule): [string, Rule] => [rule.id, rule]))(
    'of %s meets the rule, has its consent, and fills every target',
    (id, rule) => {
      const hub = compile(sample)
      const sources = usedSources(sample, rule)
      const capture = sampleCapture(rule, { sources, sample: {}, kinds: {}, at: '2026-11-21T00:00:00.000Z' })
      const selection = select(
        hub,
        hub.rules.find((one) => one.id === id)!,
        capture,
      )
      expect(selection).not.toHaveProperty('miss')
      if ('miss' in selection) return
      expect(selection.consent).not.toBe('denied')
      expect(Object.keys(selection.parts.attributes ?? {}).length + (selection.parts.events?.length ?? 0)).toBeGreaterThan(0)
    },
  )

  test('where, event values and lists are met', () => {
    const rule: Rule = {
      id: 'r',
      on: 'card-answered',
      where: { cardType: ['Quiz', 'Poll'], path: '/play', event: { isCorrect: true } },
      attributes: { answers: { from: 'event.answers.*.id', many: true } },
    }
    const hub: HubFile = { ...sample, rules: [rule] }
    const capture = sampleCapture(rule, {
      sources: usedSources(hub, rule),
      sample: { 'event.answers.*.id': 'a1' },
      kinds: {},
      at: '2026-11-21T00:00:00.000Z',
    })
    expect(capture.event).toEqual({ isCorrect: true, answers: [{ id: ['a1'] }] })
    expect(select(compile(hub), compile(hub).rules[0]!, capture)).toMatchObject({ parts: { attributes: { answers: [['a1']] } } })
  })

  test('an unticked box is not sent, several values are several entries, kinds are the page’s own', () => {
    const rule: Rule = {
      id: 'r',
      on: 'form',
      attributes: { a: { from: 'field.a', type: 'boolean' }, b: { from: 'field.b', many: true }, c: 'field.c' },
    }
    const hub: HubFile = { ...sample, identity: [], rules: [rule] }
    const capture = sampleCapture(rule, {
      sources: usedSources(hub, rule),
      sample: { 'field.a': 'false', 'field.b': 'x, y' },
      kinds: { c: { kind: 'select', options: ['first'] } },
      at: '2026-11-21T00:00:00.000Z',
    })
    expect(capture.fields).toEqual({
      a: [],
      b: [
        { value: 'x', kind: 'text' },
        { value: 'y', kind: 'text' },
      ],
      c: [{ value: 'first', kind: 'select' }],
    })
  })

  test('what is typed for a field that was never seen is a text, which the locale reads; its untouched example is of the type', () => {
    const rule: Rule = { id: 'r', on: 'form', attributes: { spend: { from: 'field.spend', type: 'number' } } }
    const sources = usedSources({ ...sample, identity: [], rules: [rule] }, rule)
    const entries = (typed: Record<string, string>, kinds = {}) => sampleCapture(rule, { sources, sample: typed, kinds, at: '' }).fields
    expect(entries({ 'field.spend': '1.234' })).toMatchObject({ spend: [{ value: '1.234', kind: 'text' }] })
    expect(entries({ 'field.spend': '1.234' }, { spend: { kind: 'number' } })).toMatchObject({ spend: [{ kind: 'number' }] })
    expect(entries({})).toMatchObject({ spend: [{ value: '7', kind: 'number' }] })
  })

  test('a play has its answer', () => {
    const rule = sample.rules.find(({ collect }) => collect)!
    const capture = sampleCapture(rule, {
      sources: usedSources(sample, rule),
      sample: { 'event.question': 'How many?', 'event.answer': 'Six', 'event.isCorrect': 'true' },
      kinds: {},
      at: '',
    })
    expect(capture.play).toEqual({ responses: [{ question: 'How many?', answer: 'Six', correct: true }], complete: true })
  })

  test('no path reaches a prototype', () => {
    const rule: Rule = { id: 'r', on: 'card-answered', attributes: { a: 'event.__proto__.polluted' } }
    sampleCapture(rule, { sources: usedSources(sample, rule), sample: {}, kinds: {}, at: '' })
    expect({}).not.toHaveProperty('polluted')
  })

  test.each([
    ['field.email', undefined, 'jane@example.com'],
    ['field.anything', 'date', '1990-04-25'],
    ['field.team_name', undefined, 'Sample team name'],
    ['field.language', undefined, 'en'],
    ['field.message', undefined, 'Sample message'],
    ['field.age', undefined, '7'],
    ['field.home.age_group', undefined, '7'],
  ] as const)('an example for %s', (path, type, example) => {
    expect(exampleOf({ path, many: false, ...(type && { type }) })).toBe(example)
  })
})
