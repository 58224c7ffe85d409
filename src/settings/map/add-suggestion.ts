// Puts a suggested target into a rule, unless its source is mapped there already.
import type { Rule } from '../../core/hub-file.ts'
import { freshName, rowsOf, shortForm, targetsOf } from './rows.ts'
import { suggestedIn, type Suggestion } from './suggest.ts'

export function addSuggestion(rule: Rule, wanted: Suggestion | undefined): void {
  if (!wanted) return
  const suggestion = suggestedIn(rule, wanted)
  if (suggestion.to === 'subscription') {
    const { name: to, from } = suggestion
    if (!rule.subscriptions?.some((one) => one.from === from)) rule.subscriptions = [...(rule.subscriptions ?? []), { to, from }]
    return
  }
  const rows = rowsOf(rule.attributes)
  if (rows.some(([, value]) => value.from === suggestion.value.from)) return
  const name = freshName(rows, suggestion.name)
  const targets = targetsOf([...rows, [name, suggestion.value]])
  if (targets) rule.attributes = { ...targets, [name]: shortForm(suggestion.value) }
}
