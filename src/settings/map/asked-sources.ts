// The sources that a condition asks, each with the value for which it would hold, where there is one: what the sample form begins with.
import type { Condition, SourcePath, Test } from '../../core/hub-file.ts'

export interface AskedSource {
  path: SourcePath
  isBoolean: boolean
  example?: string
}

export function askedSources(condition: Condition): AskedSource[] {
  return Object.entries(condition).flatMap(([key, test]) => {
    if (key === 'all' || key === 'any') return (test as Condition[]).flatMap(askedSources)
    if (key === 'not') return askedSources(test as Condition).map(({ path, isBoolean }) => ({ path, isBoolean }))
    const wanted = firstWanted(test as Test)
    return [
      { path: key, isBoolean: typeof wanted === 'boolean', ...(wanted !== undefined && wanted !== '' && { example: String(wanted) }) },
    ]
  })
}

function firstWanted(test: Test): string | number | boolean | undefined {
  if (typeof test !== 'object') return test
  return 'in' in test ? test.in[0] : undefined
}
