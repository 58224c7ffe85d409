// Compiles one declared value for the script: where it is picked, and as what it crosses the wire. Constants without a condition stay at the proxy.
import type { SourcePath, Value, ValueType } from './hub-file.ts'
import type { Pick, Picks } from './public-hub.ts'

export function compilePicks(
  values: Record<string, SourcePath | Value> | undefined,
  typeOf: (name: string, value: Value) => ValueType = (_, value) => value.type ?? 'string',
): Picks | undefined {
  const picks: Picks = {}
  for (const [name, value] of Object.entries(values ?? {})) {
    const pick = compilePick(value, typeOf(name, typeof value === 'string' ? {} : value))
    if (pick) picks[name] = pick
  }
  return Object.keys(picks).length ? picks : undefined
}

export function compilePick(value: SourcePath | Value, type: ValueType): Pick | undefined {
  if (typeof value === 'string') return { ...sourceOf({ from: value }), ...wireType({}, type) }
  const { when, allow } = value
  const own = when !== undefined && ('value' in value || 'default' in value)
  if ('value' in value && !when) return undefined
  return {
    ...sourceOf(value),
    ...wireType(value, type),
    ...(when && { when }),
    ...(own && { own }),
    ...(allow && { digits: true as const }),
  }
}

function sourceOf({ from, template, only, question = 'id' }: Value): Pick {
  if (template !== undefined) return { template }
  if (from === 'form.responses') return { responses: { only: only ?? [], question } }
  return from === undefined ? {} : { from: [from].flat() }
}

/** A `map` reads texts: then the value crosses as it was typed. */
function wireType({ map }: Value, type: ValueType): Pick {
  if (map) return {}
  if (type === 'boolean') return { as: 'boolean' }
  return type === 'number' || type === 'integer' ? { as: 'number' } : {}
}
