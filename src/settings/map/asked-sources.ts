// The sources that a condition reads, each with a value for which it holds, if there is one: what the sample form begins with.
import { conditionTests } from '../../core/condition-tests.ts'
import type { Condition, SourcePath, Test } from '../../core/hub-file.ts'

export interface AskedSource {
  path: SourcePath
  isBoolean: boolean
  example?: string
}

export function askedSources(condition: Condition): AskedSource[] {
  return conditionTests(condition).map(({ path, test, isNegated }) => {
    const wanted = firstWanted(test)
    const hasExample = !isNegated && wanted !== undefined && wanted !== ''
    return { path, isBoolean: typeof wanted === 'boolean', ...(hasExample && { example: String(wanted) }) }
  })
}

function firstWanted(test: Test): string | number | boolean | undefined {
  if (typeof test !== 'object') return test
  return 'in' in test ? test.in[0] : undefined
}
