// The entry list that the browser would send of a form: only the declared names are read.
import type { FieldEntry } from '../../core/capture.ts'
import { isPrivate, read } from './controls.ts'
import { call, own } from './own.ts'

export interface Entries {
  /** Empty for a control that the browser would not send. */
  fields: Record<string, FieldEntry[]>
  /** Names of controls that must not be read. */
  barred: string[]
  hasPassword: boolean
}

/** `wanted` undefined: the declaration is not known yet, so all are kept in memory until it is. */
export function entriesOf(form: Element, submitter: Element | null | undefined, wanted: string[] | undefined): Entries {
  const entries: Entries = { fields: Object.create(null) as Entries['fields'], barred: [], hasPassword: false }
  const controls =
    form.localName === 'form' ? own(form, 'elements') : call<NodeListOf<Element>>(form, 'querySelectorAll', 'input,select,textarea')
  for (const control of controls as Iterable<HTMLInputElement>) {
    entries.hasPassword ||= control.type === 'password'
    const name = control.getAttribute('name')
    if (!name || (wanted && !wanted.includes(name))) continue
    const values = (entries.fields[name] ??= [])
    if (isPrivate(control)) entries.barred.push(name)
    else if (control === submitter) values.push({ value: control.value, kind: control.type })
    else if (!control.matches(':disabled')) values.push(...read(control))
  }
  return entries
}

/** The browser's own list, from its `formdata` event: it has what the site's listeners and custom elements add, and what they take away. */
export function mergeFormData({ fields, barred }: Entries, data: FormData, wanted: string[] | undefined): void {
  for (const name of wanted ?? data.keys()) {
    const kinds = fields[name] ?? []
    const values = data.getAll(name).filter((value) => typeof value === 'string')
    if ((fields[name] ?? values[0]) !== undefined && !barred.includes(name)) {
      fields[name] = values.map((value, index) => ({ value, kind: (kinds[index] ?? kinds[0])?.kind ?? 'hidden' }))
    }
  }
}
