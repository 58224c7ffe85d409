// A rule as a whole: what it makes, and keys that only work together.
import type { Rule } from '../../core/hub-file.ts'
import { ENVELOPE_MAX_OBJECTS, EVENT_MAX_PROPERTIES } from '../../core/limits.ts'
import { isMerging } from '../../core/shape/operate.ts'
import { MAX_TARGETS } from '../envelope.ts'
import type { Finding } from '../issues.ts'
import { consentErrors } from './consent-errors.ts'

export function ruleErrors(rule: Rule, index: number): Finding[] {
  const found: Finding[] = []
  const add = (path: (string | number)[], what: string, wanted: string) =>
    found.push({ path: ['rules', index, ...path], found: what, wanted })

  const objects = objectsOf(rule)
  if (objects > ENVELOPE_MAX_OBJECTS) add([], `up to ${objects} objects`, `at most ${ENVELOPE_MAX_OBJECTS} objects from one submission`)
  const attributes = Object.keys(rule.attributes ?? {}).length
  if (attributes > MAX_TARGETS) add(['attributes'], `${attributes} attributes`, `at most ${MAX_TARGETS}`)
  for (const list of ['events', 'purchases'] as const) {
    for (const [at, { properties }] of (rule[list] ?? []).entries()) {
      const count = Object.keys(properties ?? {}).length
      if (count > EVENT_MAX_PROPERTIES) add([list, at, 'properties'], `${count} properties`, `at most ${EVENT_MAX_PROPERTIES}`)
    }
  }
  if (rule.root !== undefined && rule.trigger === undefined)
    add(['trigger'], 'nothing', '"click <selector>" or "change <selector>": what submits the container')
  if (rule.collect && [rule.on].flat().includes('form'))
    add(['collect'], 'it in a rule on "form"', 'it in a rule on the events that carry the answers')
  if (rule.card && 'url' in rule.card && !isExpression(rule.card.url))
    add(['card', 'url'], JSON.stringify(rule.card.url), 'a regular expression whose first group is the id of the card')
  found.push(...consentErrors(rule.consent, ['rules', index, 'consent'], '"from", "api" or "gpc"; or "none"'))
  const seen = new Set<string>()
  for (const [at, { to, doubleOptIn }] of (rule.subscriptions ?? []).entries()) {
    // The case of a UUID does not matter.
    if (seen.has(to.toLowerCase())) add(['subscriptions', at, 'to'], JSON.stringify(to), 'each subscription once')
    seen.add(to.toLowerCase())
    if (doubleOptIn && (to === 'email_subscribe' || to === 'push_subscribe'))
      add(['subscriptions', at, 'doubleOptIn'], 'true', "it only for a subscription group's UUID")
  }
  return found
}

/** Most objects that one envelope becomes. What is merged needs an attributes object of its own. */
function objectsOf({ attributes = {}, subscriptions = [], events = [], purchases = [] }: Rule): number {
  const operations = Object.values(attributes).map((value) => (typeof value === 'string' ? 'set' : (value.op ?? 'set')))
  const merging = operations.some(isMerging)
  const plain = subscriptions.length > 0 || operations.some((op) => !isMerging(op))
  return Number(merging) + Number(plain || !merging) + events.length + purchases.length
}

function isExpression(source: string): boolean {
  try {
    return (new RegExp(`${source}|`).exec('')?.length ?? 0) > 1
  } catch {
    return false
  }
}
