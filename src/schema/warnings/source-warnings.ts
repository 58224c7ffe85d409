// Warnings about sources that never have a value, where a rule reads them beside its values: in conditions, subscriptions and `collect`.
import type { Rule } from '../../core/hub-file.ts'
import { besideValues } from '../declaration/declared-sources.ts'
import { neverRead } from './never-yields.ts'
import { unknownEvent } from './unknown-event.ts'
import { warning, type Warning } from './warning.ts'

export function sourceWarnings(rule: Rule, index: number): Warning[] {
  const found = besideValues(rule).flatMap(({ path, source }) => {
    const why = neverRead(source, rule)
    return why === undefined ? [] : [never(['rules', index, ...path], source, why)]
  })
  return [...found, ...collectWarnings(rule, index)]
}

/** Of each list the first source that yields is taken, so it warns only where none can. */
function collectWarnings(rule: Rule, index: number): Warning[] {
  const { collect } = rule
  if (collect === undefined) return []
  const sources = (['question', 'answer', 'correct'] as const).flatMap((key) => {
    const [why, ...others] = (collect[key] ?? []).map((source) =>
      source.startsWith('play.') ? 'it is what is gathered' : neverRead(source, rule),
    )
    if (why === undefined || others.includes(undefined)) return []
    return [never(['rules', index, 'collect', key], (collect[key] ?? []).join(', '), why)]
  })
  // Not covered by `on`: a rule need not be on the events that end its plays.
  const ends = collect.until.flatMap((name, at) => unknownEvent(['rules', index, 'collect', 'until', at], name))
  return [...sources, ...ends]
}

function never(path: (string | number)[], sources: string, why: string): Warning {
  return warning(path, 'source_never_yields', `${sources} never has a value here: ${why}`)
}
