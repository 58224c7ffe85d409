// Hears every way to submit, in the page, its open shadow roots and its same-origin frames. Listeners capture at the window: before the page's own, and only to look.
import type { PublicRule } from '../../core/public-hub.ts'
import { confirmReset } from '../confirm.ts'
import { openSession } from '../delivery/session.ts'
import { declared } from '../hub.ts'
import { hear } from '../komo/events.ts'
import { follow } from '../komo/layers.ts'
import { safe } from '../safe.ts'
import { own } from './own.ts'
import { noteFormData, submitted } from './submission.ts'

/** Composed events: their path leads through the open shadow roots whose `submit` never gets out. */
const SCOUTS = ['click', 'keydown', 'focusin', 'change']

type View = Window & typeof globalThis

const wrapped = new WeakSet<object>()

/** May be called again for the same window: a listener counts once, and a frame may have navigated. */
export function listen(view: View): void {
  listenIn(view)
  for (const type of SCOUTS) view.addEventListener(type, scout, true)
  safe(wrapSubmit)(view.HTMLFormElement.prototype)
}

function listenIn(target: EventTarget): void {
  target.addEventListener('submit', hearSubmit, true)
  target.addEventListener('formdata', hearFormData, true)
  target.addEventListener('reset', hearReset, true)
}

const hearSubmit = safe((event: Event): void => {
  const [form] = event.composedPath()
  const { submitter } = event as SubmitEvent
  if (isForm(form)) submitForm(form, submitter)
})

const hearFormData = safe((event: Event): void => {
  noteFormData(event.composedPath()[0] as Element, (event as FormDataEvent).formData)
})

const hearReset = safe((event: Event): void => confirmReset(event.composedPath()[0] ?? null))

const scout = safe((event: Event): void => {
  const path = event.composedPath() as Node[]
  for (const node of path) if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) listenIn(node)
  const elements = path.filter((node): node is Element => node.nodeType === Node.ELEMENT_NODE)
  if (event.type === 'focusin' && elements.some(isForm)) void openSession()
  for (const rule of declared()?.hub.rules ?? []) if (rule.trigger) hearTrigger(rule, event, elements)
})

/** `click <selector>` or `change <selector>`, for forms that are no `<form>`. */
function hearTrigger(rule: PublicRule, { type }: Event, path: Element[]): void {
  const [wanted, selector = ''] = (rule.trigger ?? '').split(/ (.*)/)
  const { root = 'form' } = rule
  const find = (matching: string) => path.find((element) => own(element, 'matches').call(element, matching))
  if (type !== wanted || !find(selector)) return
  const form = find(root) ?? document.querySelector(root)
  if (form) submitted(form, undefined, rule)
}

/** `form.submit()` fires no event. The page's own call goes through unchanged. */
function wrapSubmit(prototype: HTMLFormElement): void {
  const { submit } = prototype
  if (wrapped.has(submit)) return
  prototype.submit = function () {
    safe(submitForm)(this)
    submit.call(this)
  }
  wrapped.add(prototype.submit)
}

function submitForm(form: HTMLFormElement, submitter?: HTMLElement | null): void {
  // A data layer may have come since the last look, and its events tell whose form this is.
  follow(window, hear)
  const { formMethod } = (submitter ?? {}) as HTMLButtonElement
  const view = form.ownerDocument.defaultView
  const isTheirs = view !== window && view !== null && 'komoBraze' in view
  if ((formMethod || own(form, 'method')) !== 'dialog' && !isTheirs) submitted(form, submitter)
}

/** Told by its local name: a frame's form is no instance of this window's class. */
function isForm(element: EventTarget | undefined): element is HTMLFormElement {
  return own(element as Element, 'localName') === 'form'
}
