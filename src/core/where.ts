// Whether a rule takes a capture: its `on` and `where`. Gives the name of the first thing that missed, for trace and inspector.
import type { Capture } from './capture.ts'
import { isOneOf } from './condition.ts'
import type { PublicRule, Words } from './public-hub.ts'
import { readSource } from './source-path.ts'

export function missOf(
  { on, where = {} }: Pick<PublicRule, 'on' | 'where'>,
  capture: Capture,
  words: Words | undefined,
): string | undefined {
  if (!on.includes(capture.on)) return 'on'
  const { card, page, forms } = capture
  const facts = {
    cardId: card?.id,
    cardType: card?.type,
    cardSubType: card?.subType,
    cardName: card?.name,
    pageSlug: page.slug,
    path: page.path,
    form: forms,
  }
  const { event = {}, ...plain } = where
  for (const key of Object.keys(plain) as (keyof typeof plain)[]) {
    const wanted = [plain[key]].flat()
    if (![facts[key]].flat().some((fact) => fact !== undefined && wanted.includes(fact))) return `where.${key}`
  }
  const missed = Object.keys(event).find((path) => !isOneOf(readSource(capture, `event.${path}`), [event[path] ?? []].flat(), words))
  return missed && `where.event.${missed}`
}
