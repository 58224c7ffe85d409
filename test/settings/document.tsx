// One editor of the pages in a document: shown again with each change, as a page does, and used as an operator would.
import { signal } from '@preact/signals'
import { render, type VNode } from 'preact'
import { act } from 'preact/test-utils'
import { beforeEach } from 'vitest'

export let root: HTMLElement
beforeEach(() => {
  root = document.createElement('div')
  document.body.replaceChildren(root)
})

/** Shows an editor of one value, again with each change. */
export function show<T>(start: T, editor: (value: T, onChange: (next: T) => void) => VNode): { now(): T } {
  const value = signal(start)
  function Page() {
    return editor(value.value, (next) => (value.value = next))
  }
  void act(() => render(<Page />, root))
  return { now: () => value.value }
}

export const all = <E extends Element = HTMLInputElement>(selector: string): E[] => [...root.querySelectorAll<E>(selector)]

/** The control with this label. */
export function field(label: string): HTMLInputElement | undefined {
  const found = all<HTMLLabelElement>('label').find(({ textContent }) => textContent === label)
  return (found && root.querySelector<HTMLInputElement>(`#${CSS.escape(found.htmlFor)}`)) ?? undefined
}

export const optionsOf = (label: string): string[] => [...(field(label)?.querySelectorAll('option') ?? [])].map(({ value }) => value)

/** The button with this name. */
export const button = (name: string): HTMLButtonElement | undefined =>
  all<HTMLButtonElement>('button').find((one) => (one.getAttribute('aria-label') ?? one.textContent) === name)

export const set = (control: HTMLInputElement | HTMLSelectElement | undefined, value: string): void =>
  void act(() => {
    if (!control) throw new Error('no such control')
    control.value = value
    control.dispatchEvent(new Event('input', { bubbles: true }))
    control.dispatchEvent(new Event('change', { bubbles: true }))
  })

export const press = (pressed: HTMLElement | undefined): void =>
  void act(() => {
    if (!pressed) throw new Error('no such button')
    pressed.click()
  })

/** Every control has a name for screen readers. */
export const unnamed = (): string[] =>
  all<HTMLElement>('input,select,button')
    .filter(
      (one) =>
        !one.getAttribute('aria-label') &&
        !(one.id && root.querySelector(`label[for="${one.id}"]`)) &&
        !one.closest('label')?.textContent.trim() &&
        !one.textContent.trim(),
    )
    .map((one) => one.outerHTML)
