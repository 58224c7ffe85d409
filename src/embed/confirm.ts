// What shows that the hub took a submission: Komo's own event for its card, an element that appears, a form that goes. Also ends the plays that nobody goes on with.
import type { Capture } from '../core/capture.ts'
import type { PublicRule } from '../core/public-hub.ts'
import type { Submission } from './forms/submission.ts'
import { seenCard, useEarlierEvent } from './komo/cards.ts'
import { tab, type Waiting } from './tab.ts'
import { advance, drop } from './waiting.ts'

/** This page's submissions by id, kept as long as anything waits. */
const submissions = new Map<string, Submission>()

/** What must happen before the envelope goes; `undefined` where it has happened, or where the submit itself is enough. */
export function confirmBy(rule: PublicRule, { card, on, play, submission: { id } }: Capture, submission: Submission): Waiting['confirm'] {
  submissions.set(id, submission)
  if (play) return play.complete ? undefined : 'play'
  if (on !== 'form') return undefined
  const confirm = rule.confirm !== 'auto' ? rule.confirm : seenCard(card?.id).isOpen === undefined ? 'submit' : 'komo'
  if (confirm === 'komo') submission.confirmed ||= useEarlierEvent(card?.id)
  if (submission.confirmed || (confirm === 'submit' && !rule.steps)) return undefined
  const shown = (submission.shown ??= {})
  shown[rule.id] ??= shows(confirm, submission.form)
  return confirm
}

/** Where Komo confirms one, the same submission's envelopes of other rules are confirmed too, whatever they wait for. A play is never among them: it comes of events. */
function confirmSubmission(confirmed: Waiting): void {
  const { submission: id, confirm } = confirmed
  confirmed.confirm = undefined
  if (confirm === 'komo') {
    Object.assign(submissions.get(id) ?? {}, { confirmed: true })
    for (const one of tab.waiting) if (one.submission === id) one.confirm = undefined
  }
  advance()
}

/** Komo's `form-submission`: confirms the newest that waits for this card. Older ones were refused, or their own event is still to come. */
export function confirmCard(card: string | undefined): boolean {
  const newest = tab.waiting.filter((one) => one.confirm === 'komo' && one.card === card).pop()
  if (newest) confirmSubmission(newest)
  return !!newest
}

/** The form was reset. */
export function confirmReset(form: Element): void {
  confirmWhere((one) => signOf(one.confirm)?.gone && submissions.get(one.submission)?.form === form)
}

/** The page closes, which ends its own plays. Another page's plays, of which a popup has a copy, go on. */
export function endPlays(): void {
  confirmWhere(({ confirm, submission: id }) => confirm === 'play' && submissions.has(id))
}

function confirmWhere(happened: (one: Waiting) => boolean | undefined): void {
  tab.waiting.filter(happened).forEach(confirmSubmission)
}

/**
 * Confirms what can be confirmed by now, and drops what was not in time. For that only time in which the page is visible counts; for plays, all time does.
 * @param elapsed milliseconds since the last look
 */
export function checkConfirmations(elapsed: number): void {
  if (!tab.waiting.length) submissions.clear()
  for (const one of tab.waiting) {
    const { confirm, envelope, left } = one
    if (confirm === 'play') {
      if (Date.now() - Date.parse(envelope.at) > left) confirmSubmission(one)
    } else if (confirm) {
      if (!document.hidden) one.left -= elapsed
      if (hasHappened(one) || (one.left <= 0 && confirm === 'submit')) confirmSubmission(one)
      else if (one.left <= 0) drop(one, 'not_confirmed')
    }
  }
}

function hasHappened({ confirm, submission: id, envelope }: Waiting): boolean {
  const { form, shown = {} } = submissions.get(id) ?? ({} as Partial<Submission>)
  // On a later page its form has gone with the page.
  if (signOf(confirm)?.gone) return !isVisible(form)
  const isShown = shows(confirm, form)
  // What has been showing since before the submit must go and come again.
  if (!isShown) shown[envelope.rule] = false
  return isShown && !shown[envelope.rule]
}

/** The `appears` or `gone` to look for; neither is set for other kinds. */
function signOf(confirm: Waiting['confirm']): { appears?: string; gone?: true } | undefined {
  return confirm as { appears?: string; gone?: true } | undefined
}

/** In the page, or in the form's own frame or shadow root. */
function shows(confirm: Waiting['confirm'], form?: Element): boolean {
  const appears = signOf(confirm)?.appears
  return (
    !!appears && [document, form?.getRootNode() as Document].some((root) => [...(root?.querySelectorAll(appears) ?? [])].some(isVisible))
  )
}

/** Whether it takes up room in the page, and shows there. */
function isVisible(element: Element | undefined): boolean {
  return element?.checkVisibility?.({ visibilityProperty: true, opacityProperty: true }) ?? !!element?.getClientRects().length
}
