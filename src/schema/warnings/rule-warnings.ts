// Warnings about one rule: what it takes, and whether it can ever match.
import type { Rule } from '../../core/hub-file.ts'
import { pathAsText } from './path-as-text.ts'
import { unknownEvent } from './unknown-event.ts'
import { warning, type Warning } from './warning.ts'

/** Komo's events that belong to no card. Source: Komo's documentation of data layer events. */
const WITHOUT_CARD = ['page-view', 'page-viewed', 'auth-view', 'survey-viewed', 'survey-submitted', 'coupon-viewed', 'coupon-redeemed']

export function ruleWarnings(rule: Rule, index: number): Warning[] {
  const at = ['rules', index]
  const found: Warning[] = []
  const on = [rule.on].flat()
  const takesForms = on.includes('form')
  const where = rule.where ?? {}

  if (takesForms && Object.keys(where).length === 0) {
    found.push(
      warning([...at, 'where'], 'form_without_where', 'takes every form on the hub, including the sign-up form and the profile drawer'),
    )
  }
  found.push(...on.flatMap((name) => unknownEvent([...at, 'on'], name)))
  if (where.form !== undefined && !takesForms)
    found.push(never([...at, 'where', 'form'], 'only forms match a selector, and this rule takes none'))
  if (where.event !== undefined && on.every((name) => name === 'form'))
    found.push(never([...at, 'where', 'event'], 'a form has no event payload'))
  for (const path of Object.keys(where.event ?? {})) {
    const inside = path.replace(/^event\./, '')
    if (inside !== path) found.push(never([...at, 'where', 'event', path], `its paths begin inside the payload; did you mean "${inside}"?`))
  }
  const cardKey = (['cardId', 'cardType', 'cardSubType', 'cardName'] as const).find((key) => where[key] !== undefined)
  if (cardKey && on.every((name) => WITHOUT_CARD.includes(name)))
    found.push(never([...at, 'where', cardKey], `${on.join(', ')} belongs to no card`))
  if (where.path !== undefined && [where.path].flat().every((path) => !/^\/[^?#]*$/.test(path))) {
    found.push(never([...at, 'where', 'path'], 'a path starts with "/" and has neither "?" nor "#"'))
  }
  for (const key of ['root', 'fields', 'card', 'steps', 'confirm'] as const) {
    if (rule[key] !== undefined && !takesForms)
      found.push(warning([...at, key], 'unused', 'it applies to forms only, and this rule takes none'))
  }
  found.push(...(rule.events ?? []).flatMap(({ name }, event) => pathAsText([...at, 'events', event, 'name'], name)))
  const targets = [rule.attributes, rule.subscriptions, rule.events, rule.purchases]
  if (targets.every((target) => Object.keys(target ?? {}).length === 0)) {
    found.push(warning(at, 'rule_sends_nothing', 'has no attributes, subscriptions, events or purchases'))
  }
  return found
}

function never(path: (string | number)[], why: string): Warning {
  return warning(path, 'rule_never_matches', `this rule can never match: ${why}`)
}
