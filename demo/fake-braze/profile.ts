// One person as Braze keeps them, and the rules by which an attributes object changes them.
import { isObject, type Json, type JsonObject } from '../../src/core/json.ts'
import { ARRAY_MAX_ITEMS } from '../../src/core/limits.ts'
import { ownValue } from '../../src/core/own-value.ts'
import type { UserAlias } from '../../src/core/track-request.ts'
import { asBrazePhone } from './identifier.ts'
import { fits } from './own-attributes.ts'

export interface Profile {
  braze_id: string
  external_id?: string
  user_aliases: UserAlias[]
  attributes: JsonObject
  subscription_groups: Record<string, string>
  events: KeptEvent[]
  purchases: JsonObject[]
  /** What was counted as processed, yet changed nothing. Braze does not report these. */
  ignored: { key: string; value: Json; why: IgnoredWhy }[]
  /** ISO 8601, by the stand-in's clock. */
  created_at: string
  updated_at: string
}

/** In this order: the attribute cannot have this value; another nested value of the request was bad; the attribute has another type already. */
export type IgnoredWhy = 'no_such_value' | 'bad_nested' | 'other_type'

export interface KeptEvent {
  name: string
  time: string
  properties: JsonObject
}

/** Keys of an attributes object that are not attributes. */
const NOT_ATTRIBUTES = new Set(['external_id', 'braze_id', 'user_alias', '_update_existing_only', '_merge_objects', 'subscription_groups'])

export function applyAttributes(profile: Profile, object: JsonObject, dropNested: boolean): void {
  for (const [key, given] of Object.entries(object)) {
    if (NOT_ATTRIBUTES.has(key)) continue
    const value = key === 'phone' && typeof given === 'string' ? asBrazePhone(given) : given
    const before = ownValue(profile.attributes, key)
    const ignore = (why: IgnoredWhy): number => profile.ignored.push({ key, value, why })
    if (value === null) Reflect.deleteProperty(profile.attributes, key)
    else if (!fits(key, value)) {
      ignore('no_such_value')
      // Braze's documentation: an unknown country becomes null.
      if (key === 'country') Reflect.deleteProperty(profile.attributes, key)
    } else if (dropNested && isNested(value)) ignore('bad_nested')
    else {
      const after = changed(before, value, object['_merge_objects'] === true)
      // Braze's documentation: the first value received fixes a custom attribute's type.
      if (before !== undefined && kindOf(before) !== kindOf(after)) ignore('other_type')
      else profile.attributes[key] = after
    }
  }
}

/** One bad nested key makes Braze drop all nested updates of a request. */
export function hasBadNested(object: JsonObject): boolean {
  return Object.entries(object).some(([key, value]) => !NOT_ATTRIBUTES.has(key) && contentsOf(value).some(isBad))
}

/** The value itself, or what an operation adds or removes: the operation's own keys are Braze's. */
function contentsOf(value: Json): Json[] {
  if (!isObject(value) || !isOperation(value)) return [value]
  const list = (key: string): Json[] => (Array.isArray(value[key]) ? value[key] : [])
  const updates = list('$update').flatMap((entry) => (isObject(entry) ? (entry['$new_object'] ?? []) : []))
  return [...list('add'), ...list('remove'), ...list('$add'), ...updates]
}

/** Nested keys hold no spaces, dots or `$`. */
function isBad(value: Json): boolean {
  if (Array.isArray(value)) return value.some(isBad)
  return isObject(value) && Object.entries(value).some(([key, inner]) => /[\s.$]/.test(key) || isBad(inner))
}

function isNested(value: Json): boolean {
  if (isObject(value)) return !isOperation(value) || Object.values(value).some(isNested)
  return Array.isArray(value) && value.some(isObject)
}

function isOperation(value: JsonObject): boolean {
  return ['inc', 'add', 'remove', '$add', '$update', '$remove'].some((key) => key in value)
}

function changed(before: Json | undefined, value: Json, merge: boolean): Json {
  if (!isObject(value)) return Array.isArray(value) ? unique(value) : value
  if (typeof value['inc'] === 'number') return (typeof before === 'number' ? before : 0) + value['inc']
  if (!isOperation(value)) return merge && isObject(before) ? mergeObjects(before, value) : value
  const list = Array.isArray(before) ? before : []
  const same = (one: Json) => (other: Json) => JSON.stringify(one) === JSON.stringify(other)
  if (Array.isArray(value['remove'])) return list.filter((item) => !(value['remove'] as Json[]).some(same(item)))
  if (Array.isArray(value['add'])) return unique([...list, ...value['add']])
  return changeObjects(list, value)
}

/** Arrays of objects: `$add`, `$update` and `$remove` by `$identifier_key`. */
function changeObjects(list: Json[], operations: JsonObject): Json {
  const entries = (key: string): JsonObject[] => (Array.isArray(operations[key]) ? operations[key].filter(isObject) : [])
  const isAt = (item: Json, entry: JsonObject): boolean =>
    isObject(item) && item[String(entry['$identifier_key'])] === entry['$identifier_value']
  const kept = list.filter((item) => !entries('$remove').some((entry) => isAt(item, entry)))
  const updated = kept.map((item) => {
    const entry = entries('$update').find((candidate) => isAt(item, candidate))
    return entry && isObject(item) && isObject(entry['$new_object']) ? { ...item, ...entry['$new_object'] } : item
  })
  return [...updated, ...entries('$add')].slice(-ARRAY_MAX_ITEMS)
}

function mergeObjects(before: JsonObject, value: JsonObject): JsonObject {
  const merged: JsonObject = { ...before }
  for (const [key, inner] of Object.entries(value)) {
    const old = merged[key]
    merged[key] = isObject(old) && isObject(inner) ? mergeObjects(old, inner) : inner
  }
  return merged
}

function unique(list: Json[]): Json[] {
  return [...new Map(list.map((item) => [JSON.stringify(item), item])).values()].slice(-ARRAY_MAX_ITEMS)
}

function kindOf(value: Json): string {
  return Array.isArray(value) ? 'list' : typeof value
}
