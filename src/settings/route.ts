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
  if (page === 'hubs' && hub) return { page: 'hub', hub: decodeURIComponent(hub), step: STEPS.find((one) => one === step) ?? 'hub', query }
  if (page === 'activity' || page === 'dead-letters' || page === 'workspaces') return { page, query }
  return { page: 'hubs', query }
}

export function hubLink(hub: string, step: Step = 'hub'): string {
  return `#/hubs/${encodeURIComponent(hub)}/${step}`
}

export function go(to: string): void {
  location.hash = to
}
