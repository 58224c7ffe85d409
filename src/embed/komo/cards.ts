// The cards that Komo's events have shown, and which of them a form belongs to. Never the latest by guess.
import type { Card } from '../../core/capture.ts'
import type { JsonObject } from '../../core/json.ts'
import type { PublicRule } from '../../core/public-hub.ts'
import { callOwn, own } from '../forms/own.ts'
import { safe } from '../safe.ts'

/** Milliseconds before the submit from which Komo's `form-submission` still counts for it. */
const BEFORE = 2_000
/** Most nodes to go up from a form: names that a page gives its frames and controls can make the way up a circle. */
const DEEPEST = 9_999

interface SeenCard {
  card?: Card
  /** Whether its entry form is open, from `form-start` to `form-submission`; `undefined` where none was ever shown. */
  isOpen?: boolean
  /** When its `form-submission` came, unless that has confirmed a submit. */
  submittedAt?: number | undefined
}

/** By id; under `undefined` what came without one. */
const cards = new Map<string | undefined, SeenCard>()

export function seenCard(id?: string): SeenCard {
  return cards.get(id) ?? (cards.set(id, {}).get(id) as SeenCard)
}

export function noteCard(name: string, { cardId, cardType, cardSubType, cardName }: JsonObject): Card | undefined {
  const seen = seenCard(cardId as string)
  if (cardId)
    seen.card = {
      ...seen.card,
      ...JSON.parse(JSON.stringify({ id: cardId, type: cardType, subType: cardSubType, name: cardName })),
    } as Card
  if (name === 'form-start') seen.isOpen = true
  return seen.card
}

/**
 * The card's `form-submission` came. It confirms one submission: the one that waited for it, or the next.
 * @param isUsed whether it has confirmed one
 */
export function noteSubmission(id: string | undefined, isUsed: boolean): void {
  const seen = seenCard(id)
  // Stays `undefined` where no `form-start` came: Komo is not seen to confirm this card's submissions.
  seen.isOpen &&= false
  seen.submittedAt = isUsed ? undefined : Date.now()
}

/** Whether the card's `form-submission` came just before its submit. Uses it up, for it confirms one submission only. */
export function useEarlierEvent(id: string | undefined): boolean {
  const isUsable = isRecent(seenCard(id))
  if (isUsable) noteSubmission(id, true)
  return isUsable
}

function isRecent(seen: SeenCard): boolean {
  return Math.abs(Date.now() - (seen.submittedAt as number)) < BEFORE
}

/** The form's card: by the rule's own finder; by an element around it that carries a known card's id; else the only card with an open form, or with a `form-submission` that came just now. */
export function cardOf(form: Element, finder?: PublicRule['card']): Card | undefined {
  if (finder) {
    const id =
      'url' in finder
        ? RegExp(finder.url).exec(location.href)?.[1]
        : callOwn(form, 'closest', finder.closest)?.getAttribute(finder.attribute)
    return id ? { id, ...seenCard(id).card } : undefined
  }
  for (let node: Node | null | undefined = form, left = DEEPEST; node && left--; node = above(node)) {
    for (const { value } of safe(own)(node as Element, 'attributes') ?? []) {
      const card = cards.get(value)?.card
      if (card) return card
    }
  }
  const open = [...cards.values()].filter((seen) => seen.isOpen || isRecent(seen))
  return open.length > 1 ? undefined : open[0]?.card
}

/** Also out of shadow roots and frames. */
function above(node: Node): Node | null | undefined {
  return own(node as Element, 'parentNode') ?? (node as ShadowRoot).host ?? (node as Document).defaultView?.frameElement
}
