// A form's submission: one for all the ways in which the browser and the page announce it.
import type { PublicRule } from '../../core/public-hub.ts'
import { newCapture } from '../capture.ts'
import { discard } from '../delivery/pending.ts'
import { declared, withHub } from '../hub.ts'
import { cardOf } from '../komo/cards.ts'
import { safe } from '../safe.ts'
import { tab } from '../tab.ts'
import { take } from '../take.ts'
import { trace } from '../trace.ts'
import { uuid } from '../uuid.ts'
import { readById } from './controls.ts'
import { entriesOf, mergeFormData, type Entries } from './entries.ts'
import { own } from './own.ts'

/** Milliseconds in which an equal entry list is the same submission: double clicks. */
const TWICE = 2_000

export interface Submission {
  id: string
  at: Date
  /** Absent for what `komoBraze.submit()` hands over. */
  form?: Element
  /** The one that takes it, where a rule's own `trigger` made it. */
  rule?: PublicRule | undefined
  /** Envelope ids by rule: reading the form once more must not make another envelope. */
  ids: Record<string, string>
  hasPassword?: boolean
  confirmed?: boolean
}

interface Read extends Submission {
  form: Element
  entries: Entries
  key: string
  /** The browser's own entry list, as long as listeners may still change it. */
  data?: FormData
}

const last = new WeakMap<Element, Read>()
/** Submitted in this very task: another announcement now is the same submission. */
const open = new Set<Read>()

/** Announced by a submit event, `form.submit()` or a rule's trigger. */
export function submitted(form: Element, submitter: Element | null | undefined, rule?: PublicRule): void {
  const entries = entriesOf(form, submitter, declared()?.hub.fields)
  const key = JSON.stringify(entries.fields)
  const before = last.get(form)
  if (before && open.has(before)) {
    Object.assign(before, { entries, key })
    return takeForm(before)
  }
  const isWaiting = tab.waiting.some(({ submission, confirm }) => submission === before?.id && confirm)
  if (before?.key === key && (isWaiting || Date.now() - before.at.getTime() < TWICE)) return
  const submission: Read = { id: uuid(), at: new Date(), form, rule, ids: {}, entries, key, hasPassword: entries.hasPassword }
  last.set(form, submission)
  open.add(submission)
  // A task later, when the page's own listeners are done: before anything is sent, for a sender starts a task later still.
  setTimeout(() => settle(submission))
  takeForm(submission)
}

/** The `formdata` event: alone it is no submission, for autosaving code causes it too. */
export function noteFormData(form: Element, data: FormData): void {
  const submission = last.get(form)
  if (submission && open.has(submission)) submission.data = data
}

/** The page is closing: what would be read a task later is read now. */
export function settleAll(): void {
  open.forEach(settle)
}

const settle = safe((submission: Read): void => {
  const { data, entries } = submission
  if (!open.delete(submission) || !data) return
  mergeFormData(entries, data, declared()?.hub.fields)
  if (JSON.stringify(entries.fields) !== submission.key) takeForm(submission)
})

function takeForm(submission: Read): void {
  withHub(() => {
    const { id, at, form, entries } = submission
    recall(submission)
    const capture = newCapture('form', id, at)
    const { fields = [], rules = [] } = declared()?.hub ?? {}
    const finders = Object.assign({}, ...rules.map((rule) => rule.fields)) as NonNullable<PublicRule['fields']>
    const card = cardOf(form, undefined)
    capture.fields = {}
    for (const field of fields) {
      const found = finders[field] || !entries.names.has(field) ? safe(readById)(form, field, finders[field]) : undefined
      const values = entries.fields[field] ?? found
      if (values) capture.fields[field] = values
    }
    capture.forms = rules.flatMap(({ where }) => where?.form ?? []).filter((selector) => own(form, 'matches').call(form, selector))
    if (card) capture.card = card
    trace('captured', { capture, ...(!card && { reason: 'card_ambiguous' }) })
    take(capture, submission)
  })
  if (!declared()) trace('held', { reason: 'no_hub' })
}

/** Undoes what an earlier reading of the same submission made. */
function recall({ ids, id }: Submission): void {
  tab.waiting = tab.waiting.filter(({ submission }) => submission !== id)
  Object.values(ids).forEach(discard)
}
