// Source paths: what each root gives, and what a path can never reach.
import { expect, test } from 'vitest'
import type { Capture } from '../../src/core/capture.ts'
import { readSource, yields } from '../../src/core/source-path.ts'

const capture: Capture = {
  on: 'card-answered',
  submission: { id: '0190', at: '2026-04-05T10:00:00.000Z' },
  page: { path: '/quiz', title: 'Quiz', language: 'en-AU', url: 'https://hub.example/quiz', referrer: '', query: { utm_source: 'mail' } },
  fields: { 'address.city': [{ value: 'Perth', kind: 'text' }], optin: [] },
  event: { answers: [{ id: 'a', text: 'One' }, { id: 'b' }], score: 0, nested: { 'a.b': true }, nothing: null },
  card: { id: 'c1', type: 'quiz' },
  user: { id: 'u1' },
  extension: { 'braze.id': 'x', utm: { source: 'deep' } },
}

test.each<[path: string, values: unknown[] | undefined]>([
  ['field.address.city', ['Perth']],
  ['field.optin', []],
  ['field.missing', undefined],
  ['field.constructor', undefined],
  ['event.answers.0.id', ['a']],
  ['event.answers.1.text', undefined],
  ['event.answers.*.id', [['a', 'b']]],
  ['event.answers.*.text', [['One']]],
  ['event.score', [0]],
  ['event.nested.a.b', [true]],
  ['event.nothing', undefined],
  ['event.score.toFixed', undefined],
  ['event.constructor', undefined],
  ['event.__proto__.x', undefined],
  ['event.answers.length', [2]],
  ['card.type', ['quiz']],
  ['card.name', undefined],
  ['card.type.length', undefined],
  ['user.id', ['u1']],
  ['contact.id', undefined],
  ['extension.braze.id', ['x']],
  ['extension.utm.source', ['deep']],
  ['tracked.tier', undefined],
  ['page.query.utm_source', ['mail']],
  ['page.query.other', undefined],
  ['page.language', ['en-AU']],
  ['submission.at', ['2026-04-05T10:00:00.000Z']],
  ['nonsense', undefined],
  ['', undefined],
])('%s', (path, values) => {
  expect(readSource(capture, path)?.map(({ value }) => value)).toEqual(values)
})

test.each([
  [[{ value: '' }], false],
  [[{ value: '  ' }], false],
  [[], false],
  [undefined, false],
  [[{ value: null }], false],
  [[{ value: 0 }], true],
  [[{ value: false }], true],
  [[{ value: '' }, { value: 'x' }], true],
  [[{ value: [] }], false],
  [[{ value: [null, ' ', []] }], false],
  [[{ value: [[''], ['x']] }], true],
  [[{ value: [0] }], true],
  [[{ value: {} }], true],
  [[{ value: { toString: '' } }], true],
])('%j yields: %s', (values, expected) => {
  expect(yields(values)).toBe(expected)
})
