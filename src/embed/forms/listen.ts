// Hears every way to submit, in the page, its open shadow roots and its same-origin frames. Listeners capture at the top: before the page's own, and only to look.
import type { PublicRule } from '../../core/public-hub.ts'
import { confirmReset } from '../confirm.ts'
import { prepare } from '../delivery/send.ts'
import { heldToken } from '../delivery/session.ts'
import { hub } from '../hub.ts'
import { hear } from '../komo/events.ts'
import { follow } from '../komo/layers.ts'
import { safe } from '../safe.ts'
import { callOwn, own } from './own.ts'
import { noteFormData, rehearse, settleAll, submitted } from './submission.ts'

type View = Window & typeof globalThis

/** Whether the document is of a frame that carries the script itself, and is left to it. Also called with the page's window, which has no `defaultView` and is never theirs. */
export function isTheirs({ defaultView: view }: Document): boolean {
  return !!view && view !== window && 'komoBraze' in view
}

/** `Node.DOCUMENT_FRAGMENT_NODE`, which a shadow root is as well. */
const FRAGMENT = 11

const wrapped = new WeakSet<object>()

/** May be called again for the same window, and must be, for a frame may have navigated: a listener counts once. */
export function listen(view: View): void {
  // Chromium keeps a frame's window from its empty document to the one that it loads, and what listened at the window hears nothing there.
  const top = view !== window ? view.document : view
  listenIn(top)
  // These events are composed: their path shows the open shadow roots, which a `submit` never leaves.
  for (const type of ['click', 'keydown', 'focusin', 'change']) top.addEventListener(type, scout, true)
  safe(wrapSubmit)(view.HTMLFormElement.prototype)
}

function listenIn(target: EventTarget): void {
  for (const type of ['submit', 'formdata', 'reset']) target.addEventListener(type, hearForm, true)
}

const hearForm = safe((event: Event): void => {
  const [form] = event.composedPath() as [HTMLFormElement]
  // Throws where the target is no form. Not `instanceof`: a frame's form is of another window's class.
  if (!own(form, 'elements')) return
  if (event.type === 'submit') submitForm(form, (event as SubmitEvent).submitter)
  else if (event.type === 'reset') {
    // Before the reset empties it.
    settleAll()
    confirmReset(form)
  } else noteFormData(form, (event as FormDataEvent).formData)
})

const scout = safe((event: Event): void => {
  if (isTheirs(event.currentTarget as Document)) return
  const path = event.composedPath() as Element[]
  for (const node of path) if (node.nodeType === FRAGMENT) listenIn(node)
  // Not `closest`: it ends at the shadow root that the event comes from.
  const around = (selector: string) => path.find((node) => safe(callOwn)(node, 'matches', selector))
  const form = event.type === 'focusin' && !heldToken() && around('form')
  if (form) {
    prepare()
    // Later, so as not to delay the visitor's own tap.
    setTimeout(rehearse, 0, form)
  }
  // An invalid selector ends its own rule only.
  hub().rules.forEach(
    safe((rule: PublicRule): void => {
      const { trigger, root = 'form' } = rule
      // `click <selector>` or `change <selector>`, for forms that are no `<form>`.
      const isIt = trigger?.startsWith(event.type) && around(trigger.slice(event.type.length))
      const form = isIt && (around(root) ?? document.querySelector(root))
      if (form) submitted(form, null, rule)
    }),
  )
})

/** `form.submit()` fires no event. The page's own call goes through unchanged. */
function wrapSubmit(prototype: HTMLFormElement): void {
  const { submit } = prototype
  // Once for each prototype. Whether `submit` is still ours would not tell: another hub's script wraps it as well.
  if (wrapped.has(prototype)) return
  prototype.submit = function () {
    submitForm(this)
    submit.call(this)
  }
  wrapped.add(prototype)
}

const submitForm = safe((form: HTMLFormElement, submitter?: HTMLElement | null): void => {
  // A data layer may have come since the last look, and its events tell which card's form this is.
  follow(window, hear)
  const method = (submitter as HTMLButtonElement | null | undefined)?.formMethod || own(form, 'method')
  // The browser does not submit a form that is in no document.
  if (method !== 'dialog' && own(form, 'isConnected') && !isTheirs(own(form, 'ownerDocument'))) submitted(form, submitter)
})
