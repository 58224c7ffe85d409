// What `select` says of a capture: who it is, what of it goes, what is withheld, and whether its own consent field was answered with a yes.
import { expect, test } from 'vitest'
import type { FieldEntry } from '../../src/core/capture.ts'
import { compile } from '../../src/core/compile.ts'
import { select, type ConsentReading } from '../../src/core/select.ts'
import { AT } from '../vectors/load.ts'
import { HUB } from '../schema/hub.ts'
import type { HubFile, Rule } from '../../src/core/hub-file.ts'
import type { Json } from '../../src/core/json.ts'

const capture = (fields: Record<string, FieldEntry[]>) => ({
  on: 'form',
  submission: { id: '0190', at: AT },
  page: { path: '/', title: '', language: 'en', url: '', referrer: '', query: {} },
  card: { type: 'Quiz' },
  fields,
})

test.each<[entries: FieldEntry[] | undefined, reading: ConsentReading]>([
  [undefined, 'absent'],
  [[], 'denied'],
  [[{ value: 'on', kind: 'checkbox' }], 'granted'],
  [[{ value: 'terms-2026', kind: 'checkbox' }], 'granted'],
  [[{ value: '', kind: 'checkbox' }], 'granted'],
  [[{ value: 'no', kind: 'checkbox' }], 'denied'],
  [[{ value: 'terms-2026', kind: 'switch' }], 'granted'],
  [[{ value: 'accept', kind: 'radio' }], 'denied'],
  [[{ value: 'decline', kind: 'radio' }], 'denied'],
  [[{ value: 'Yes', kind: 'radio' }], 'granted'],
  [[{ value: 'no', kind: 'radio' }], 'denied'],
  [[{ value: '', kind: 'text' }], 'denied'],
  [[{ value: 'maybe', kind: 'text' }], 'denied'],
  [
    [
      { value: 'false', kind: 'hidden' },
      { value: 'on', kind: 'checkbox' },
    ],
    'granted',
  ],
])('consent by %j: %s', (entries, reading) => {
  const hub = compile(HUB)
  expect(select(hub, hub.rules[0]!, capture(entries ? { terms: entries } : {}))).toMatchObject({ consent: reading })
})

const selected = (rule: Partial<Rule>, more: object, hub: Partial<HubFile> = {}) => {
  const compiled = compile({ hub: 'h', origins: [], identity: [], ...hub, rules: [{ id: 'r', on: 'form', ...rule }] })
  return select(compiled, compiled.rules[0]!, { ...capture({}), ...more })
}

test('a rule that asks for no consent reads none, and one of which nothing is there selects no parts', () => {
  expect(selected({ attributes: { team: 'field.team' } }, {})).toEqual({ identity: [], parts: {}, consent: 'none', withheld: [] })
})

test.each<[id: Json, values: string[]]>([
  [' m ', ['m']],
  [0, ['0']],
  ['', []],
  [' ', []],
  [{ id: 'm' }, []],
  [['m', 'n'], []],
])('who says to be %j is %j, as a value and as a proof', (id, values) => {
  const identity: HubFile['identity'] = [
    { as: 'external_id', from: { from: 'event.id' }, trust: 'page' },
    { as: 'braze_id', proof: 'event.id' },
  ]
  expect(selected({}, { event: { id } }, { identity })).toMatchObject({
    identity: [...values.map((value) => ({ as: 'external_id', value })), ...values.map((proof) => ({ as: 'braze_id', proof }))],
  })
})

const CARD = '4111 1111 1111 1111'
test.each<[name: string, value: Json]>([
  ['alone', CARD],
  ['in a list', ['a', CARD]],
  ['deep in an object', { paid: [{ with: CARD }] }],
])('a payment card’s number is withheld, and told by its target: %s', (_, value) => {
  const identity: HubFile['identity'] = [{ as: 'external_id', from: { from: 'event.value' }, trust: 'page' }]
  const attributes = { paid: { from: 'event.value', when: { 'event.team': 'red' }, default: 'none' }, team: 'event.team' }
  expect(selected({ attributes }, { event: { value, team: 'red' } }, { identity })).toEqual({
    identity: [],
    parts: { attributes: { team: 'red' } },
    consent: 'none',
    withheld: ['external_id', 'paid'],
  })
})

test.each<[name: string, from: string[], fields: Record<string, FieldEntry[]>, value: Json | undefined]>([
  ['a number', ['field.a'], { a: [{ value: '7', kind: 'number' }] }, 7],
  ['a number that was left empty is no 0', ['field.a'], { a: [{ value: '', kind: 'number' }] }, ''],
  ['a number typed into a text', ['field.a'], { a: [{ value: '7', kind: 'text' }] }, '7'],
  ['the first that says something', ['field.a', 'field.b'], { a: [{ value: ' ', kind: 'text' }], b: [{ value: '7', kind: 'range' }] }, 7],
  ['none says anything: the first that was left empty', ['field.a', 'field.b'], { a: [], b: [{ value: '', kind: 'text' }] }, ''],
  ['none is there', ['field.a', 'field.b'], {}, undefined],
])('of several sources: %s', (_, from, fields, value) => {
  expect(selected({ attributes: { score: { from, type: 'number' } } }, { fields })).toMatchObject({
    parts: value === undefined ? {} : { attributes: { score: value } },
  })
})
