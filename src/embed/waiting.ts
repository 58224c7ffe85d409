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
  // From the start after each that goes: it may have brought the identity or the consent that others wait for.
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
  // Who it is can wait a moment; what is not confirmed yet cannot: the page may be gone.
  if (tab.waiting.length) saveTab()
  else setTimeout(saveTab)
}

/** Whether it went on to the proxy; else why it waits is told once. */
function mayGo(one: Waiting): boolean {
  const { envelope, consent, reading, confirm, settled } = one
  // What is settled says nothing of who is here.
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

/** Somebody else is here: what waits for an identity, and plays that go on, were another person's. What says by itself whose it is stays that person's. */
export function changePerson(): void {
  for (const one of tab.waiting) {
    one.settled ??= identityFor(one.envelope.identity)
    if (!one.envelope.identity.length || one.confirm === 'play') drop(one, 'person_changed')
  }
  forgetIdentity()
}

/**
 * Consent was withdrawn: nothing that is still here goes any more.
 * @param until milliseconds since the epoch: what was submitted later has a yes of its own; without, all goes
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

/** Ends what has waited too long without any new capture, or is more than declared. */
export function expire(): void {
  const { max, minutes } = hub().hold
  const held = tab.waiting.filter(({ confirm }) => !confirm)
  const isIdle = Date.now() - tab.at > minutes * MINUTE
  for (const one of isIdle ? held : held.slice(0, -max)) drop(one, isIdle ? 'expired' : 'full')
}
