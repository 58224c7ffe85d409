// Which page is shown: read from the address's hash, so that every view has a link and the proxy serves one document.
import { computed, signal } from '@preact/signals'

export const STEPS = ['hub', 'people', 'map', 'workspace', 'review'] as const
export type Step = (typeof STEPS)[number]

export type Route =
  | { page: 'hubs' | 'activity' | 'dead-letters' | 'workspaces'; query: URLSearchParams }
  | { page: 'hub'; hub: string; step: Step; query: URLSearchParams }

const hash = signal(location.hash)
addEventListener('hashchange', () => (hash.value = location.hash))

export const route = computed(() => parseRoute(hash.value))

export function parseRoute(text: string): Route {
  const [path = '', search = ''] = text.replace(/^#\/?/, '').split('?')
  const query = new URLSearchParams(search)
  const [page, hub, step] = path.split('/')
  const name = decoded(hub)
  if (page === 'hubs' && name) return { page: 'hub', hub: name, step: STEPS.find((one) => one === step) ?? 'hub', query }
  if (page === 'activity' || page === 'dead-letters' || page === 'workspaces') return { page, query }
  return { page: 'hubs', query }
}

/** Undefined for an address that was mistyped or cut, and cannot be decoded. */
function decoded(part = ''): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

/** `rule`: the index of the one that the field map shows. */
export function hubLink(hub: string, step: Step = 'hub', rule?: number): string {
  return `#/hubs/${encodeURIComponent(hub)}/${step}${rule === undefined ? '' : `?rule=${rule}`}`
}

export function go(to: string): void {
  location.hash = to
}

/** Instead of an address whose wish is done, so that the same can be wished for again. A browser tells nobody of it: that is done here. */
export function goInstead(to: string): void {
  history.replaceState(null, '', to)
  hash.value = location.hash
}
