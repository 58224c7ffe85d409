// What a rule does to an attribute beyond setting it. Source: Braze's documentation of arrays, nested attributes and arrays of objects.
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { ValuePlan } from './value-plan.ts'

/** undefined where the value is nothing that the operation can take. */
export function operate({ op, key }: Pick<ValuePlan, 'op' | 'key'>, value: Json): Json | undefined {
  const list = Array.isArray(value) ? value : [value]
  switch (op) {
    case 'set':
      return value
    case 'inc':
      return typeof value === 'number' ? { inc: value } : undefined
    case 'merge':
      return isObject(value) ? value : undefined
    case 'add':
      return { add: list }
    case 'remove':
      return { remove: list }
    case '$add':
      return list.every(isObject) ? { $add: list } : undefined
    case '$update':
      return updates(list, key)
    case '$remove':
      return removals(list, key)
  }
}

/** The object's `key` tells which one is meant; the rest is what it gets. */
function updates(list: Json[], key: string | undefined): Json | undefined {
  const made = list.map((item): JsonObject | undefined => {
    if (key === undefined || !isObject(item)) return undefined
    const { [key]: id, ...rest } = item
    return isIdentifierValue(id) ? { $identifier_key: key, $identifier_value: id, $new_object: rest } : undefined
  })
  return made.every((item) => item !== undefined) ? { $update: made } : undefined
}

/** The ids themselves, or objects that have one. */
function removals(list: Json[], key: string | undefined): Json | undefined {
  const made = list.map((item): JsonObject | undefined => {
    const id = isObject(item) && key !== undefined ? item[key] : item
    return key !== undefined && isIdentifierValue(id) ? { $identifier_key: key, $identifier_value: id } : undefined
  })
  return made.every((item) => item !== undefined) ? { $remove: made } : undefined
}

function isIdentifierValue(id: Json | undefined): id is string | number {
  return typeof id === 'string' || typeof id === 'number'
}

/** Whether the attributes object needs `_merge_objects`, without which Braze replaces objects whole. */
export function isMerging(op: ValuePlan['op']): boolean {
  return op === 'merge' || op === '$update'
}
