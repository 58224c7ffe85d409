// Who is at this page: remembered from captures or said by `identify()`, for captures that do not say it themselves.
import type { Candidate } from '../core/envelope.ts'
import type { PublicHub } from '../core/public-hub.ts'
import { read, write } from './storage.ts'
import { tab } from './tab.ts'

const DAY = 86_400_000

/** The candidates of an envelope: its own; else the remembered ones. What `identify()` said always stands beside them, in declared order. */
export function identityFor(hub: PublicHub, own: Candidate[]): Candidate[] {
  if (own.length && !tab.named) return own
  const all = [...own, ...tab.identity]
  return hub.identity.flatMap((declared) => all.find((candidate) => isKind(candidate, declared)) ?? [])
}

/** Whether these belong to somebody else than who is remembered. */
export function isOther(own: Candidate[]): boolean {
  return own.some((one) =>
    tab.identity.some(
      (other) => 'value' in one && 'value' in other && isKind(one, other) && one.value.toLowerCase() !== other.value.toLowerCase(),
    ),
  )
}

export function remember(hub: PublicHub, own: Candidate[]): void {
  if (!own.length || tab.named) return
  tab.identity = own
  if (hub.remember && hub.remember !== 'session' && !hub.kiosk) {
    write('localStorage', 'identity', { identity: own, until: Date.now() + hub.remember.days * DAY })
  }
}

/** Takes over who was remembered on an earlier visit. */
export function recallIdentity(): void {
  const { identity, until } = (read('localStorage', 'identity') ?? {}) as { identity?: Candidate[]; until?: number }
  if (!tab.identity.length && Array.isArray(identity) && Date.now() < (until ?? 0)) tab.identity = identity
}

export function forgetIdentity(): void {
  tab.identity = []
  tab.named = false
  write('localStorage', 'identity', undefined)
}

function isKind(one: Candidate, other: { as: string; label?: string }): boolean {
  return one.as === other.as && ('label' in one && one.label) === ('label' in other && other.label) && 'proof' in one === 'proof' in other
}
