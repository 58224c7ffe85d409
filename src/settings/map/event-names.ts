// The names of Komo events that a rule can be given: Komo's documented ones, those that an inspector saw on this hub, those that rules have or had.
import type { Seen } from '../../core/inspector.ts'
import type { KomoEvent, Rule } from '../../core/hub-file.ts'
import { KOMO_EVENTS } from '../../core/komo-events.ts'

export function eventNames(seen: Seen | undefined, rules: Rule[]): KomoEvent[] {
  const used = rules.flatMap(({ on, collect }) => [on, collect?.until ?? []].flat())
  const all = new Set([...KOMO_EVENTS, ...(seen?.events.map(({ name }) => name) ?? []), ...used])
  all.delete('form')
  return [...all]
}

/**
 * Puts the rule on other captures. `confirm` is about forms only: it goes, and comes back, with them.
 * @param confirm as it was declared when the rule last took forms
 */
export function putOn(rule: Rule, names: string[], confirm: Rule['confirm']): void {
  const [first = 'form', ...others] = names
  rule.on = others.length ? names : first
  if (!names.includes('form')) delete rule.confirm
  else if (confirm) rule.confirm = confirm
}
