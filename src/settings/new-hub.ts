// What Connect starts a new hub with: a Komo form by e-mail alias, which is what most hubs want.
import type { HubFile } from '../core/hub-file.ts'
import { identityOf } from './identity-kinds.ts'

export function newHub(hub: string, origin: string, workspace: string): HubFile {
  return {
    hub,
    origins: [origin],
    ...(workspace !== 'default' && { workspace }),
    identity: [identityOf('alias_email')],
    rules: [{ id: 'form', on: 'form', attributes: { email: 'field.email' } }],
  }
}

/** The slug that a hub's address suggests: `https://summer-footy.komo.site/…` → `summer-footy`. */
export function slugOf(address: string): string {
  const origin = originOf(address)
  const host = origin ? new URL(origin).hostname : address
  return (host.replace(/^www\./, '').split('.')[0] ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, 64)
}

/** The exact origin of an address as typed, with https if it has no scheme; undefined if it is no address. A single word is a hub's name, not its address. */
export function originOf(address: string): string | undefined {
  const text = address.trim()
  // Browsers make %20 of a space in a host, and take it.
  if (!text || /\s/.test(text)) return undefined
  const hasScheme = /^[a-z]+:\/\//i.test(text)
  try {
    const { origin, hostname } = new URL(hasScheme ? text : `https://${text}`)
    const isHost = hasScheme || hostname === 'localhost' || /[.:]/.test(hostname)
    return isHost && origin.startsWith('http') ? origin : undefined
  } catch {
    return undefined
  }
}
