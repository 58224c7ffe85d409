// This tab among the others of Connect: whether it has a hub open, and what it does with a wish ("Map this" of the inspector) that another hands to it.
import { session } from './app-state.ts'
import { unsaved } from './editors.ts'
import { createHandOver } from './hand-over.ts'
import { go, hubLink, route } from './route.ts'

/** In the query of a wish's address: this tab takes it, even if another has the hub open. */
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
