// What inspectors saw that a rule could read: the fields of the hub's forms for a rule on forms, the values of its Komo events for one on those, both for one on both.
import type { Seen } from '../../core/inspector.ts'
import type { Rule, SourcePath } from '../../core/hub-file.ts'
import { suggest, suggestedIn, suggestForPath, type Suggestion } from './suggest.ts'

export interface SeenSource {
  path: SourcePath
  /** As it is called on the hub. */
  id: string
  note: string
  suggestion: Suggestion
}

export interface SeenFor {
  isForm: boolean
  /** The forms or events that were seen, and when last. */
  places: { name: string; where: string; at: string }[]
  sources: SeenSource[]
}

export function seenFor(rule: Rule, seen: Seen | undefined): SeenFor {
  const on = [rule.on].flat()
  const sources = new Map<string, SeenSource>()
  const add = (id: string, path: SourcePath, note: string, suggestion: Suggestion | undefined): void => {
    if (suggestion && !sources.has(path)) sources.set(path, { path, id, note, suggestion: suggestedIn(rule, suggestion) })
  }
  const isForm = on.includes('form')
  const forms = isForm ? (seen?.forms ?? []) : []
  const events = (seen?.events ?? []).filter(({ name }) => on.includes(name))
  for (const { fields } of forms) {
    for (const field of fields) add(field.id, `field.${field.id}`, [field.kind, field.label].filter(Boolean).join(' · '), suggest(field))
  }
  for (const { paths } of events) for (const { path, kind } of paths) add(path, `event.${path}`, kind, suggestForPath(path, kind))
  const places = [
    ...forms.map(({ selector, path, at }) => ({ name: selector, where: path, at })),
    ...events.map(({ name, cardTypes, at }) => ({ name, where: cardTypes.join(', '), at })),
  ]
  return { isForm, places, sources: [...sources.values()] }
}
