// Warnings about sources that a rule reads beside its values, in conditions, subscriptions and `collect`, where nothing ever is.
import type { Collect, Rule } from '../../core/hub-file.ts'
import { besideValues } from '../declaration/declared-sources.ts'
import { didYouMean } from '../nearest.ts'
import { neverRead } from './never-yields.ts'
import { warning, type Warning } from './warning.ts'

export function sourceWarnings(rule: Rule, index: number): Warning[] {
  const found = besideValues(rule).flatMap(({ path, source }) => {
    const why = neverRead(source, rule)
    return why === undefined ? [] : [never(['rules', index, ...path], source, why)]
  })
  return [...found, ...collectWarnings(rule, index)]
}

/** Each is a list of which the first that yields is taken. */
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
  return [...sources, ...untilWarnings(collect, [rule.on].flat(), index)]
}

function untilWarnings({ until }: Collect, on: string[], index: number): Warning[] {
  return until.flatMap((name, at) => {
    if (on.includes(name)) return []
    const why = `no play ends by it: this rule is not on "${name}"${didYouMean(name, on)}`
    return [warning(['rules', index, 'collect', 'until', at], 'unused', why)]
  })
}

function never(path: (string | number)[], sources: string, why: string): Warning {
  return warning(path, 'source_never_yields', `${sources} never has a value here: ${why}`)
}
