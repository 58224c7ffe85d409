// The checks that come before every route of a hub: method, then hub and origin, then the address's rate.
import { clientAddress } from '../limits/client-address.ts'
import type { Answer } from './answer.ts'
import type { Ask } from './ask.ts'
import type { Connection } from './connection.ts'
import { gate, type Gate } from './gate.ts'
import { createRefuse, type Refuse } from './refuse.ts'
import type { Service } from './service.ts'

export type HubRoute = (
  service: Service,
  passed: NonNullable<Gate>,
  connection: Connection,
  address: string,
  refuse: Refuse,
) => Answer | Promise<Answer>

/** Seconds. Another proxy takes over, or this one is back. */
const STOPPING_RETRY = 5
export const INTERNAL_RETRY = 30
const PAUSED_RETRY = 60

export function hubRoute(service: Service, methods: readonly string[], route: HubRoute): (ask: Ask) => Promise<Answer> {
  return async ({ method, hub, origin, forwardedFor, connection }) => {
    const passed = gate(service.registry.get(hub), origin)
    const refuse = createRefuse(service.metrics, passed?.hub.name ?? '', passed?.headers)
    if (!methods.includes(method)) return refuse('method_not_allowed')
    if (passed === undefined) return refuse('forbidden')
    if (!service.accepting()) return refuse('unavailable', STOPPING_RETRY)
    if (service.paused(passed.hub.name)) return refuse('unavailable', PAUSED_RETRY)
    const address = clientAddress(connection.peer, forwardedFor, service.trustedProxies)
    const wait = service.limits.address.take(address, service.now())
    if (wait > 0) return refuse('rate_limited', wait)
    try {
      return await route(service, passed, connection, address, refuse)
    } catch (error) {
      service.log.error({ error, hub: passed.hub.name }, 'a request failed')
      return refuse('internal', INTERNAL_RETRY)
    }
  }
}
