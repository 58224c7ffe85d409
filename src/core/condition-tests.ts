// Lists the tests of a condition, whatever combinators it was written with.
import type { Condition, SourcePath, Test } from './hub-file.ts'

export interface ConditionTest {
  path: SourcePath
  test: Test
  /** It stands under a `not`. */
  isNegated: boolean
}

/** Every test of a condition, in the order in which they stand. */
export function conditionTests(condition: Condition, isNegated = false): ConditionTest[] {
  return Object.entries(condition).flatMap(([key, inner]) => {
    if (key === 'all' || key === 'any') return (inner as Condition[]).flatMap((one) => conditionTests(one, isNegated))
    return key === 'not' ? conditionTests(inner as Condition, true) : [{ path: key, test: inner as Test, isNegated }]
  })
}

export function conditionPaths(condition: Condition | undefined): SourcePath[] {
  return condition ? conditionTests(condition).map(({ path }) => path) : []
}
