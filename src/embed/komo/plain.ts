// A copy of a data-layer payload as plain JSON: the page may reuse, change or freeze the original, and it may be cyclic or throw.
import type { Json } from '../../core/json.ts'
import { safe } from '../safe.ts'

const DEEPEST = 8
/** Most objects and lists of one payload: one that holds the page's own state (a component, a store) leads to all of it, on every path. */
const MOST = 2_500
/** Most items of one list: one with ids as indices has millions, nearly all of them holes. */
const LONGEST = 8_000
/** Characters of one text, as many as of a control's: to compare or search longer ones could take for ever. */
const LONGEST_TEXT = 10_000

/** How many more objects and lists the payload may have. */
let room: number

export const plain = safe((value: unknown, parents: unknown[] = []): Json | undefined => {
  if (Object(value) !== value) return (/string|bigint/.test(typeof value) ? String(value).slice(0, LONGEST_TEXT) : value) as Json
  const path = [...parents, value]
  if (!parents[0]) room = MOST
  const isList = Array.isArray(value)
  // Plain objects are told by their tag, for a frame's have another `Object`; functions, elements and other host objects are left out.
  if (path.length > DEEPEST || parents.includes(value) || !(isList || {}.toString.call(value) === '[object Object]') || --room < 0)
    return undefined
  if (isList) return value.slice(0, LONGEST).map((item) => plain(item, path) ?? null)
  const read = safe((key: string) => plain((value as Record<string, unknown>)[key], path))
  // Keys are sorted because the two data layers' copies of an event are compared as texts.
  return Object.fromEntries(
    Object.keys(value as object)
      .sort()
      .map((key) => [key, read(key)]),
  ) as Json
})
