// Braze's syntax rules for e-mail addresses, as the stand-in judges them. Source: Braze's documentation of e-mail validation.
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i
const LOCAL = /^[^\s"@]{1,64}$/

/** Whether Braze would take this as an address. Syntax only: nothing is looked up. */
export function isBrazeEmail(text: unknown): boolean {
  if (typeof text !== 'string') return false
  const at = text.lastIndexOf('@')
  if (at < 1) return false
  const local = text.slice(0, at)
  if (!LOCAL.test(local) || local.startsWith('.') || local.endsWith('.')) return false
  const labels = text.slice(at + 1).split('.')
  const top = labels.at(-1) ?? ''
  return labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(top)
}
