// A value of another sort keeps only what that sort can say.
import { expect, test } from 'vitest'
import { ofSort } from '../../src/settings/map/value-sort.ts'

test('a constant has none of what is done to a source', () => {
  const read = { from: 'field.a', type: 'string', map: { a: 'b' }, otherwise: 'c', default: 'd', split: ',', empty: 'null' } as const
  expect(ofSort(read, 'value')).toEqual({ type: 'string', value: '' })
  expect(ofSort(read, 'template')).toEqual({ ...read, from: undefined, template: '{field.a}' })
})

test('a constant that is null comes back as null', () => {
  expect(ofSort({ from: 'field.a' }, 'value', { value: null })).toEqual({ value: null })
})
