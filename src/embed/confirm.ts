// What shows that the hub took a submission: Komo's own event for its card, an element that appears, a form that goes.
import type { Confirm } from '../core/hub-file.ts'
import type { Submission } from './forms/submission.ts'
import { tab, type Waiting } from './tab.ts'
import { advance, drop } from './waiting.ts'

/** Of this page, by id. */
const submissions = new Map<string, Submission>()

/** Notes what the page looks like at the submit. */
export function watchFor(id: string, submission: Submission, confirm: Confirm): void {
  submissions.set(id, submission)
  submission.shown = typeof confirm === 'object' && 'appears' in confirm && shows(document.querySelector(confirm.appears))
}

export function confirmSubmission({ submission: id }: Waiting): void {
  const submission = submissions.get(id)
  if (submission) submission.confirmed = true
  for (const one of tab.waiting) if (one.submission === id) one.confirm = undefined
  advance()
}

/** Komo's `form-submission`: confirms the newest that waits for this card, for the ones before it were refused or have an event of their own coming. */
export function confirmCard(card: string | undefined): boolean {
  const newest = tab.waiting.filter((one) => one.confirm === 'komo' && one.card === card).pop()
  if (newest) confirmSubmission(newest)
  return !!newest
}

export function confirmReset(form: Element): void {
  for (const one of tab.waiting) {
    if (Object(one.confirm).gone && submissions.get(one.submission)?.form === form) confirmSubmission(one)
  }
}

/** Looks again after some milliseconds, and ends what was not confirmed in time. Only time in which the page shows counts. */
export function checkConfirmations(elapsed: number): void {
  for (const one of tab.waiting) {
    const { confirm } = one
    if (!confirm) continue
    const isOver = !document.hidden && (one.left -= elapsed) <= 0
    if (happened(one) || (isOver && confirm === 'submit')) confirmSubmission(one)
    else if (isOver) drop(one, 'not_confirmed')
  }
}

/** On a later page its form has gone with the page. */
function happened({ confirm, submission: id }: Waiting): boolean {
  const { appears, gone } = Object(confirm) as { appears?: string; gone?: true }
  const submission = submissions.get(id)
  if (gone) return !shows(submission?.form)
  const isShown = appears !== undefined && shows(document.querySelector(appears))
  const isNew = isShown && !submission?.shown
  if (submission) submission.shown = isShown
  return isNew
}

/** Whether it takes up room in the page. */
function shows(element: Element | null | undefined): boolean {
  return !!element?.getClientRects().length
}
