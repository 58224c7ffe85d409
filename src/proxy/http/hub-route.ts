// The checks that come before every route of a hub: method, then hub and origin, then the address's rate.
import { clientAddress } from '../limits/client-address.ts'
import type { Answer } from './answer.ts'
import type { Ask } from './ask.ts'
import { gate } from './gate.ts'
import type { HubRoute } from './hub-call.ts'
import { createRefuse } from './refuse.ts'
import { INTERNAL_RETRY, PAUSED_RETRY, STOPPING_RETRY } from './retry.ts'
import type { Service } from './service.ts'

export function hubRoute(service: Service, methods: readonly string[], route: HubRoute): (ask: Ask) => Promise<Answer> {
  const allowed = { Allow: methods.join(', ') }
  return async (ask) => {
    const passed = gate(service.registry.get(ask.hub), ask.origin)
    const name = passed?.hub.name ?? ''
    if (!methods.includes(ask.method)) return createRefuse(service, name, { ...passed?.headers, ...allowed })('method_not_allowed')
    const refuse = createRefuse(service, name, passed?.headers)
    if (passed === undefined) return refuse('forbidden')
    if (!service.accepting()) return refuse('unavailable', STOPPING_RETRY)
    if (service.paused(name)) return refuse('unavailable', PAUSED_RETRY)
    const address = clientAddress(ask.connection.peer, ask.forwardedFor, service.trustedProxies, service.forwardingIgnored)
    const wait = service.limits.address.take(address, service.elapsed())
    if (wait > 0) return refuse('rate_limited', wait)
    try {
      return await route({ ...passed, service, ask, address, refuse })
    } catch (error) {
      service.log.error({ error, hub: name }, 'a request failed')
      return refuse('internal', INTERNAL_RETRY)
    }
  }
}
