// The forms that the page has had since the panel opened. It is searched again whenever it changes.
import { SEEN_MAX, type SeenForm } from '../core/inspector.ts'
import { formsOf } from './forms-of.ts'
import { timeless } from './timeless.ts'

/** Milliseconds from a change of the page to the next look. */
const LOOK_PAUSE = 100

export type Forms = ReturnType<typeof createForms>

interface Parts {
  document: Document
  onChange(): void
}

export function createForms({ document, onChange }: Parts) {
  /** All since the panel opened: a form in a dialog is gone before the tester can look. */
  const found = new Map<string, SeenForm>()
  let report = (): void => {}
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    timer = undefined
    const before = timeless([...found.values()])
    for (const form of formsOf(document)) found.set(timeless([{ ...form, fields: [] }, ...form.fields.map(({ id }) => id)]), form)
    if (timeless([...found.values()]) === before) return
    onChange()
    report()
  }
  const lookSoon = (): void => {
    timer ??= setTimeout(look, LOOK_PAUSE)
  }
  const observer = new MutationObserver(lookSoon)
  observer.observe(document.documentElement, { childList: true, subtree: true })
  // The observer sees nothing inside shadow roots; but whoever uses a form there moves the focus into it.
  document.addEventListener('focusin', lookSoon, true)
  lookSoon()

  return {
    seen: (): SeenForm[] => [...found.values()].slice(-SEEN_MAX.forms),
    reportBy(by: () => void): void {
      if (isStopped) return
      report = by
      look()
      report()
    },
    stop(): void {
      isStopped = true
      observer.disconnect()
      document.removeEventListener('focusin', lookSoon, true)
      clearTimeout(timer)
    },
  }
}
