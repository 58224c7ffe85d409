// The attributes objects of one envelope: attributes, subscriptions, and what makes an alias reachable. At most two, because `_merge_objects` counts for a whole object.
import type { Envelope, Raw } from '../envelope.ts'
import type { Json, JsonObject } from '../json.ts'
import { ownValue } from '../own-value.ts'
import { isMerging } from './operate.ts'
import type { Identified } from './identify.ts'
import type { RulePlan } from './plan.ts'
import { readBoolean } from './read/read-boolean.ts'
import { report, shapeValue, type Shaping } from './shape-value.ts'

/** Without identifier and flags. */
export interface AttributeSets {
  plain: JsonObject
  merging: JsonObject
}

export function shapeAttributes(rule: RulePlan, envelope: Envelope, person: Identified, shaping: Shaping): AttributeSets {
  const sets: AttributeSets = { plain: {}, merging: {} }
  for (const plan of rule.attributes.values()) {
    const value = shapeValue(plan, ownValue(envelope.attributes, plan.name), shaping)
    if (value === undefined) continue
    if (conflicts(person, plan.name, value)) report(plan, shaping, 'identity_conflict')
    else sets[isMerging(plan.op) ? 'merging' : 'plain'][plan.name] = value
  }
  Object.assign(sets.plain, shapeSubscriptions(rule, envelope, shaping))
  return sets
}

/** The attribute by which an alias's person can be reached, where the rule has not set it itself. */
export function addReach(plain: JsonObject, person: Identified): void {
  for (const [name, value] of Object.entries(person.reach ?? {})) if (!Object.hasOwn(plain, name)) plain[name] = value
}

/**
 * Beside no primary identifier `email` and `phone` are look-up keys, `email` before `phone`: another value there would
 * write into another profile. Source: Braze's documentation of the user attributes object.
 */
function conflicts({ identifier }: Identified, name: string, value: Json): boolean {
  if (name === 'email') return identifier.phone !== undefined || (identifier.email !== undefined && identifier.email !== value)
  return name === 'phone' && identifier.phone !== undefined && identifier.phone !== value
}

function shapeSubscriptions(rule: RulePlan, envelope: Envelope, shaping: Shaping): JsonObject {
  const states: JsonObject = {}
  const groups: Json[] = []
  for (const { to, target, off, doubleOptIn } of rule.subscriptions.values()) {
    const isOn = readConsent(ownValue(envelope.subscriptions, to))
    if (isOn === 'invalid') report({ target }, shaping, 'invalid_boolean')
    if (isOn === undefined || isOn === 'invalid' || (!isOn && off !== 'unsubscribe')) continue
    const state = isOn ? 'subscribed' : 'unsubscribed'
    if (to === 'email_subscribe' || to === 'push_subscribe') states[to] = state
    else
      groups.push({ subscription_group_id: to, subscription_state: state, ...(doubleOptIn && isOn && { use_double_opt_in_logic: true }) })
  }
  return { ...states, ...(groups.length > 0 && { subscription_groups: groups }) }
}

/** True if any value reads true; undefined where nothing came. A value that is neither yes nor no is no consent. */
function readConsent(raw: Raw | undefined): boolean | 'invalid' | undefined {
  const values = (Array.isArray(raw) ? raw : [raw]).filter((value) => value != null && !(typeof value === 'string' && value.trim() === ''))
  const reads = values.map((value) => readBoolean(value ?? ''))
  if (reads.some((read) => 'value' in read && read.value === true)) return true
  if (reads.length === 0) return undefined
  return reads.some((read) => 'value' in read) ? false : 'invalid'
}
