// The cards that Komo's events have shown, and which of them a form belongs to. Never the latest by guess.
import type { Card } from '../../core/capture.ts'
import type { JsonObject } from '../../core/json.ts'
import type { PublicRule } from '../../core/public-hub.ts'
import { own } from '../forms/own.ts'

/** Milliseconds before the submit from which Komo's `form-submission` still counts for it. */
const BEFORE = 2_000

interface SeenCard {
  card: Card
  /** It showed an entry form (`form-start`). */
  started: boolean
  /** When its `form-submission` came that no submit has used yet; 1 once used; 0 with none since the last `form-start`. */
  done: number
}

/** By id; under '' what came without one. */
const cards = new Map<string, SeenCard>()

export function seeCard({ cardId, cardType, cardSubType, cardName }: JsonObject): Card | undefined {
  if (!cardId) return undefined
  const seen = seenCard(String(cardId))
  Object.assign(
    seen.card,
    { id: String(cardId) },
    cardType && { type: cardType },
    cardSubType && { subType: cardSubType },
    cardName && { name: cardName },
  )
  return { ...seen.card }
}

function seenCard(id = ''): SeenCard {
  let seen = cards.get(id)
  if (!seen) cards.set(id, (seen = { card: {}, started: false, done: 0 }))
  return seen
}

export function startForm(id: string | undefined): void {
  Object.assign(seenCard(id), { started: true, done: 0 })
}

export function endForm(id: string | undefined, used: boolean): void {
  seenCard(id).done = used ? 1 : Date.now()
}

export function hasStarted(id: string | undefined): boolean {
  return seenCard(id).started
}

/** Whether the card's event came just before its submit; it confirms one submission only. */
export function useEarlierEvent(id: string | undefined): boolean {
  const seen = seenCard(id)
  const isRecent = Date.now() - seen.done < BEFORE
  if (isRecent) seen.done = 1
  return isRecent
}

/** By the rule's own finder; by an element around it that carries a known card's id; else the only card with an open form. */
export function cardOf(form: Element, finder: PublicRule['card']): Card | undefined {
  if (finder) {
    const id =
      'url' in finder
        ? RegExp(finder.url).exec(location.href)?.[1]
        : own(form, 'closest').call(form, finder.closest)?.getAttribute(finder.attribute)
    return id == null ? undefined : { id, ...cards.get(id)?.card }
  }
  for (let node: Node | null | undefined = form; node; node = above(node)) {
    for (const { value } of node.nodeType === 1 ? own(node as Element, 'attributes') : []) {
      if (value && cards.has(value)) return cards.get(value)?.card
    }
  }
  const open = [...cards.values()].filter(({ started, done }) => started && (!done || Date.now() - done < BEFORE))
  return open.length === 1 && open[0]?.card.id ? open[0].card : undefined
}

/** Also out of shadow roots and frames. */
function above(node: Node): Node | null | undefined {
  return own(node as Element, 'parentNode') ?? (node as ShadowRoot).host ?? (node as Document).defaultView?.frameElement
}
