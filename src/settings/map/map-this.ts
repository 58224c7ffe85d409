// "Map this" of the inspector: what its link wants mapped, and the rule of the draft that takes it.
import type { SeenEvent } from '../../core/inspector.ts'
import type { HubFile, Rule } from '../../core/hub-file.ts'
import { addSuggestion } from './add-suggestion.ts'
import { suggest, suggestForPath, type Suggestion } from './suggest.ts'

export interface Wanted {
  /** `form`, or the Komo event whose value it is. */
  on: string
  suggestion: Suggestion | undefined
}

/** `?field=postcode&kind=text`, or `?event=card-answered&path=answer&kind=string`. Undefined where the address wants nothing. */
export function wantedBy(query: URLSearchParams): Wanted | undefined {
  const [field, event, path, kind] = ['field', 'event', 'path', 'kind'].map((name) => query.get(name))
  if (field) return { on: 'form', suggestion: suggest({ id: field, kind: kind ?? 'text' }) }
  if (event && path) return { on: event, suggestion: suggestForPath(path, (kind ?? 'string') as SeenEvent['paths'][number]['kind']) }
  return undefined
}

/** Adds it to the first rule on such captures, or to a new one; says which. */
export function mapThis(file: HubFile, { on, suggestion }: Wanted): number {
  const found = file.rules.findIndex((rule) => [rule.on].flat().includes(on))
  const index = found < 0 ? file.rules.push(freshRule(file.rules, on)) - 1 : found
  const rule = file.rules[index]
  if (rule) addSuggestion(rule, suggestion)
  return index
}

export function freshRule(rules: Rule[], on: string): Rule {
  const taken = new Set(rules.map(({ id }) => id))
  let id = on
  for (let count = 2; taken.has(id); count++) id = `${on}-${count}`
  return { id, on }
}
