// Who is at this page: remembered from captures or said by `identify()`, for captures that do not say it themselves.
import type { Candidate } from '../core/envelope.ts'
import { hub } from './hub.ts'
import { erase, read, write } from './storage.ts'
import { tab } from './tab.ts'

const DAY = 86_400_000

type Kind = { as: string; label?: string; proof?: string }

/** The candidates of an envelope: its own; else the remembered ones. What `identify()` said always stands beside them, in declared order. */
export function identityFor(own: Candidate[]): Candidate[] {
  if (own.length && !tab.named) return own
  return hub().identity.flatMap((kind) => [...own, ...tab.identity].find(isKind(kind)) ?? [])
}

/** Whether these belong to somebody else than who is remembered. */
export function isOther(own: Candidate[]): boolean {
  return own.some(
    (one) => 'value' in one && tab.identity.some((other) => isKind(one)(other) && 'value' in other && other.value !== one.value),
  )
}

export function remember(own: Candidate[]): void {
  const { remember: days } = hub()
  if (!own.length || tab.named) return
  tab.identity = own
  if (Object(days) === days) write('localStorage', 'identity', [own, Date.now() + (days as { days: number }).days * DAY])
}

/** Takes over who was remembered on an earlier visit. */
export function recallIdentity(): void {
  const [identity, until] = (read('localStorage', 'identity') ?? [[], 0]) as [Candidate[], number]
  if (!tab.identity.length && Date.now() < until) tab.identity = identity
}

export function forgetIdentity(): void {
  tab.identity = []
  tab.named = false
  erase('localStorage', 'identity')
}

function isKind(one: Kind): (other: Kind) => boolean {
  return (other) => one.as === other.as && one.label === other.label && !one.proof === !other.proof
}
