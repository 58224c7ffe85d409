// The waiting room: an envelope goes on as soon as it has consent, then confirmation, then an identity.
import type { TraceReason } from '../core/trace.ts'
import { grantByPerson, revoke, verdict } from './consent.ts'
import { discard, keep, pending } from './delivery/pending.ts'
import { send } from './delivery/send.ts'
import { declared } from './hub.ts'
import { forgetIdentity, identityFor, isOther, remember } from './identity.ts'
import { saveTab, tab, type Waiting } from './tab.ts'
import { trace } from './trace.ts'

const MINUTE = 60_000

/** Lets go whatever can go now. One that goes may bring the identity or the consent that others wait for. */
export function advance(): void {
  const hub = declared()?.hub
  if (!hub) return
  let gone = 0
  for (let before = -1; gone > before;) {
    before = gone
    for (const one of [...tab.waiting]) {
      const { envelope } = one
      const own = envelope.identity
      const reason = reasonOf(one) ?? (identityFor(hub, own).length ? undefined : 'no_identity')
      if (reason) {
        if (one.reason !== reason) trace('held', { envelope, rule: envelope.rule, reason })
        one.reason = reason
      } else {
        gone++
        leave(one)
        if (isOther(own)) changePerson()
        if (one.reading === 'granted' && one.consent?.scope === 'person') grantByPerson()
        keep({ ...envelope, identity: identityFor(hub, own) })
        remember(hub, own)
      }
    }
  }
  if (gone) {
    if (hub.kiosk) changePerson()
    if (!hub.remember && !tab.named) forgetIdentity()
    setTimeout(send)
  }
  saveTab()
}

function reasonOf({ consent, reading, confirm }: Waiting): TraceReason | undefined {
  return verdict(consent, reading) !== 'yes' ? 'no_consent' : confirm && 'unconfirmed'
}

function leave(one: Waiting): void {
  tab.waiting = tab.waiting.filter((other) => other !== one)
}

export function drop(one: Waiting, reason: TraceReason): void {
  leave(one)
  trace('dropped', { envelope: one.envelope, rule: one.envelope.rule, reason })
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
    discard(envelope.id)
    trace('dropped', { envelope, rule: envelope.rule, reason: 'consent_withdrawn' })
  }
  saveTab()
}

/** Ends what has waited too long without any new capture, or is more than declared. */
export function expire(): void {
  const { max, minutes } = declared()?.hub.hold ?? { max: 50, minutes: 30 }
  const held = tab.waiting.filter(({ reason }) => reason !== 'unconfirmed')
  const isIdle = Date.now() - tab.at > minutes * MINUTE
  for (const one of isIdle ? held : held.slice(0, -max)) drop(one, isIdle ? 'expired' : 'full')
}
