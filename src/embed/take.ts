// One capture to every rule: what a rule selects becomes an envelope and goes to the waiting room.
import type { Capture } from '../core/capture.ts'
import { WIRE_VERSION, type Envelope } from '../core/envelope.ts'
import type { HubAnswer, PublicRule } from '../core/public-hub.ts'
import { select } from '../core/select.ts'
import { confirmBy } from './confirm.ts'
import { mayKeep } from './consent.ts'
import type { Submission } from './forms/submission.ts'
import { declared, hub } from './hub.ts'
import { joinPlay } from './join-play.ts'
import { cardOf } from './komo/cards.ts'
import { safe } from './safe.ts'
import { tab } from './tab.ts'
import { trace } from './trace.ts'
import { uuid } from './uuid.ts'
import { advance, expire, leave } from './waiting.ts'

/** @param submission the form submission that the capture is of; an empty one for an event */
export function take(capture: Capture, submission: Submission = { ids: {} }): void {
  // Before `tab.at` is set: a new capture gives no more time to what has already waited too long.
  expire()
  tab.at = Date.now()
  // An invalid selector ends its own rule only.
  const misses = hub().rules.map((rule) => [rule.id, safe(takeBy)(rule, { ...capture }, submission) ?? 'invalid'])
  if (misses.every(([, miss]) => miss))
    trace('selected', { reason: 'no_rule', capture, detail: misses.map((one) => one.join(': ')).join(', ') })
  advance()
}

/** Which part of the rule missed the capture; '' where it was taken. */
function takeBy(rule: PublicRule, capture: Capture, submission: Submission): string {
  const { rev, hub } = declared() as HubAnswer
  const { id, steps, collect, consent, forms, patience } = rule
  // A rule with its own trigger takes only what that trigger makes, and no other rule takes that.
  if (rule.trigger !== submission.rule?.trigger || rule.root !== submission.rule?.root) return 'trigger'
  if (submission.hasPassword && !forms.length) {
    trace('dropped', { reason: 'password_form', rule: id })
    return 'where.form'
  }
  if (submission.form && rule.card) capture.card = cardOf(submission.form, rule.card) ?? capture.card
  const joins = steps ?? collect
  // Not what somebody else began: that is `settled`.
  const before =
    joins &&
    tab.waiting.find((one) => one.confirm && one.capture && !one.settled && one.envelope.rule === id && one.card === capture.card?.id)
  if (steps) {
    capture.fields = { ...before?.capture?.fields, ...capture.fields }
    capture.labels = { ...before?.capture?.labels, ...capture.labels }
  }
  if (collect) joinPlay(rule, collect, capture, before?.capture)
  // Each answer of a play met `where` when it came; the event that ends the play need not.
  const selection = select(hub, capture.play ? { ...rule, where: [] } : rule, capture)
  if ('miss' in selection) return selection.miss
  const { identity, parts, consent: reading, withheld } = selection
  const envelope: Envelope = {
    v: WIRE_VERSION,
    id: (submission.ids[id] ??= before?.envelope.id ?? uuid()),
    at: capture.submission.at,
    rev,
    rule: id,
    identity,
    ...parts,
  }
  if (hub.pageLocale) envelope.locale = capture.page.language
  trace('selected', { envelope, capture })
  if (withheld.length) trace('dropped', { envelope, reason: 'personal_data', detail: withheld.join() })
  if (before) leave(before)
  // A step without the consent field is kept: a later step may have it.
  if (mayKeep(consent, reading) === false && !(steps && reading === 'absent')) trace('dropped', { envelope, reason: 'consent_denied' })
  else {
    const { event, play, fields, labels } = capture
    tab.waiting.push({
      envelope,
      submission: capture.submission.id,
      consent,
      reading,
      confirm: confirmBy(rule, capture, submission),
      card: capture.card?.id,
      left: patience,
      capture: joins && { event, play, fields, labels },
      isEmpty: !rule.constants && !Object.keys(parts).length,
    })
  }
  return ''
}
