// Who: the first two checks of every route of a hub. The hub and the Origin header decide which headers let a page read the answer, before anything else is looked at.
import type { Hub } from '../hubs/hub.ts'
import { corsHeaders } from './headers.ts'

export type Gate = { hub: Hub; origin: string; headers: Record<string, string> } | undefined

/** Undefined for an unknown hub and for an origin that it does not list: from outside the two look alike. An origin is compared whole, as the browser sends it. */
export function gate(hub: Hub | undefined, origin: string | null): Gate {
  if (hub === undefined || origin === null || !hub.origins.has(origin)) return undefined
  return { hub, origin, headers: corsHeaders(origin) }
}
