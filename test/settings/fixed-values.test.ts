// What the hub file holds itself, as it is typed: a list stays a list, a number a number, and a line of "Replace values" that nobody touched stays what it was.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Value, ValueType } from '../../src/core/hub-file.ts'
import type { Json } from '../../src/core/json.ts'
import { readFixed, targetOf, textOfFixed } from '../../src/settings/map/fixed-value.ts'
import { mapOfText, textOfMap, type Replacements } from '../../src/settings/map/replacements.ts'

describe('a fixed value', () => {
  test.each<[what: string, before: Json | undefined, value: Value, takes: ValueType | undefined, text: string, read: unknown]>([
    ['the list of README’s example', ['summer-footy'], { op: 'add' }, undefined, '["winter-footy"]', { read: ['winter-footy'] }],
    ['a list that is none', ['a'], {}, undefined, '["a"', { not: 'list' }],
    ['a list of a declared type', ['a'], { type: 'string', many: true }, undefined, '["b"]', { read: ['b'] }],
    ['an untyped number', 7, {}, undefined, '8', { read: 8 }],
    ['an untyped number, as a word', 7, {}, undefined, 'eight', { not: 'number' }],
    ['a number, as Germans type it', 7, { type: 'number' }, undefined, '7,5', { not: 'number' }],
    ['a number that is to be a text', 7, { type: 'string' }, undefined, 'seven', { read: 'seven' }],
    ['a price', 0, {}, 'number', '19.90', { read: 19.9 }],
    ['a yes or no', true, {}, undefined, 'false', { read: false }],
    ['a yes or no, as a word', true, {}, undefined, 'no', { not: 'boolean' }],
    ['an object', { a: 1 }, {}, undefined, '{"a": 2}', { read: { a: 2 } }],
    ['an object, as a list', { a: 1 }, {}, undefined, '[]', { not: 'object' }],
    ['nothing', null, {}, undefined, 'null', { read: null }],
    ['a text that looks like a number', 'x', {}, undefined, '4000', { read: '4000' }],
    ['a text that looks like a list', 'x', {}, undefined, '["a"]', { read: '["a"]' }],
    ['a fresh one of a number', '', {}, 'integer', '7', { read: 7 }],
    ['a fresh one to add to a list', '', { op: 'add' }, undefined, 'x', { read: 'x' }],
    ['several fresh ones to add to a list', '', { op: 'add' }, undefined, '["x", "y"]', { read: ['x', 'y'] }],
    ['a fresh one to merge', '', { op: 'merge' }, undefined, '{"a": 1}', { read: { a: 1 } }],
    ['a fresh one to merge, as a word', '', { op: 'merge' }, undefined, 'a', { not: 'object' }],
    ['the id of one to remove', '', { op: '$remove', key: 'id' }, undefined, 'a', { read: 'a' }],
    ['the ids of several to remove', '', { op: '$remove', key: 'id' }, undefined, '[1, 2]', { read: [1, 2] }],
    ['a fresh one to count up by', '', { op: 'inc' }, undefined, '2', { read: 2 }],
  ])('%s', (_, before, value, takes, text, read) => {
    expect(readFixed(text, before, targetOf(value, takes))).toEqual(read)
  })

  test('any comes back from the text that shows it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as Json
        expect(readFixed(textOfFixed(json), json, targetOf({}))).toEqual({ read: json })
      }),
    )
  })
})

describe('"Replace values"', () => {
  const target = targetOf({})
  const odd: Replacements = {
    a: '4000',
    'x=y': 'eq',
    none: null,
    many: ['p', 'q'],
    deep: { k: 1 },
    '': 'blank',
    n: 7,
    yes: true,
    ' s': ' t ',
  }

  test('a line more changes no other', () => {
    expect(mapOfText(`${textOfMap(odd)}\nc = new`, odd, target)).toEqual({ read: { ...odd, c: 'new' } })
  })

  test('texts stay texts, beside them too; a value keeps its type where its line is changed', () => {
    const postcodes = { a: '4000', b: '3000' }
    expect(mapOfText('a = 4001\nb=3001\nc = 2000', postcodes, target)).toEqual({ read: { a: '4001', b: '3001', c: '2000' } })
    expect(mapOfText('x=y = other\nn = 8\nyes = false', odd, target)).toEqual({ read: { 'x=y': 'other', n: 8, yes: false } })
    expect(mapOfText('renamed = 7\nagain = {"k":1}', odd, target)).toEqual({ read: { renamed: 7, again: { k: 1 } } })
  })

  test('of keys that begin alike a changed line has the longest', () => {
    expect(mapOfText('a = 1\na = b = 3', { a: '1', 'a = b': '2' }, target)).toEqual({ read: { a: '1', 'a = b': '3' } })
  })

  test('what is new is what it reads as, or what is declared', () => {
    expect(mapOfText('y = true\nn = false\ngold = 3', undefined, target)).toEqual({ read: { y: true, n: false, gold: 3 } })
    expect(mapOfText('a = 4000', undefined, targetOf({ type: 'string' }))).toEqual({ read: { a: '4000' } })
    expect(mapOfText('a=b = c\nempty =', undefined, target)).toEqual({ read: { 'a=b': 'c', empty: '' } })
    expect(mapOfText(' \n', odd, target)).toEqual({ read: undefined })
  })

  test.each<[string, unknown]>([
    ['a = 1\nbris Brisbane', { line: 'bris Brisbane', why: 'noEquals' }],
    ['= Brisbane', { line: '= Brisbane', why: 'noEquals' }],
    ['b = 1\nb = 2', { line: 'b = 2', why: 'twice' }],
    ['n = seven', { line: 'n = seven', why: 'number' }],
    ['many = p', { line: 'many = p', why: 'list' }],
  ])('%j is said to be wrong', (text, wrong) => expect(mapOfText(text, odd, target)).toEqual({ wrong }))

  test('any map comes back from the text that shows it', () => {
    const key = fc.oneof(fc.string(), fc.constantFrom('a', 'a = b', '=', ' ', 'a\nb')).filter((one) => one !== '__proto__')
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue(), { minKeys: 1 }), (map) => {
        const json = JSON.parse(JSON.stringify(map)) as Replacements
        // Two lines that look the same cannot be told apart by anybody.
        const lines = textOfMap(json).split('\n')
        fc.pre(new Set(lines).size === lines.length)
        expect(mapOfText(lines.join('\n'), json, target)).toEqual({ read: json })
      }),
    )
  })
})
