// The public port, Request → Response: which route a request is for, and the checks that come before each.
import { Hono, type Context } from 'hono'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { clientAddress } from '../limits/client-address.ts'
import type { Connection } from './connection.ts'
import { gate, type Gate } from './gate.ts'
import { cachedHeaders, PRIVATE_HEADERS } from './headers.ts'
import { inspectorDryRun, openInspector, reportSeen } from './inspector-routes.ts'
import type { Handler } from './node-server.ts'
import { createRefuse, type Refuse } from './refuse.ts'
import type { Service } from './service.ts'
import { session } from './session.ts'
import { submissions } from './submissions.ts'

/** Kept by browsers for a minute; if the proxy does not answer, for a week. The script has a copy of its own besides. */
const HUB_CACHE = 'public, max-age=60, stale-if-error=604800'

type Ctx = Context<{ Bindings: Connection }>
type HubRoute = (
  service: Service,
  passed: NonNullable<Gate>,
  connection: Connection,
  address: string,
  refuse: Refuse,
) => Response | Promise<Response>

export function createPublicApp(service: Service): Handler {
  const app = new Hono<{ Bindings: Connection }>({ router: new RegExpRouter() })

  /** Method, then hub and origin, then the address's rate. */
  const hubRoute = (methods: readonly string[], route: HubRoute) => async (c: Ctx) => {
    const { headers } = c.req.raw
    const passed = gate(service.registry.get(c.req.param('hub') ?? ''), headers.get('origin'))
    const refuse = createRefuse(service.metrics, passed?.hub.name ?? '', passed?.headers)
    if (!methods.includes(c.req.method)) return refuse('method_not_allowed')
    if (passed === undefined) return refuse('forbidden')
    if (!service.accepting()) return refuse('unavailable', STOPPING_RETRY)
    if (service.paused(passed.hub.name)) return refuse('unavailable', PAUSED_RETRY)
    const address = clientAddress(c.env.peer, headers.get('x-forwarded-for'), service.trustedProxies)
    const wait = service.limits.address.take(address, service.now())
    if (wait > 0) return refuse('rate_limited', wait)
    try {
      return await route(service, passed, c.env, address, refuse)
    } catch (error) {
      service.log.error({ error, hub: passed.hub.name }, 'a request failed')
      return refuse('internal', INTERNAL_RETRY)
    }
  }

  app.all('/v1/hubs/:hub/submissions', hubRoute(['POST'], submissions))
  app.all('/v1/hubs/:hub/session', hubRoute(['POST'], session))
  app.all('/v1/hubs/:hub/inspector', hubRoute(['POST'], openInspector))
  app.all('/v1/hubs/:hub/seen', hubRoute(['POST'], reportSeen))
  app.all('/v1/hubs/:hub/dry-run', hubRoute(['POST'], inspectorDryRun))
  app.all('/v1/hubs/:hub', (c) =>
    hubRoute(['GET', 'HEAD'], (_service, { hub, headers }) => {
      const answer = { ...cachedHeaders(HUB_CACHE), ...headers, 'Content-Type': 'application/json', ETag: `"${hub.rev}"` }
      if (c.req.header('if-none-match') === `"${hub.rev}"`) return new Response(null, { status: 304, headers: answer })
      return new Response(hub.answer, { headers: answer })
    })(c),
  )

  for (const name of service.bundles.names) {
    app.get(`/v1/${name}`, (c) => service.bundles.answer(name, c.req.raw) ?? createRefuse(service.metrics, '')('not_found'))
  }

  app.get('/healthz', () => health(true, 'ok'))
  app.get('/readyz', () => {
    const reason = service.accepting() ? service.store.refusal() : 'stopping'
    return health(reason === undefined, reason ?? 'ready')
  })

  app.notFound(() => createRefuse(service.metrics, '')('not_found'))
  app.onError((error) => {
    service.log.error({ error }, 'a request failed')
    return createRefuse(service.metrics, '')('internal', INTERNAL_RETRY)
  })
  return (request, connection) => app.fetch(request, connection)
}

/** Seconds. Another proxy takes over, or this one is back. */
const STOPPING_RETRY = 5
const INTERNAL_RETRY = 30
const PAUSED_RETRY = 60

function health(ok: boolean, word: string): Response {
  return new Response(word, { status: ok ? 200 : 503, headers: { ...PRIVATE_HEADERS, 'Content-Type': 'text/plain' } })
}
