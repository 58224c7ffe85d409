// The entry list that the browser would send of a form: only the declared names are read.
import type { FieldEntry } from '../../core/capture.ts'
import { isPrivate, kindOf, read } from './controls.ts'
import { own } from './own.ts'

export interface Entries {
  fields: Record<string, FieldEntry[]>
  /** Names that the form has a control for, whether or not it would send one. */
  names: Set<string>
  /** Names of controls that must not be read. */
  barred: Set<string>
  hasPassword: boolean
}

/** `wanted` undefined: the declaration is not known yet, so all are kept in memory until it is. */
export function entriesOf(form: Element, submitter: Element | null | undefined, wanted: string[] | undefined): Entries {
  const fields = Object.create(null) as Entries['fields']
  const entries: Entries = { fields, names: new Set(), barred: new Set(), hasPassword: false }
  const controls = form.localName === 'form' ? own(form, 'elements') : form.querySelectorAll('input,select,textarea')
  for (const control of controls) {
    const { type } = control as HTMLInputElement
    entries.hasPassword ||= type === 'password'
    const name = control.getAttribute('name')
    if (!name || (wanted && !wanted.includes(name))) continue
    entries.names.add(name)
    if (isPrivate(control)) entries.barred.add(name)
    else if (!control.matches(':disabled')) {
      const values = control === submitter ? [{ value: (control as HTMLButtonElement).value, kind: kindOf(control) }] : read(control)
      if (values.length) (fields[name] ??= []).push(...values)
    }
  }
  return entries
}

/** The browser's own list, from its `formdata` event: it has what the site's listeners and custom elements add, and what they take away. */
export function mergeFormData({ fields, barred, names }: Entries, data: FormData, wanted: string[] | undefined): void {
  for (const name of wanted ?? new Set([...data.keys()])) {
    if (barred.has(name)) continue
    const kinds = fields[name] ?? []
    const values = data.getAll(name).filter((value) => typeof value === 'string')
    if (values.length) fields[name] = values.map((value, index) => ({ value, kind: (kinds[index] ?? kinds[0])?.kind ?? 'hidden' }))
    else if (names.has(name)) Reflect.deleteProperty(fields, name)
  }
}
