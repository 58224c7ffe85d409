// One rule and one capture: what the rule selects becomes an envelope and goes to the waiting room.
import type { Capture } from '../core/capture.ts'
import { WIRE_VERSION, type Envelope } from '../core/envelope.ts'
import type { PublicRule } from '../core/public-hub.ts'
import { select } from '../core/select.ts'
import { isConfirmed, watchFor } from './confirm.ts'
import { verdict } from './consent.ts'
import type { Submission } from './forms/submission.ts'
import { declared } from './hub.ts'
import { hasStarted, cardOf, useEarlierEvent } from './komo/cards.ts'
import { tab } from './tab.ts'
import { trace } from './trace.ts'
import { uuid } from './uuid.ts'
import { drop } from './waiting.ts'

const SECOND = 1_000

/** Why the rule did not take it. */
export function takeBy(rule: PublicRule, capture: Capture, submission?: Submission): string | undefined {
  const answer = declared()
  if (!answer) return 'hub'
  const { rev, hub } = answer
  if (submission?.hasPassword && !rule.where?.form) {
    trace('dropped', { rule: rule.id, reason: 'password_form' })
    return 'password_form'
  }
  const found = submission?.form && rule.card && cardOf(submission.form, rule.card)
  if (found) capture = { ...capture, card: found }
  const before =
    rule.steps && tab.waiting.find((one) => one.fields && one.envelope.rule === rule.id && one.card === (capture.card?.id ?? ''))
  if (before) capture = { ...capture, fields: { ...before.fields, ...capture.fields } }
  const selection = select(hub, rule, capture)
  if ('miss' in selection) return selection.miss
  const { identity, parts, consent: reading } = selection
  const envelope: Envelope = {
    v: WIRE_VERSION,
    id: submission ? (submission.ids[rule.id] ??= uuid()) : uuid(),
    at: capture.submission.at,
    rev,
    rule: rule.id,
    identity,
    ...(hub.pageLocale && { locale: capture.page.language }),
    ...parts,
  }
  const note = { rule: rule.id, envelope }
  trace('selected', { capture, ...note })
  if (!rule.constants && !Object.keys(parts).length) trace('dropped', { ...note, reason: 'empty' })
  else if (verdict(rule.consent, reading) === 'no') trace('dropped', { ...note, reason: 'consent_denied' })
  else {
    if (before) drop(before, 'replaced')
    tab.waiting.push({
      envelope,
      submission: capture.submission.id,
      consent: rule.consent,
      reading,
      confirm: submission && confirmBy(rule, capture.card?.id, submission),
      card: capture.card?.id ?? '',
      left: rule.within * SECOND,
      ...(rule.steps && { fields: capture.fields }),
    })
  }
  return undefined
}

/** What must happen before it goes; nothing where it has happened, or where the submit itself is enough. */
function confirmBy(rule: PublicRule, card: string | undefined, submission: Submission) {
  const { id, form } = submission
  const confirm = rule.confirm === 'auto' ? (hasStarted(card) ? 'komo' : 'submit') : rule.confirm
  if (confirm === 'komo' && useEarlierEvent(card)) submission.confirmed = true
  if (submission.confirmed || isConfirmed(id) || (confirm === 'submit' && !rule.steps)) return undefined
  watchFor(id, confirm, form)
  return confirm
}
