// The waiting room: an envelope goes on as soon as it has consent, then confirmation, then an identity.
import type { Candidate } from '../core/envelope.ts'
import type { TraceReason } from '../core/trace.ts'
import { grantByPerson, mayKeep, revoke } from './consent.ts'
import { end, keep, pending } from './delivery/pending.ts'
import { send } from './delivery/send.ts'
import { dropWork, hub } from './hub.ts'
import { forgetIdentity, identityFor, isOther, remember } from './identity.ts'
import { forgetSaid } from './komo/said.ts'
import { saveTab, tab, type Waiting } from './tab.ts'
import { trace } from './trace.ts'

const MINUTE = 60_000

/** Lets go whatever can go now. */
export function advance(): void {
  let hasGone = false
  // Starts over after each one that goes: it may have brought the identity or consent that others wait for.
  while (tab.waiting.some(mayGo)) hasGone = true
  const { kiosk, forgets } = hub()
  if (hasGone) {
    if (kiosk) {
      grantByPerson(false)
      forgetSaid()
      changePerson()
    } else if (forgets && !tab.named) forgetIdentity()
    setTimeout(send)
  }
  // What waits is saved at once, for the page may be gone in a moment. With nothing but the identity to save, that can be later.
  if (tab.waiting.length) saveTab()
  else setTimeout(saveTab)
}

/** Moves it on to what is pending if nothing is in its way, and returns whether it did. Otherwise each new reason to wait is told once. */
function mayGo(one: Waiting): boolean {
  const { envelope, consent, reading, confirm, settled } = one
  // What was settled for an earlier person does not tell who is here now.
  const own = settled ? [] : envelope.identity
  const identity = settled ?? identityFor(own)
  if (one.isEmpty && !(confirm && one.capture)) {
    drop(one, 'empty')
    return false
  }
  const reason = reasonToWait(one, identity)
  if (reason && reason !== one.reason) trace('held', { envelope: { ...envelope, identity }, reason })
  one.reason = reason
  if (reason) return false
  leave(one)
  if (isOther(own)) changePerson()
  if (reading === 'granted' && consent?.person) grantByPerson(true)
  keep({ ...envelope, identity })
  remember(own)
  return true
}

function reasonToWait(one: Waiting, identity: Candidate[]): TraceReason | undefined {
  if (!mayKeep(one.consent, one.reading)) return 'no_consent'
  if (one.confirm) return one.confirm === 'play' ? 'collecting' : 'unconfirmed'
  if (!identity.length) return 'no_identity'
  return tab.inspecting && 'inspecting'
}

export function leave(one: Waiting): void {
  tab.waiting = tab.waiting.filter((other) => other !== one)
}

export function drop(one: Waiting, reason: TraceReason): void {
  leave(one)
  saveTab()
  trace('dropped', { envelope: one.envelope, reason })
}

/** Somebody else is here. What waits without an identity of its own, and plays in progress, were another person's and are dropped; the rest is settled as that person's. */
export function changePerson(): void {
  for (const one of tab.waiting) {
    one.settled ??= identityFor(one.envelope.identity)
    if (!one.envelope.identity.length || one.confirm === 'play') drop(one, 'person_changed')
  }
  forgetIdentity()
}

/**
 * Consent was withdrawn: nothing that is still here is sent.
 * @param until milliseconds since the epoch: pending envelopes that were submitted later stay, for they had a new yes; without it none stays
 */
export function forgetAll(until?: number): void {
  revoke()
  dropWork()
  forgetIdentity()
  for (const one of tab.waiting) drop(one, 'consent_withdrawn')
  for (const envelope of pending())
    if (!(Date.parse(envelope.at) > (until as number))) end(envelope, 'dropped', { reason: 'consent_withdrawn' })
  saveTab()
}

/** Drops what is confirmed and still waits: all of it after too long without a new capture, the oldest where it is more than declared. */
export function expire(): void {
  const { max, minutes } = hub().hold
  const held = tab.waiting.filter(({ confirm }) => !confirm)
  const isIdle = Date.now() - tab.at > minutes * MINUTE
  for (const one of isIdle ? held : held.slice(0, -max)) drop(one, isIdle ? 'expired' : 'full')
}
