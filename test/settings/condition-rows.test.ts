// Conditions as rows: what rows can say comes back meaning the same, what they cannot say is left as the file has it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Capture } from '../../src/core/capture.ts'
import { compileCondition } from '../../src/core/compile-condition.ts'
import type { Condition } from '../../src/core/hub-file.ts'
import { picker } from '../../src/core/pick.ts'
import { condition as schema } from '../../src/schema/condition.ts'
import { askedSources } from '../../src/settings/map/asked-sources.ts'
import { conditionOf, conditionRows, isSource } from '../../src/settings/map/condition-rows.ts'
import { severalHint, textOfValues, valuesOfText } from '../../src/settings/map/typed-values.ts'

const row = (path: string, asked: string, ...values: unknown[]) => ({ path, asked, values })

test.each<[Condition, unknown]>([
  [{ 'field.optin': true }, { join: 'all', rows: [row('field.optin', 'yes')] }],
  [{ 'field.optin': false }, { join: 'all', rows: [row('field.optin', 'no')] }],
  [{ 'field.team': 'sharks' }, { join: 'all', rows: [row('field.team', 'is', 'sharks')] }],
  [{ 'event.score': { in: [3, 4, 5] } }, { join: 'all', rows: [row('event.score', 'is', 3, 4, 5)] }],
  [{ not: { 'field.team': 'sharks' } }, { join: 'all', rows: [row('field.team', 'isNot', 'sharks')] }],
  [{ not: { 'field.team': { in: ['a', 'b'] } } }, { join: 'all', rows: [row('field.team', 'isNot', 'a', 'b')] }],
  [{ 'field.team': { present: true } }, { join: 'all', rows: [row('field.team', 'present')] }],
  [{ 'field.team': { present: false } }, { join: 'all', rows: [row('field.team', 'absent')] }],
  [
    { 'field.a': 'x', 'field.b': true },
    { join: 'all', rows: [row('field.a', 'is', 'x'), row('field.b', 'yes')] },
  ],
  [
    { all: [{ 'field.a': 'x' }, { not: { 'field.a': 'y' } }] },
    { join: 'all', rows: [row('field.a', 'is', 'x'), row('field.a', 'isNot', 'y')] },
  ],
  [
    { any: [{ 'card.type': 'Quiz' }, { 'card.type': 'Poll' }] },
    { join: 'any', rows: [row('card.type', 'is', 'Quiz'), row('card.type', 'is', 'Poll')] },
  ],
  [{ 'field.city': 'Berlin, Mitte' }, { join: 'all', rows: [row('field.city', 'is', 'Berlin, Mitte')] }],
  [{ 'field.city': { in: ['', ' x'] } }, { join: 'all', rows: [row('field.city', 'is', '', ' x')] }],
])('%j is shown as rows and comes back the same', (condition, rows) => {
  expect(conditionRows(condition)).toEqual(rows)
  expect(conditionOf(conditionRows(condition)!)).toEqual(condition)
})

test.each<[string, unknown]>([
  ['an any within an all', { all: [{ any: [{ 'field.a': 'x' }, { 'field.b': 'y' }] }] }],
  ['a not of several', { not: { all: [{ 'field.a': 'x' }] } }],
  ['a not of two sources', { not: { 'field.a': 'x', 'field.b': 'y' } }],
  ['two sources that must both hold, where any of several would do', { any: [{ 'field.a': 'x', 'field.b': 'y' }, { 'field.c': 'z' }] }],
  ['not a yes, which is no plain no', { not: { 'field.optin': true } }],
  ['a yes or a text', { 'field.optin': { in: [true, 'maybe'] } }],
  ['combinators beside sources', { all: [{ 'field.a': 'x' }], 'field.b': 'y' }],
  ['an empty list', { any: [] }],
  ['no condition', {}],
  ['what no file may hold: a text', 'field.a'],
  ['what no file may hold: null', null],
  ['what no file may hold: an all that is no list', { all: true }],
  ['what no file may hold: a test that is none', { 'field.a': { over: 3 } }],
  ['what no file may hold: a list of nothing', { 'field.a': { in: [] } }],
])('rows cannot say it: %s', (_, condition) => expect(conditionRows(condition)).toBeUndefined())

describe('for any condition', () => {
  const scalar = fc.oneof(fc.constantFrom('x', 'y', '7', ''), fc.integer({ min: 0, max: 9 }), fc.boolean())
  const tests = fc.oneof(scalar, fc.record({ in: fc.array(scalar, { minLength: 1, maxLength: 3 }) }), fc.record({ present: fc.boolean() }))
  const plain = fc.dictionary(fc.constantFrom('field.a', 'field.b', 'field.c'), tests, { minKeys: 1, maxKeys: 3 })
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      plain as fc.Arbitrary<Condition>,
      fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('condition') }),
    ),
  }))
  const text = fc.constantFrom('x', 'y', '7', '3', 'true', 'no', '')
  const entries = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.array(text, { maxLength: 2 }))

  test('rows mean what it means, are shown again as the same rows, and make a condition that a file may hold', () => {
    fc.assert(
      fc.property(condition, entries, (one, texts) => {
        const rows = conditionRows(one)
        if (!rows) return
        const back = conditionOf(rows)!
        const fields = Object.fromEntries(
          Object.entries(texts).map(([id, values]) => [id, values.map((value) => ({ value, kind: 'text' }))]),
        )
        const capture = { on: 'form', fields } as unknown as Capture
        const { holds } = picker(capture, undefined)
        expect(holds(compileCondition(back))).toBe(holds(compileCondition(one)))
        // One row needs no "all" and no "any".
        expect(conditionRows(back)?.rows).toEqual(rows.rows)
        expect(schema.safeParse(back).success).toBe(true)
      }),
    )
  })
})

test('no row is no condition; one row is no list', () => {
  expect(conditionOf({ join: 'any', rows: [] })).toBeUndefined()
  expect(conditionOf({ join: 'any', rows: [{ path: 'field.a', asked: 'yes', values: [] }] })).toEqual({ 'field.a': true })
})

test('a comparison without a value yet stays a row', () => {
  const started = conditionOf({ join: 'all', rows: [{ path: 'field.a', asked: 'is', values: [] }] })
  expect(conditionRows(started)).toEqual({ join: 'all', rows: [{ path: 'field.a', asked: 'is', values: [] }] })
})

describe('several values', () => {
  test.each<[string, string[]]>([
    [' a, b ,,c ', ['a', 'b', 'c']],
    ['"Finals quiz, round 2", b', ['Finals quiz, round 2', 'b']],
    ['"a" b, "c', ['"a" b', '"c']],
    ['" a", ""', [' a', '']],
    ['"\\x"', ['"\\x"']],
  ])('%j is %j', (text, values) => expect(valuesOfText(text)).toEqual(values))

  test('any come back from the text that shows them', () => {
    const value = fc.oneof(fc.string(), fc.constantFrom('a, b', '"a"', ' ', '', 'a\\', '"a', 'b"'))
    fc.assert(
      fc.property(fc.array(value), (values) => {
        expect(valuesOfText(textOfValues(values))).toEqual(values)
      }),
    )
  })

  test('are counted, so that a comma which was meant as part of one is seen', () => {
    expect(severalHint(['Finals quiz', 'round 2'])).toContain('2 values')
    expect(severalHint(['Finals quiz, round 2'])).toBeUndefined()
  })
})

test('the words that combine are no sources', () => {
  expect(['field.a', 'all', 'any', 'not', ''].map(isSource)).toEqual([true, false, false, false, false])
})

test('a condition asks its sources at any depth, each with a value for which it holds', () => {
  const deep: Condition = {
    any: [{ 'field.a': { in: ['x', 'y'] } }, { all: [{ 'field.b': true }, { not: { 'field.c': 'z' } }] }, { 'field.d': { present: true } }],
  }
  expect(askedSources(deep)).toEqual([
    { path: 'field.a', isBoolean: false, example: 'x' },
    { path: 'field.b', isBoolean: true, example: 'true' },
    { path: 'field.c', isBoolean: false },
    { path: 'field.d', isBoolean: false },
  ])
})
