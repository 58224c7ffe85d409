// Whether a source can give anything to a rule: by what the rule takes, and whether it gathers plays.
import type { Rule, SourcePath } from '../../core/hub-file.ts'

type Taking = Pick<Rule, 'on' | 'collect'>

/** Why a value from this source is never filled; undefined where it may be. */
export function neverYields(source: SourcePath, { on, collect }: Taking): string | undefined {
  const names = [on].flat()
  if (/^(field|form)\./.test(source) && !names.includes('form')) return 'events have no form fields'
  if (source.startsWith('event.') && names.every((name) => name === 'form')) return 'forms have no event payload'
  return source.startsWith('play.') && collect === undefined ? 'no answers are gathered without "collect"' : undefined
}

/** The same where a source is read directly: in conditions, consents, subscriptions and `collect`. */
export function neverRead(source: SourcePath, taking: Taking): string | undefined {
  return source === 'form.responses' ? 'it is made for values alone' : neverYields(source, taking)
}
