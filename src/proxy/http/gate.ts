// Who: the first two checks of every route of a hub. The hub and the Origin header decide which headers let a page read the answer, before anything else is looked at.
import type { Hub } from '../hubs/hub.ts'
import { corsHeaders } from './headers.ts'

export interface Gate {
  hub: Hub
  origin: string
  /** Those that let the page read the answer. */
  headers: Record<string, string>
}

/** Undefined for an unknown hub and for an origin that it does not list: from outside the two look alike. An origin is compared whole, as the browser sends it. */
export function gate(hub: Hub | undefined, origin: string | null): Gate | undefined {
  if (hub === undefined || origin === null || !hub.origins.has(origin)) return undefined
  return { hub, origin, headers: corsHeaders(origin) }
}
