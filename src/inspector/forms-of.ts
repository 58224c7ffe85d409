// The forms that the page has now, with their fields: by name, id or data attribute, with kind, label and the site's own options. Never a value that somebody typed.
import { SEEN_MAX, type SeenField, type SeenForm } from '../core/inspector.ts'
import { clip } from './clip.ts'
import { PANEL_TAG } from './panel-tag.ts'

const CONTROLS = 'input,select,textarea,[aria-checked],[contenteditable]'
const BUTTON = /^(submit|button|reset|image)$/
/** What stands in these is what somebody typed or chose, also inside a label. */
const HELD = `${CONTROLS},output,button`

export function formsOf(document: Document): SeenForm[] {
  const at = new Date().toISOString()
  const path = (document.defaultView?.location.pathname ?? '/').slice(0, SEEN_MAX.characters)
  return rootsOf(document)
    .flatMap((root) => [...root.querySelectorAll('form')])
    .slice(0, SEEN_MAX.forms)
    .map((form) => ({ selector: clip(selectorOf(form)), at, path, fields: fieldsOf(form) }))
}

/** The document and every open shadow root in it, but not the panel's own. */
function rootsOf(root: Document | ShadowRoot): (Document | ShadowRoot)[] {
  const inner = [...root.querySelectorAll('*')].filter(({ localName, shadowRoot }) => shadowRoot && localName !== PANEL_TAG)
  return [root, ...inner.flatMap(({ shadowRoot }) => (shadowRoot ? rootsOf(shadowRoot) : []))]
}

function fieldsOf(form: Element): SeenField[] {
  const fields = new Map<string, SeenField>()
  // Read through the prototype: a control named `elements` would hide the form's own.
  const own = form.localName === 'form' ? (Reflect.get(HTMLFormElement.prototype, 'elements', form) as Iterable<Element>) : []
  for (const control of new Set([...own, ...form.querySelectorAll(CONTROLS)])) {
    const kind = kindOf(control)
    const id = idOf(control)
    if (!id || BUTTON.test(kind) || kind === 'fieldset' || kind === 'output' || kind === 'hidden') continue
    const before = fields.get(id)
    const options = optionsOf(control)
    if (before) before.options = [...new Set([...(before.options ?? []), ...options])].slice(0, SEEN_MAX.options)
    else {
      const label = labelOf(control, options.length > 0)
      fields.set(id, { id: clip(id), kind, ...(label && { label: clip(label) }), ...(options.length && { options }) })
    }
  }
  return [...fields.values()].slice(0, SEEN_MAX.fields)
}

/** As the script reads a Unique ID: the name, else the id, else any data attribute that ends in `id`, `name` or `field`. */
function idOf(control: Element): string {
  const data = [...control.attributes].find(({ name }) => /^data-.*(id|name|field)$/.test(name))?.value
  return control.getAttribute('name') || control.id || data || ''
}

/** Lower case, as captures name it. What the script never reads, whatever is declared (`isPrivate` in `embed/forms/controls.ts`), is a password here. */
function kindOf(control: Element): string {
  if (/\bcc-|time-code|-password/i.test(control.getAttribute('autocomplete') ?? '')) return 'password'
  if (control.localName === 'select') return (control as HTMLSelectElement).multiple ? 'select-multiple' : 'select'
  // A custom element's `type` may be anything.
  return clip(String((control as HTMLInputElement).type || control.getAttribute('role') || control.localName).toLowerCase())
}

/** The site's own words. What a text control holds was typed by somebody, so it is never looked at. */
function optionsOf(control: Element): string[] {
  if (control.localName === 'select') {
    return [...(control as HTMLSelectElement).options].map(({ value }) => clip(value)).slice(0, SEEN_MAX.options)
  }
  const { type, value } = control as HTMLInputElement
  return type === 'radio' || type === 'checkbox' ? [clip(value)] : []
}

/** A group is called by its legend, where it has one. */
function labelOf(control: Element, isChoice: boolean): string {
  const legend = isChoice && control.localName !== 'select' ? control.closest('fieldset')?.querySelector('legend') : undefined
  const label = [...((control as HTMLInputElement).labels ?? [])][0]
  return wordsOf(legend) || wordsOf(label) || (control.getAttribute('aria-label') ?? '').trim()
}

/** The site's own words: no comments, and nothing from the controls inside, however deep they are. */
function wordsOf(node: Node | null | undefined): string {
  if (node instanceof Text) return node.data
  const inner = [...(node?.childNodes ?? [])].filter((one) => !(one instanceof Element && one.matches(HELD)))
  return inner.map(wordsOf).join(' ').replace(/\s+/g, ' ').trim()
}

function selectorOf(form: Element): string {
  const id = form.getAttribute('id')
  const name = form.getAttribute('name')
  const [styled] = form.classList
  if (id) return `form#${id}`
  if (name) return `form[name="${name}"]`
  return styled ? `form.${styled}` : 'form'
}
