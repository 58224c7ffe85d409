// Whether a declared condition holds for a capture: decided in the page, on raw values.
import type { Capture } from './capture.ts'
import type { Condition, Scalar } from './hub-file.ts'
import type { Words } from './public-hub.ts'
import { readBoolean } from './read-boolean.ts'
import { readSource, yields, type Sourced } from './source-path.ts'

export function holds(condition: Condition, capture: Capture, words: Words | undefined): boolean {
  const inner = (part: Condition) => holds(part, capture, words)
  return Object.entries(condition).every(([key, test]) => {
    if (key === 'all') return (test as Condition[]).every(inner)
    if (key === 'any') return (test as Condition[]).some(inner)
    if (key === 'not') return !inner(test as Condition)
    const values = readSource(capture, key)
    const { present, in: wanted = [test as Scalar] } = Object(test) as { present?: boolean; in?: Scalar[] }
    return present === undefined ? isOneOf(values, wanted, words) : yields(values) === present
  })
}

/** Whether any of the values (or an item of a value that is a list) equals any of the wanted ones. */
export function isOneOf(values: Sourced[], wanted: Scalar[], words: Words | undefined): boolean {
  return values.some(({ value, ...from }) =>
    [value]
      .flat()
      .some((item) =>
        wanted.some((one) =>
          typeof one === 'boolean' ? readBoolean({ ...from, value: item }, words) === one : String(item) === String(one),
        ),
      ),
  )
}
