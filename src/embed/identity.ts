// Who is at this page: remembered from captures or said by `identify()`, for captures that do not say it themselves.
import type { Candidate } from '../core/envelope.ts'
import { hub } from './hub.ts'
import { safe } from './safe.ts'
import { erase, read, write } from './storage.ts'
import { tab } from './tab.ts'

const DAY = 86_400_000

type Kind = { as: string; label?: string; proof?: unknown; value?: string }

/** The candidates of an envelope: its own, or else the remembered ones. What `identify()` said is always added to its own, in declared order. */
export function identityFor(own: Candidate[]): Candidate[] {
  if (own.length && !tab.named) return own
  return hub().identity.flatMap((kind) => [...own, ...tab.identity].find((one) => isAlike(kind, one)) ?? [])
}

/** Whether these name somebody else than is remembered. A proof alone does not tell. */
export function isOther(own: Kind[]): boolean {
  return own.some((one) => tab.identity.some((other: Kind) => isAlike(one, other) && nameOf(other) !== nameOf(one)))
}

/** An e-mail address is the same in whatever spelling. */
function nameOf({ as, label, value = '' }: Kind): string {
  return /email/.test(as + label) ? value.trim().toLowerCase() : value
}

function isAlike(one: Kind, other: Kind): boolean {
  return one.as === other.as && one.label === other.label && !one.proof === !other.proof
}

export function remember(own: Candidate[]): void {
  const { days } = hub()
  if (!own.length || tab.named) return
  tab.identity = own
  if (days) write('identity', [own, Date.now() + days * DAY, tab.user])
}

/** Takes over who was remembered on an earlier visit. */
export const recallIdentity = safe((): void => {
  const [identity, until, user] = read('identity') as [Candidate[], number, string?]
  const wasAnother = user && tab.user && user !== tab.user
  // With the user id: should the first event name another user, both are forgotten.
  if (!tab.identity.length && Date.now() < until && !wasAnother) Object.assign(tab, { identity, user: tab.user ?? user })
})

export function forgetIdentity(): void {
  Object.assign(tab, { identity: [], named: false })
  erase('identity')
}
