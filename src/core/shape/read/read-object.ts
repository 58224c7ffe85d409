// Objects: nested keys and texts within Braze's rules. One bad nested value makes Braze drop all nested updates of a request, so an object with one is refused as a whole.
// Source: Braze's documentation of nested custom attributes.
import type { ProblemCode } from '../../codes.ts'
import { isObject, type Json, type JsonObject } from '../../json.ts'
import { ARRAY_MAX_ITEMS, KEY_MAX_CHARACTERS, STRING_MAX_CHARACTERS } from '../../limits.ts'
import { withinCharacters } from './read-string.ts'
import type { How, Read } from './reader.ts'

const MAX_DEPTH = 8

export function readObject(raw: Json, how: How): Read {
  const object = typeof raw === 'string' ? parsed(raw) : raw
  if (!isObject(object)) return { code: 'invalid_object' }
  return nested(object, how, MAX_DEPTH)
}

/** Extension data may be JSON in a text. */
function parsed(text: string): Json | undefined {
  if (!/^\s*\{/.test(text)) return undefined
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function nested(value: Json, how: How, depth: number): Read {
  if (typeof value === 'string') return withinCharacters(value, STRING_MAX_CHARACTERS, how)
  if (typeof value === 'number') return Number.isFinite(value) ? { value } : { code: 'out_of_range' }
  if (value === null || typeof value !== 'object') return { value }
  if (depth === 0) return { code: 'invalid_object' }
  return Array.isArray(value) ? nestedList(value, how, depth) : nestedObject(value, how, depth)
}

function nestedObject(object: JsonObject, how: How, depth: number): Read {
  const made: [string, Json][] = []
  let cut = false
  for (const [key, value] of Object.entries(object)) {
    if (value === '' || (value === null && !how.nulls)) continue
    const problem = keyProblem(key)
    if (problem) return { code: problem }
    const read = nested(value, how, depth - 1)
    if ('code' in read) return read
    cut ||= read.cut === true
    made.push([key, read.value])
  }
  return { value: Object.fromEntries(made), ...(cut && { cut }) }
}

function nestedList(list: Json[], how: How, depth: number): Read {
  const tooMany = list.length > ARRAY_MAX_ITEMS
  if (tooMany && how.tooLong === 'refuse') return { code: 'too_many_items' }
  const made: Json[] = []
  let cut = tooMany
  for (const value of list.slice(0, ARRAY_MAX_ITEMS)) {
    const read = nested(value, how, depth - 1)
    if ('code' in read) return read
    cut ||= read.cut === true
    made.push(read.value)
  }
  return { value: made, ...(cut && { cut }) }
}

/** Nested keys hold no spaces, dots or `$`. */
function keyProblem(key: string): ProblemCode | undefined {
  if (key === '' || key === '__proto__' || /[\s.$]|\p{Surrogate}/u.test(key)) return 'invalid_object'
  return key.length > KEY_MAX_CHARACTERS ? 'too_long' : undefined
}
