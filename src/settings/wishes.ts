// This tab among the others of Connect: whether it has a hub open, and what becomes of a wish that is handed to it.
import { session } from './app-state.ts'
import { unsaved } from './editors.ts'
import { createHandOver } from './hand-over.ts'
import { go, hubLink, route } from './route.ts'

/** In a wish's query: it is this tab's, whoever else has the hub open. */
export const HERE = 'here'

export const handOver = createHandOver({
  channel: typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(`komo-braze-connect ${location.pathname}`),
  tab: String(Math.random()),
  holds(hub) {
    if (!session.value) return 'not'
    if (unsaved.value.includes(hub)) return 'dirty'
    return route.value.page === 'hub' && route.value.hub === hub ? 'clean' : 'not'
  },
  take: (hub, query) => go(`${hubLink(hub, 'map')}?${query}&${HERE}`),
})
