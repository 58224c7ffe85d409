// What the page is given of a declaration.
import { expect, test } from 'vitest'
import { compilePick } from '../../src/core/compile-pick.ts'
import { compile } from '../../src/core/compile.ts'
import { HUB } from '../schema/hub.ts'

test('a value with a condition is looked at for card numbers too', () => {
  expect(compilePick({ from: 'field.a', when: { 'field.b': { present: true } } }, 'string')).toMatchObject({ guard: true })
})
test('a consent for one capture is no visitor’s', () => {
  expect(compile({ ...HUB, consent: { from: 'field.ok', scope: 'capture' } }).rules[0]?.consent).toEqual({ from: 'field.ok' })
})
