// Whether a rule takes a capture: its `on` and `where`. Gives the name of the first thing that missed, for trace and inspector.
import type { Capture } from './capture.ts'
import { isOneOf } from './condition.ts'
import type { Scalar } from './hub-file.ts'
import type { PublicRule, Words } from './public-hub.ts'
import { readSource } from './source-path.ts'

export function missOf(rule: PublicRule, capture: Capture, words: Words): string | undefined {
  if (!rule.on.includes(capture.on)) return 'on'
  const { event = {}, form, ...plain } = rule.where ?? {}
  const facts: Record<keyof typeof plain, string | undefined> = {
    cardId: capture.card?.id,
    cardType: capture.card?.type,
    cardSubType: capture.card?.subType,
    cardName: capture.card?.name,
    pageSlug: capture.page.slug,
    path: capture.page.path,
  }
  for (const key of Object.keys(plain) as (keyof typeof plain)[]) {
    if (!listOf(plain[key]).includes(facts[key])) return `where.${key}`
  }
  if (form && !listOf(form).some((selector) => capture.forms?.includes(selector))) return 'where.form'
  const missed = Object.keys(event).find(
    (path) => !isOneOf(readSource(capture, `event.${path}`), listOf(event[path] as Scalar | Scalar[]), words),
  )
  return missed && `where.event.${missed}`
}

function listOf<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value]
}
