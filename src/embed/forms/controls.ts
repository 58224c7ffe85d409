// Reads one control by its own kind: the browser's, a custom element's, or a widget made of ARIA roles.
import type { FieldEntry } from '../../core/capture.ts'
import type { FieldFinder } from '../../core/hub-file.ts'
import { own } from './own.ts'

const CONTROLS = 'input,select,textarea,[aria-checked],[aria-selected],[contenteditable]'
const BOX = /checkbox|radio|switch|option/

type Control = Element & { type?: string; value?: unknown; checked?: unknown; options?: Iterable<HTMLOptionElement>; autocomplete?: string }

/** Lower case: `text`, `select`, `checkbox` …; a custom element's is its name. */
export function kindOf(control: Control): string {
  const kind = control.localName === 'select' ? 'select' : control.type || control.getAttribute('role') || control.localName
  return BOX.exec(kind)?.[0] ?? kind
}

/** Passwords, one-time codes and payment cards are never read, whatever is declared; files neither. */
export function isPrivate(control: Control): boolean {
  return (
    control.type === 'password' || /\b(cc-|one-time-code|current-password|new-password)/.test(control.getAttribute('autocomplete') ?? '')
  )
}

/** One entry for each value that the control has now; none where a box is not ticked. */
export function read(control: Control): FieldEntry[] {
  const kind = kindOf(control)
  if (isPrivate(control) || /^(file|button|submit|reset|image|output|object|fieldset)$/.test(kind)) return []
  const entries = (values: unknown): FieldEntry[] => [values].flat().map((value) => ({ value: String(value), kind }))
  if (kind === 'select') return entries([...(control.options ?? [])].filter(isChosen).map(({ value }) => value))
  // A list item's own value is its number.
  const isField = control.type || kind.includes('-')
  const value = control.getAttribute('data-value') ?? (isField ? control.value : control.getAttribute('value'))
  if (BOX.test(kind)) return isOn(control) ? entries(value ?? (control.textContent.trim() || 'on')) : []
  return value != null ? entries(value) : isField ? [] : entries(control.textContent.trim())
}

function isChosen(option: HTMLOptionElement): boolean {
  return option.selected && !option.matches(':disabled')
}

function isOn(control: Control): boolean {
  return control.checked === true || [control.getAttribute('aria-checked'), control.getAttribute('aria-selected')].includes('true')
}

/** The values of a declared field that the browser would not send by that name: found by selector, label, name, id or data attribute. */
export function readById(container: Element, id: string, finder: FieldFinder | undefined): FieldEntry[] | undefined {
  const found = find(container, id, finder)
  if (!found) return undefined
  const isControl = found.matches(CONTROLS) || 'value' in found
  return isControl ? read(found) : [...found.querySelectorAll(CONTROLS)].flatMap(read)
}

function find(container: Element, id: string, finder: FieldFinder | undefined): Element | null | undefined {
  if (typeof finder === 'string') return own(container, 'querySelector').call(container, finder)
  const quoted = JSON.stringify(finder?.label ?? id)
  const path = finder
    ? `.//label[normalize-space()=${quoted}]|.//*[@aria-label=${quoted}]`
    : `.//*[@name=${quoted} or @id=${quoted} or @*[starts-with(name(),"data-")]=${quoted}]`
  const found = own(container, 'ownerDocument').evaluate(path, container, null, XPathResult.FIRST_ORDERED_NODE_TYPE)
    .singleNodeValue as Element | null
  return found?.localName === 'label' ? ((found as HTMLLabelElement).control ?? found) : found
}
