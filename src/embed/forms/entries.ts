// The entry list that the browser would send for a form. Only the declared names are read.
import type { FieldEntry } from '../../core/capture.ts'
import { declared } from '../hub.ts'
import { entryOf, isPrivate, readControl } from './controls.ts'
import { callOwn, own } from './own.ts'

export interface Entries {
  /** Empty for a control that the browser would not send. */
  fields: Record<string, FieldEntry[]>
  /** Names of controls that must not be read. */
  barred: string[]
  hasPassword: boolean
}

/** As long as no declaration is known every name is, and is kept in memory only. */
function isWanted(name: string): boolean {
  return declared()?.hub.fields.some(([id]) => id === name) ?? true
}

export function entriesOf(form: Element, submitter: Element | null | undefined): Entries {
  const entries: Entries = { fields: Object.create(null) as Entries['fields'], barred: [], hasPassword: false }
  const controls =
    own(form, 'localName') === 'form'
      ? own(form, 'elements')
      : callOwn<NodeListOf<Element>>(form, 'querySelectorAll', 'input,select,textarea')
  for (const control of controls as Iterable<HTMLInputElement>) {
    entries.hasPassword ||= control.type === 'password'
    const name = control.getAttribute('name')
    if (!name || !isWanted(name)) continue
    if (isPrivate(control)) entries.barred.push(name)
    const values = control === submitter ? [entryOf(control.value, control.type)] : readControl(control)
    if (values) (entries.fields[name] ??= []).push(...values)
  }
  return entries
}

/** The browser's own list, from its `formdata` event: it has what the site's listeners and custom elements add, and what they take away. */
export function mergeFormData(entries: Entries, data: FormData): void {
  const { fields, barred } = entries
  for (const name of [...Object.keys(fields), ...data.keys()]) {
    const known = fields[name] ?? []
    // A button's own entry stays where the list lacks it: the page's own `new FormData(form)` has no submitter.
    const isButton = /submit|image/.test(known[0]?.kind ?? '')
    if (!isWanted(name) || barred.includes(name) || (isButton && !data.has(name))) continue
    const values = data.getAll(name).filter((value) => typeof value === 'string')
    fields[name] = values.map((value, index) => entryOf(value, (known[index] ?? known[0])?.kind ?? 'hidden'))
  }
}
