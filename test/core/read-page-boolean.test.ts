// A yes or no reads alike in the page and at the proxy.
import { describe, expect, it } from 'vitest'
import { BOOLEAN_WORDS } from '../../src/core/boolean-words.ts'
import { readPageBoolean } from '../../src/core/read-page-boolean.ts'
import { readBoolean } from '../../src/core/shape/read/read-boolean.ts'

const ROWS: [string, boolean | undefined][] = [
  ['yes', true],
  [' Yes ', true],
  ['\uff59\uff45\uff53', true],
  ['\uff10', false],
  ['S\u00cd', true],
  ['N\u00c3O', false],
  ['perhaps', undefined],
  ['', undefined],
]

describe.each(ROWS)('%j', (value, wanted) => {
  it('as a text in the page', () => {
    expect(readPageBoolean({ value, kind: 'text' }, BOOLEAN_WORDS)).toBe(wanted)
  })
  it('as a value for Braze', () => {
    expect(readBoolean(value)).toEqual(wanted === undefined ? { code: 'invalid_boolean' } : { value: wanted })
  })
})
