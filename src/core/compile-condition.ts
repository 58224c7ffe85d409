// Compiles conditions and `where` for the script: all combinators become one, `none`.
import type { Condition, Scalar, Where } from './hub-file.ts'
import type { CompiledTest } from './public-hub.ts'

export function compileCondition(condition: Condition): CompiledTest {
  const tests = Object.entries(condition).map(([key, wanted]): CompiledTest => {
    if (key === 'all') return allOf((wanted as Condition[]).map(compileCondition))
    if (key === 'any') return not({ none: (wanted as Condition[]).map(compileCondition) })
    if (key === 'not') return not(compileCondition(wanted as Condition))
    const { present, in: list = [wanted as Scalar] } = Object(wanted) as { present?: boolean; in?: Scalar[] }
    if (present === undefined) return [key, list]
    return present ? [key] : not([key])
  })
  return allOf(tests)
}

const SOURCES: Record<Exclude<keyof Where, 'event'>, string> = {
  cardId: 'card.id',
  cardType: 'card.type',
  cardSubType: 'card.subType',
  cardName: 'card.name',
  pageSlug: 'page.slug',
  path: 'page.path',
  form: 'forms',
}

/** In the order in which the trace names what missed. */
export function compileWhere({ event = {}, ...where }: Where = {}): CompiledTest[] {
  return [
    ...Object.entries(where).map(([key, wanted]): CompiledTest => [SOURCES[key as keyof typeof SOURCES], [wanted].flat(), `where.${key}`]),
    ...Object.entries(event).map(([path, wanted]): CompiledTest => [`event.${path}`, [wanted].flat(), `where.event.${path}`]),
  ]
}

function allOf(tests: CompiledTest[]): CompiledTest {
  const [only, ...others] = tests
  return only && !others.length ? only : { none: tests.map(not) }
}

function not(test: CompiledTest): CompiledTest {
  const [only, ...others] = 'none' in test ? test.none : []
  return only && !others.length ? only : { none: [test] }
}
