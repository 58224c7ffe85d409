// The waiting room: an envelope goes on as soon as it has consent, then confirmation, then an identity.
import type { TraceReason } from '../core/trace.ts'
import { grant, mayKeep, revoke } from './consent.ts'
import { discard, keep, pending } from './delivery/pending.ts'
import { send } from './delivery/send.ts'
import { hub } from './hub.ts'
import { forgetIdentity, identityFor, isOther, remember } from './identity.ts'
import { saveTab, tab, type Waiting } from './tab.ts'
import { trace } from './trace.ts'

const MINUTE = 60_000

let isInspecting = false

/** An operator looks at what would be sent: nothing goes but what she lets go. */
export function inspect(): void {
  isInspecting = true
}

/** Lets go whatever can go now. */
export function advance(): void {
  const { kiosk, remember: remembers } = hub()
  let gone = 0
  for (const one of tab.waiting) {
    const { envelope, consent, reading } = one
    const own = envelope.identity
    const identity = identityFor(own)
    const reason = !mayKeep(consent, reading)
      ? 'no_consent'
      : one.confirm
        ? 'unconfirmed'
        : !identity.length
          ? 'no_identity'
          : isInspecting
            ? 'inspecting'
            : undefined
    if (reason && reason !== one.reason) trace('held', { ...envelope, identity }, reason)
    one.reason = reason
    if (reason) continue
    gone++
    leave(one)
    if (isOther(own)) changePerson()
    if (reading === 'granted' && consent?.scope === 'person') grant('person')
    keep({ ...envelope, identity })
    remember(own)
  }
  // Who it is can wait a moment; what is not confirmed yet cannot: the page may be gone.
  if (!gone) return tab.waiting.length ? saveTab() : void setTimeout(saveTab)
  // One that went may have brought the identity or the consent that others wait for.
  advance()
  if (kiosk) changePerson()
  else if (!remembers && !tab.named) forgetIdentity()
  setTimeout(send)
}

export function leave(one: Waiting): void {
  tab.waiting = tab.waiting.filter((other) => other !== one)
}

export function drop(one: Waiting, reason: TraceReason): void {
  leave(one)
  saveTab()
  trace('dropped', one.envelope, reason)
}

/** Somebody else is here: what waits for an identity, and plays that go on, were another person's. */
export function changePerson(): void {
  forgetIdentity()
  tab.plays = {}
  for (const one of tab.waiting) if (!one.envelope.identity.length) drop(one, 'person_changed')
}

/** Consent was withdrawn: nothing that is still here goes any more. */
export function forgetAll(): void {
  revoke()
  changePerson()
  for (const one of tab.waiting) drop(one, 'consent_withdrawn')
  for (const envelope of pending()) {
    discard(envelope)
    trace('dropped', envelope, 'consent_withdrawn')
  }
  saveTab()
}

/** Ends what has waited too long without any new capture, or is more than declared. */
export function expire(): void {
  const { max, minutes } = hub().hold
  const held = tab.waiting.filter(({ reason }) => reason !== 'unconfirmed')
  const isIdle = Date.now() - tab.at > minutes * MINUTE
  for (const one of isIdle ? held : held.slice(0, -max)) drop(one, isIdle ? 'expired' : 'full')
}
