// What shows that the hub took a submission: Komo's own event for its card, an element that appears, a form that goes.
import type { Confirm } from '../core/hub-file.ts'
import { declared } from './hub.ts'
import { tab } from './tab.ts'
import { advance, drop } from './waiting.ts'

/** Milliseconds that a page may take to render a form again before it counts as gone. */
const SETTLED = 3_000

interface Live {
  form: Element | undefined
  /** Whether the element of `appears` has been showing since before the submit. */
  shown: boolean
}

const live = new Map<string, Live>()
const confirmed = new Set<string>()

export function isConfirmed(submission: string): boolean {
  return confirmed.has(submission)
}

/** Notes what the page looks like at the submit. */
export function watchFor(submission: string, confirm: Confirm, form: Element | undefined): void {
  live.set(submission, {
    form,
    shown: typeof confirm === 'object' && 'appears' in confirm && shows(document.querySelector(confirm.appears)),
  })
}

export function confirmSubmission(submission: string): void {
  confirmed.add(submission)
  for (const one of tab.waiting) if (one.submission === submission) one.confirm = undefined
  advance()
}

/** Komo's `form-submission`: confirms the newest that waits for this card, for the ones before it were refused or have an event of their own coming. */
export function confirmCard(card: string): boolean {
  const newest = [...tab.waiting].reverse().find((one) => one.confirm === 'komo' && one.card === card)
  if (newest) confirmSubmission(newest.submission)
  return newest !== undefined
}

export function confirmReset(form: EventTarget | null): void {
  for (const one of tab.waiting) if (isGone(one.confirm) && live.get(one.submission)?.form === form) confirmSubmission(one.submission)
}

/** Looks again after some milliseconds, and ends what was not confirmed in time. Only time in which the page shows counts. */
export function checkConfirmations(elapsed: number): void {
  for (const one of tab.waiting) {
    const { confirm, submission } = one
    if (!confirm) continue
    if (typeof confirm === 'object' && happened(confirm, submission, one.envelope.rule)) confirmSubmission(submission)
    else if (document.visibilityState === 'visible' && (one.left -= elapsed) <= 0) {
      if (confirm === 'submit') confirmSubmission(submission)
      else drop(one, 'not_confirmed')
    }
  }
}

function happened(confirm: Exclude<Confirm, string>, submission: string, rule: string): boolean {
  const seen = live.get(submission)
  if ('appears' in confirm) {
    const showing = shows(document.querySelector(confirm.appears))
    const isNew = showing && !seen?.shown
    if (seen) seen.shown = showing
    return isNew
  }
  if (seen) return !shows(seen.form)
  const selector = declared()?.hub.rules.find(({ id }) => id === rule)?.where?.form ?? 'form'
  return performance.now() > SETTLED && !shows(document.querySelector(String(selector)))
}

function isGone(confirm: Confirm | undefined): boolean {
  return typeof confirm === 'object' && 'gone' in confirm
}

/** Whether it takes up room in the page. */
function shows(element: Element | null | undefined): boolean {
  return !!element?.getClientRects().length
}
