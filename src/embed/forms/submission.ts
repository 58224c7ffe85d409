// A form's submission: one for all the ways in which the browser and the page announce it.
import type { Capture } from '../../core/capture.ts'
import type { PublicRule } from '../../core/public-hub.ts'
import { select } from '../../core/select.ts'
import { newCapture } from '../capture.ts'
import { withdrawn } from '../consent.ts'
import { bytesOf, discard } from '../delivery/pending.ts'
import { hub, withHub } from '../hub.ts'
import { cardOf } from '../komo/cards.ts'
import { safe } from '../safe.ts'
import { tab } from '../tab.ts'
import { take } from '../take.ts'
import { trace } from '../trace.ts'
import { drop } from '../waiting.ts'
import { indexOf, labelOf, readControls } from './controls.ts'
import { entriesOf, mergeFormData, type Entries } from './entries.ts'
import { callOwn } from './own.ts'

/** Milliseconds in which an equal entry list is the same submission: double clicks. */
const TWICE = 2_000

export interface Submission {
  /** Absent for what `komoBraze.submit()` hands over. */
  form?: Element
  /** The rule whose own `trigger` made it: only this one takes it. */
  rule?: PublicRule | undefined
  /** Envelope ids by rule: reading the form once more must not make another envelope. */
  ids: Record<string, string>
  /** By rule: whether its element of `confirm: {appears}` has been showing since before the submit. */
  shown?: Record<string, boolean>
  hasPassword?: boolean
  confirmed?: boolean | undefined
}

interface FormSubmission extends Submission, Entries {
  form: Element
  hasPassword: boolean
  /** The declared entries as they were first read, as a text: equal entry lists have equal keys. */
  key: string
  base: Capture
  /** The last withdrawal of consent before it. */
  withdrawn: unknown
  /** Made by the page's `form.submit()`. */
  isCalled: boolean
  /** The browser's own entry list, as long as listeners may still change it. */
  data?: FormData
}

/** Each form's last submission by the trigger that made it (none: ''), for one click may be both a rule's trigger and a submit. */
const last = new WeakMap<Element, Record<string, FormSubmission>>()
/** Submitted in this very task: another announcement now is the same submission. */
const open = new Set<FormSubmission>()

/** Announced by a submit event, by `form.submit()` (which has no submitter: `undefined`) or by a rule's trigger. */
export function submitted(form: Element, submitter?: Element | null, rule?: PublicRule): void {
  const base = { ...newCapture('form'), card: cardOf(form) }
  const entries = entriesOf(form, submitter)
  // Includes what is found by selector or label rather than name; not before a declaration is known.
  const key = JSON.stringify(safe(captureOf)({ ...entries, base, form })?.fields ?? entries.fields)
  const lasts = last.get(form) ?? {}
  const trigger = rule?.trigger ?? ''
  const before = lasts[trigger]
  if (before && open.has(before)) {
    if (submitter === undefined) {
      if (before.key !== key) takeForm(Object.assign(before, entries, { key }))
      return
    }
    settle(before)
  }
  const waits = tab.waiting.filter((one) => one.submission === before?.base.submission.id && one.confirm)
  if (before?.key === key) {
    // Still unconfirmed: the same one, and its time begins anew.
    if (waits[0]) return takeForm(before)
    if (Math.abs(Date.now() - Date.parse(before.base.submission.at)) < TWICE) return
  }
  // Corrected: the hub has refused what waits for a sign of the page, and that sign will be the correction's.
  for (const one of waits) if (!one.capture && one.confirm !== 'komo') drop(one, 'not_confirmed')
  const submission: FormSubmission = {
    ...entries,
    key,
    base,
    form,
    rule,
    withdrawn,
    ids: {},
    isCalled: submitter === undefined,
  }
  last.set(form, { ...lasts, [trigger]: submission })
  open.add(submission)
  // A task later, when the page's own listeners are done, yet before anything is sent: `send` is queued only after this.
  setTimeout(() => settle(submission))
  takeForm(submission)
}

/** Runs what it can of a submission without any effect: a browser compiles code and regular expressions at their first use, and that must not be in the visitor's submit. */
export const rehearse = safe((form: Element): void => {
  const capture = captureOf({ ...entriesOf(form, null), base: newCapture('form'), form })
  for (const rule of hub().rules) bytesOf(select(hub(), rule, capture))
})

/** The `formdata` event: alone it is no submission, for autosaving code causes it too. */
export function noteFormData(form: Element, data: FormData): void {
  for (const submission of open) if (submission.form === form) submission.data = data
}

/** Reads now what would be read a task later: the page is closing, or the form is about to be reset. */
export function settleAll(): void {
  open.forEach(settle)
}

const settle = safe((submission: FormSubmission): void => {
  const { data, fields } = submission
  // Where the form's own handler withdrew consent, the submission ended with it.
  if (!open.delete(submission) || !data || submission.withdrawn !== withdrawn) return
  const read = JSON.stringify(fields)
  mergeFormData(submission, data)
  if (JSON.stringify(fields) !== read) takeForm(submission)
})

function takeForm(submission: FormSubmission): void {
  const { ids, base, barred, isCalled } = submission
  const isNow = withHub(() => {
    // Removes what an earlier reading of this submission made, except a step that this one adds to.
    tab.waiting = tab.waiting.filter((one) => one.submission !== base.submission.id || (!one.settled && one.confirm && one.capture))
    Object.values(ids).forEach(discard)
    const capture = captureOf(submission)
    trace('captured', { capture, reason: capture.card ? undefined : 'card_ambiguous' })
    for (const name of barred) trace('dropped', { reason: 'personal_data', detail: `field.${name}` })
    // Pages submit hidden forms of their own: without any declared field these must not pass for the card's.
    if (isCalled && hub().fields.length && !Object.keys(capture.fields ?? {}).length) trace('selected', { reason: 'no_rule', capture })
    else take(capture, submission)
  })
  if (!isNow) trace('held', { reason: 'no_hub' })
}

/** The declared fields of the form: what the browser would send, or else the values of controls found by selector, id, data attribute or label. */
function captureOf({ base, form, fields: sent }: Pick<FormSubmission, 'base' | 'form' | 'fields'>): Capture {
  const { fields: wanted, rules, labels } = hub()
  const fields: Capture['fields'] = {}
  const texts: Capture['labels'] = {}
  let index: ReturnType<typeof indexOf> | undefined
  for (const [id, text, selector] of wanted) {
    if (sent[id]) fields[id] = sent[id]
    if (sent[id] && !labels) continue
    index ??= indexOf(
      form,
      wanted.map(([, each]) => each),
    )
    const found = selector ? [...(safe(callOwn<NodeListOf<Element>>)(form, 'querySelectorAll', selector) ?? [])] : (index[text] ?? [])
    if (!found[0]) continue
    const given = readControls(found)
    if (given) fields[id] ??= given
    texts[id] = labelOf(found[0])
  }
  const forms = rules.flatMap((rule) => rule.forms).filter((selector) => safe(callOwn)(form, 'matches', selector))
  return { ...base, fields, labels: texts, forms }
}
