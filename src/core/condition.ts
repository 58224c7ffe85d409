// Whether a declared condition holds for a capture: decided in the page, on raw values.
import type { Capture } from './capture.ts'
import type { Condition, Scalar, Test } from './hub-file.ts'
import type { Words } from './public-hub.ts'
import { readBoolean } from './read-boolean.ts'
import { readSource, yields, type Sourced } from './source-path.ts'

export function holds(condition: Condition, capture: Capture, words: Words): boolean {
  const inner = (part: Condition) => holds(part, capture, words)
  return Object.entries(condition).every(([key, test]) => {
    if (key === 'all') return (test as Condition[]).every(inner)
    if (key === 'any') return (test as Condition[]).some(inner)
    if (key === 'not') return !inner(test as Condition)
    return passes(readSource(capture, key), test as Test, words)
  })
}

function passes(values: Sourced[], test: Test, words: Words): boolean {
  if (typeof test !== 'object') return isOneOf(values, [test], words)
  return 'in' in test ? isOneOf(values, test.in, words) : yields(values) === test.present
}

/** Whether any of the values (or an item of a value that is a list) equals any of the wanted ones. */
export function isOneOf(values: Sourced[], wanted: Scalar[], words: Words): boolean {
  return values.some(({ value, kind }) =>
    Array.isArray(value)
      ? isOneOf(
          value.map((item) => ({ value: item })),
          wanted,
          words,
        )
      : wanted.some((one) =>
          typeof one === 'boolean'
            ? readBoolean(kind === undefined ? { value } : { value, kind }, words) === one
            : String(value) === String(one),
        ),
  )
}
