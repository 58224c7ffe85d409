// Reads one control by its own kind: the browser's, a custom element's, or a widget made of ARIA roles.
import type { FieldEntry } from '../../core/capture.ts'
import type { FieldFinder } from '../../core/hub-file.ts'
import { call, own } from './own.ts'

export const CONTROLS = 'input,select,textarea,[aria-checked],[aria-selected],[contenteditable]'

const BOX = /checkbox|radio|switch|option/

type Control = Element &
  Partial<Pick<HTMLInputElement, 'type' | 'checked' | 'labels'>> & { value?: unknown; options?: Iterable<HTMLOptionElement> }

/** Passwords, one-time codes and payment cards are never read, whatever is declared. */
export function isPrivate(control: Element): boolean {
  return (
    (control as Control).type === 'password' ||
    /\b(cc-|one-time-code|(current|new)-password)/.test(control.getAttribute('autocomplete') ?? '')
  )
}

/** One entry for each value that the control has now; none where a box is not ticked. Files never: neither content nor path. */
export function read(control: Control): FieldEntry[] {
  const attribute = (name: string) => control.getAttribute(name)
  const { type, localName, options, checked, value } = control
  const role = attribute('role') ?? ''
  const name = options ? 'select' : BOX.test(role) ? role : type || role || localName
  const box = BOX.exec(name)?.[0]
  const isOff = box && String(checked ?? attribute('aria-checked') ?? attribute('aria-selected')) !== 'true'
  if (isOff || isPrivate(control) || /^(file|button|submit|reset|image|output|object|fieldset)$/.test(name)) return []
  // A widget's text stands for its value; a list item's own value is its number.
  const text = attribute('data-value') ?? (attribute('value') || control.textContent.trim() || (box && 'on') || '')
  const given = name !== role && (type || name.includes('-')) ? (value ?? []) : text
  const chosen = [...(options ?? [])].filter((option) => option.selected && !option.matches(':disabled')).map((option) => option.value)
  return [options ? chosen : given].flat().map((one) => ({ value: String(one), kind: box ?? name }))
}

/** The control of a declared field that has no such name for the browser: found by selector, label, name, id or data attribute. */
export function find(container: Element, id: string, finder?: FieldFinder): Control | null {
  if (typeof finder === 'string') return call(container, 'querySelector', finder)
  const text = JSON.stringify(finder?.label ?? id)
  const path = `.//*[@name=${text} or @id=${text} or @aria-label=${text} or @*[starts-with(name(),"data-")]=${text}]|.//label[normalize-space()=${text}]`
  const found = own(container, 'ownerDocument').evaluate(path, container, null, 9).singleNodeValue as Control | null
  return (found as HTMLLabelElement | null)?.control ?? found
}

/** Its values, or those of the controls inside. */
export function readAll(found: Element): FieldEntry[] {
  return found.matches(CONTROLS) || 'value' in found ? read(found) : [...found.querySelectorAll(CONTROLS)].flatMap(read)
}

export function labelOf(control: Control | null): string | undefined {
  return (control?.labels?.[0]?.textContent ?? control?.getAttribute('aria-label'))?.replace(/\s+/g, ' ').trim()
}
