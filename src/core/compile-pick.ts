// Compiles one declared value for the script: where it is picked, and in what form it crosses the wire. Constants without a condition stay at the proxy.
import { compileCondition } from './compile-condition.ts'
import type { SourcePath, Value, ValueType } from './hub-file.ts'
import type { Picking } from './public-hub.ts'
import { templateParts } from './template.ts'
import { typeOfValue } from './type-of-value.ts'
import { valueOf } from './value-of.ts'

/**
 * An object of picks, one for each value that crosses the wire; undefined where none does.
 * @param takes the type that a target has whatever is declared, by the target's name
 */
export function compilePicks(
  values: Record<string, SourcePath | Value> | undefined,
  takes: (name: string) => ValueType | undefined = () => undefined,
): Picking | undefined {
  const picks = Object.entries(values ?? {}).flatMap(([name, declared]) => {
    const value = valueOf(declared)
    const pick = compilePick(value, typeOfValue(value, takes(name)))
    return pick ? [[name, pick] as const] : []
  })
  return picks.length ? { of: Object.fromEntries(picks) } : undefined
}

export function compilePick(given: SourcePath | Value, type: ValueType): Picking | undefined {
  const value = valueOf(given)
  const { when, allow } = value
  const hasOwn = 'value' in value || 'default' in value
  if ('value' in value && !when) return undefined
  return {
    ...sourceOf(value),
    ...wireType(value, type),
    ...(when && { when: compileCondition(when) }),
    ...(when && hasOwn && { else: null }),
    ...(!allow && { guard: true as const }),
  }
}

function sourceOf({ from, template, only = [], question }: Value): Picking {
  if (template !== undefined) return { of: partsOf(template), join: true }
  if (from === 'form.responses') return { of: only.map((id) => responseOf(id, question === 'label')) }
  return from === undefined ? {} : { from: [from].flat() }
}

/** `{card.id}-{field.team}`: texts and sources in turn. */
function partsOf(template: string): Picking[] {
  return templateParts(template).map((part, index) => (index % 2 ? { when: [part], from: [part] } : { else: part }))
}

/** Left out where the field gives nothing: without an answer there is no response. */
function responseOf(id: string, isLabelled: boolean): Picking {
  const source = `field.${id}`
  const question: Picking = { ...(isLabelled && { from: [`labels.${id}`] }), else: id }
  return { when: [source], of: { question, answer: { from: [source] } } }
}

/** With a `map`, whose keys are texts, the value crosses as it was typed. */
function wireType({ map }: Value, type: ValueType): Picking {
  if (map) return {}
  if (type === 'boolean') return { as: 'boolean' }
  return type === 'number' || type === 'integer' ? { as: 'number' } : {}
}
