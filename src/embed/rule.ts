// One rule and one capture: what the rule selects becomes an envelope and goes to the waiting room.
import type { Capture } from '../core/capture.ts'
import { WIRE_VERSION, type Envelope } from '../core/envelope.ts'
import type { HubAnswer, PublicRule } from '../core/public-hub.ts'
import { select } from '../core/select.ts'
import { watchFor } from './confirm.ts'
import { mayKeep } from './consent.ts'
import type { Submission } from './forms/submission.ts'
import { declared } from './hub.ts'
import { cardOf, seenCard, useEarlierEvent } from './komo/cards.ts'
import { tab } from './tab.ts'
import { trace } from './trace.ts'
import { uuid } from './uuid.ts'
import { drop } from './waiting.ts'

const SECOND = 1_000

/** Why the rule did not take it. */
export function takeBy(rule: PublicRule, given: Capture, submission: Submission = { ids: {} }): string | undefined {
  const { rev, hub } = declared() as HubAnswer
  const { id, steps, consent } = rule
  if (submission.hasPassword && !rule.where?.form) {
    trace('dropped', undefined, 'password_form', { rule: id })
    return 'where.form'
  }
  const capture = { ...given }
  const card = submission.form && rule.card && cardOf(submission.form, rule.card)
  if (card) capture.card = card
  const before = steps && tab.waiting.find((one) => one.fields && one.envelope.rule === id && one.card === capture.card?.id)
  if (before) capture.fields = { ...before.fields, ...capture.fields }
  const selection = select(hub, rule, capture)
  if ('miss' in selection) return selection.miss
  const { identity, parts, consent: reading, withheld } = selection
  const envelope: Envelope = {
    v: WIRE_VERSION,
    id: (submission.ids[id] ??= uuid()),
    at: capture.submission.at,
    rev,
    rule: id,
    identity,
    ...parts,
  }
  if (hub.pageLocale) envelope.locale = capture.page.language
  trace('selected', envelope, undefined, { capture })
  if (withheld.length) trace('dropped', envelope, 'personal_data', { detail: withheld.join() })
  if (!rule.constants && !Object.keys(parts).length) trace('dropped', envelope, 'empty')
  else if (mayKeep(consent, reading) === false) trace('dropped', envelope, 'consent_denied')
  else {
    if (before) drop(before, 'replaced')
    tab.waiting.push({
      envelope,
      submission: capture.submission.id,
      consent,
      reading,
      confirm: capture.on === 'form' ? confirmBy(rule, capture, submission) : undefined,
      card: capture.card?.id,
      left: rule.within * SECOND,
      fields: steps && capture.fields,
    })
  }
  return undefined
}

/** What must happen before it goes; nothing where it has happened, or where the submit itself is enough. */
function confirmBy({ confirm: declaredConfirm, steps }: PublicRule, { card, submission: { id } }: Capture, submission: Submission) {
  const confirm = declaredConfirm !== 'auto' ? declaredConfirm : seenCard(card?.id).done === undefined ? 'submit' : 'komo'
  if (confirm === 'komo') submission.confirmed ||= useEarlierEvent(card?.id)
  if (submission.confirmed || (confirm === 'submit' && !steps)) return undefined
  watchFor(id, submission, confirm)
  return confirm
}
