// The type of a value that declares none, and of one that does.
import { expect, it } from 'vitest'
import type { Value, ValueType } from '../../src/core/hub-file.ts'
import { typeOfValue } from '../../src/core/type-of-value.ts'

it.each<[Value, takes: ValueType | undefined, ValueType]>([
  [{ from: 'field.x' }, undefined, 'string'],
  [{ from: 'field.x', type: 'date' }, undefined, 'date'],
  [{ from: 'field.x' }, 'phone', 'phone'],
  [{ from: 'field.x', type: 'integer' }, 'number', 'integer'],
  [{ from: 'field.x', op: 'inc' }, undefined, 'integer'],
  [{ from: 'field.x', op: 'inc', type: 'number' }, undefined, 'number'],
  [{ from: 'field.x', op: 'add' }, undefined, 'string'],
  [{ from: 'event.x', op: 'merge' }, undefined, 'object'],
  [{ from: 'event.x', op: '$add' }, undefined, 'object'],
  [{ from: 'event.x', op: '$update', key: 'id' }, undefined, 'object'],
  [{ from: 'field.x', op: '$remove', key: 'id' }, undefined, 'string'],
  [{ from: 'form.responses', only: ['team'] }, undefined, 'object'],
  [{ from: 'play.responses' }, undefined, 'object'],
  [{ from: 'play.complete' }, undefined, 'boolean'],
])('%j for a target of %s: %s', (value, takes, expected) => {
  expect(typeOfValue(value, takes)).toBe(expected)
})
