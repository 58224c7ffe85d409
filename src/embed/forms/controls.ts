// Reads one control by its own kind: the browser's, a custom element's, or a widget made of ARIA roles.
import type { FieldEntry } from '../../core/capture.ts'
import { isBox } from '../../core/read-page-boolean.ts'
import { callOwn } from './own.ts'

export const CONTROLS = 'input,select,textarea,[aria-checked],[aria-selected],[contenteditable]'

/** Most characters of one value: Braze takes far fewer, and one long text must not make the whole envelope too large. */
const LONGEST = 10_000

const BOX = /checkbox|radio|switch|option/

type Control = Element &
  Partial<Pick<HTMLInputElement, 'type' | 'checked' | 'labels'>> & { value?: unknown; selectedOptions?: Iterable<HTMLOptionElement> }

/** One value, as a control or the page gave it. */
export function entryOf(value: unknown, kind: string): FieldEntry {
  return { value: String(value).slice(0, LONGEST), kind }
}

/** Passwords, one-time codes and payment cards are never read, whatever is declared. */
export function isPrivate(control: Element): boolean {
  return (control as Control).type === 'password' || /\bcc-|time-code|-password/i.test(control.getAttribute('autocomplete') ?? '')
}

/** One entry for each value that the control has now; an empty list for a box that is not ticked. `undefined` where the control says nothing: a radio that is not chosen, a disabled control. Of a file neither content nor path is ever read. */
export function readControl(control: Control): FieldEntry[] | undefined {
  const attribute = (name: string) => control.getAttribute(name)
  const { type, localName, selectedOptions, checked, value } = control
  const role = attribute('role') ?? ''
  const name = selectedOptions ? 'select' : BOX.test(role) ? role : type || role || localName
  const box = BOX.exec(name)?.[0]
  const isOff = box && String(checked ?? attribute('aria-checked') ?? attribute('aria-selected')) !== 'true'
  if (isPrivate(control) || control.matches(':disabled') || /^(file|button|submit|reset|image|output|object|fieldset)$/.test(name)) return
  if (isOff) return isBox(box) ? [] : undefined
  // A widget's value is its text: an `<li>` has a `value` of its own, which is only its number.
  const text = attribute('data-value') ?? (attribute('value') || control.textContent.trim() || (box && 'on') || '')
  const given = name !== role && (type || name.includes('-')) ? (value ?? []) : text
  const values = selectedOptions
    ? [...selectedOptions].flatMap((option) => (option.matches(':disabled') ? [] : option.value))
    : [given].flat()
  return values.map((one) => entryOf(one, box ?? name))
}

/** Controls for declared names that the browser would not send: found by name, id, data attribute or label, all in one pass, for the form may be big and have none of them. */
export function indexOf(container: Element, names: string[]): Record<string, Control[]> {
  const found = Object.create(null) as Record<string, Control[]>
  for (const element of callOwn<NodeListOf<Control>>(container, 'querySelectorAll', '*')) {
    for (const { name, value } of element.attributes) {
      if (names.includes(value) && /^(name|id|aria-label|data-.*)$/.test(name) && (isControl(element) || element.querySelector(CONTROLS)))
        (found[value] ??= []).push(element)
    }
    const text = element.localName === 'label' && textOf(element)
    if (text && names.includes(text)) found[text] ??= [(element as Element as HTMLLabelElement).control ?? element]
  }
  return found
}

/** The values of the first element, or of the controls inside it; of a group of boxes, the values of all. */
export function readControls(found: Control[]): FieldEntry[] | undefined {
  const group = found.filter(({ type = '' }, index) => !index || BOX.test(type))
  const given = group
    .flatMap((one) => (isControl(one) ? one : [...one.querySelectorAll(CONTROLS)]))
    .map(readControl)
    .filter((values) => values)
  return given[0] && (given.flat() as FieldEntry[])
}

/** Not whatever has a `value`: a list's item has one too, its number, and may stand around a control. */
function isControl(element: Element): boolean {
  return element.matches(CONTROLS) || (element.localName.includes('-') && 'value' in element)
}

export function labelOf(control: Control): string {
  const [label] = control.labels ?? []
  return label ? textOf(label) : (control.getAttribute('aria-label') ?? '')
}

/** Without what the control in it holds: the options of a list, the text of a text field. */
function textOf(label: Element): string {
  return label.textContent
    .replace(label.querySelector('select,textarea')?.textContent ?? '', '')
    .replace(/\s+/g, ' ')
    .trim()
}
