// One raw value of the wire → one value for Braze, as its plan says; what is wrong with it becomes a problem, and the value is left out.
import type { Problem, ProblemCode } from '../codes.ts'
import type { Raw } from '../envelope.ts'
import type { Json } from '../json.ts'
import { ARRAY_MAX_ITEMS, OBJECT_MAX_BYTES } from '../limits.ts'
import { isLargerThan } from './json-bytes.ts'
import { operate } from './operate.ts'
import { localeFacts } from './read/locale-facts.ts'
import type { How, Read } from './read/reader.ts'
import type { Tables } from './shaped.ts'
import type { ValuePlan } from './value-plan.ts'

/** What shaping one envelope carries along. */
export interface Shaping {
  /** The hub's locale, or the page's where the hub declares `page`. */
  locale: string
  tables: Tables
  now: number
  /** The envelope's time, corrected; ISO 8601. */
  at: string
  problems: Problem[]
}

/** undefined: nothing is sent for it. `null` deletes, and comes only from where the rule declares it. */
export function shapeValue(plan: ValuePlan, raw: Raw | undefined, shaping: Shaping): Json | undefined {
  const value =
    plan.constant === undefined
      ? fromWire(plan, raw, shaping)
      : conditionHeld(plan, raw)
        ? ownWhole(plan, plan.constant, shaping)
        : undefined
  // Null deletes only with `set`: no other operation may take a whole array or counter away.
  if (value === undefined || value === null) return plan.op === 'set' ? value : undefined
  const done = operate(plan, value)
  if (done === undefined) return report(plan, shaping, 'invalid_object')
  return typeof done === 'object' && isLargerThan(done, OBJECT_MAX_BYTES) ? report(plan, shaping, 'too_large') : done
}

/** Adds a problem to the list, once for each target and code. Gives undefined, for callers that leave the value out. */
export function report(plan: Pick<ValuePlan, 'target'>, { problems }: Pick<Shaping, 'problems'>, code: ProblemCode): undefined {
  const { target } = plan
  if (!problems.some((problem) => problem.target === target && problem.code === code)) problems.push({ target, code })
}

function conditionHeld(plan: ValuePlan, raw: Raw | undefined): boolean {
  return !plan.conditional || raw !== undefined
}

function fromWire(plan: ValuePlan, given: Raw | undefined, shaping: Shaping): Json | undefined {
  const raw = plan.isTime && given != null ? shaping.at : given
  if (plan.template && Array.isArray(raw)) {
    const text = textOfParts(raw)
    return text === undefined ? report(plan, shaping, 'many_values') : fromWire(plan, text, shaping)
  }
  // A condition that did not hold in the page leaves nothing on the wire; `null` says that it held and nothing was picked.
  if (raw === undefined || raw === null) return conditionHeld(plan, raw) ? fallback(plan, shaping) : undefined
  const items = itemsOf(plan, raw)
  const first = items[0]
  if (first === undefined) return plan.nullWhenEmpty ? null : fallback(plan, shaping)
  if (plan.many) return listOf(plan, items, shaping)
  if (items.length > 1) return plan.type === 'boolean' ? anyTrue(plan, items, shaping) : report(plan, shaping, 'many_values')
  return element(plan, first, shaping)
}

function fallback(plan: ValuePlan, shaping: Shaping): Json | undefined {
  return plan.fallback === undefined ? undefined : ownWhole(plan, plan.fallback, shaping)
}

/** The text of a template whose parts the page could not join: lists of one value count as that value; several values or an object give none. */
function textOfParts(parts: Json[]): string | undefined {
  const texts = parts.map((part) => (Array.isArray(part) && part.length === 1 ? (part[0] as Json) : part))
  return texts.every((text) => typeof text !== 'object') ? texts.join('') : undefined
}

/** The values that came: split, trimmed, without blank ones. Plain loops, because nothing else in shaping runs as often. */
function itemsOf({ split, trim }: ValuePlan, raw: Json): Json[] {
  const items: Json[] = []
  for (const item of Array.isArray(raw) ? raw : [raw]) {
    if (typeof item !== 'string') {
      if (item !== null) items.push(item)
      continue
    }
    for (const text of split === undefined ? [item] : item.split(split)) {
      const trimmed = text.trim()
      if (trimmed !== '') items.push(trim ? trimmed : text)
    }
  }
  return items
}

function listOf(plan: ValuePlan, items: Json[], shaping: Shaping): Json | undefined {
  const list = new Map<string, Json>()
  // Reading a phone number is slow: equal texts are read once, and none behind those with which the list is too long already.
  for (const item of new Set(items)) {
    if (list.size > ARRAY_MAX_ITEMS) break
    const value = element(plan, item, shaping)
    if (value == null) continue
    const key = JSON.stringify(value)
    if (!list.has(key)) list.set(key, value)
  }
  return withinLimit(plan, [...list.values()], shaping)
}

/** No list at all rather than an empty one. */
function withinLimit(plan: ValuePlan, list: Json[], shaping: Shaping): Json[] | undefined {
  if (list.length === 0) return undefined
  if (list.length <= ARRAY_MAX_ITEMS) return list
  report(plan, shaping, plan.tooLong === 'cut' ? 'cut' : 'too_many_items')
  return plan.tooLong === 'cut' ? list.slice(0, ARRAY_MAX_ITEMS) : undefined
}

/** `optin=true&optin=false`, as a box with a hidden field beside it sends: true if any of its values reads true. */
function anyTrue(plan: ValuePlan, items: Json[], shaping: Shaping): Json | undefined {
  const values = items.map((item) => element(plan, item, shaping))
  return values.includes(true) ? true : values.find((value) => value !== undefined)
}

function element(plan: ValuePlan, item: Json, shaping: Shaping): Json | undefined {
  if (plan.map === undefined) return settle(plan, plan.read(item, howOf(plan, shaping, false)), shaping)
  const mapped = typeof item === 'object' ? undefined : plan.map.get(String(item))
  if (mapped !== undefined) return ownElement(plan, mapped, shaping)
  if (plan.otherwise === undefined) return report(plan, shaping, 'not_in_map')
  return plan.otherwise === 'omit' ? undefined : ownElement(plan, plan.otherwise, shaping)
}

/** A constant or default: a list where `many` is declared; elsewhere only an untyped one may be. */
function ownWhole(plan: ValuePlan, value: Json, shaping: Shaping): Json | undefined {
  if (!plan.many || value === null) return ownElement(plan, value, shaping)
  const list = [value]
    .flat()
    .map((item) => ownElement(plan, item, shaping))
    .filter((item) => item != null)
  return withinLimit(plan, list, shaping)
}

/** The author's own JSON (a map output, an element of a constant): held to the type where one is declared, else only to Braze's limits. */
function ownElement(plan: ValuePlan, value: Json, shaping: Shaping): Json | undefined {
  if (value === null || !plan.typed) return value
  return Array.isArray(value) ? report(plan, shaping, 'many_values') : settle(plan, plan.read(value, howOf(plan, shaping, true)), shaping)
}

function settle(plan: ValuePlan, read: Read, shaping: Shaping): Json | undefined {
  if ('code' in read) return report(plan, shaping, read.code)
  if (read.cut) report(plan, shaping, 'cut')
  return read.value
}

function howOf(plan: ValuePlan, { locale, tables, now }: Shaping, isOwn: boolean): How {
  return {
    locale: localeFacts(plan.locale ?? locale),
    format: plan.format,
    region: plan.region,
    tooLong: plan.tooLong,
    nulls: plan.nullWhenEmpty,
    isOwn,
    tables,
    now,
  }
}
