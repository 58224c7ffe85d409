// The public port: which route a request is for. The accept path is also reached straight from Node's server, without a Request and a Response, with the same checks.
import { Hono, type Context } from 'hono'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { INSPECTOR_ROUTES } from '../../core/inspector.ts'
import { toResponse, type Answer } from './answer.ts'
import type { Ask } from './ask.ts'
import type { Connection } from './connection.ts'
import { PRIVATE_HEADERS } from './headers.ts'
import { hubAnswer } from './hub-answer.ts'
import { hubRoute } from './hub-route.ts'
import { inspectorDryRun, openInspector, reportSeen } from './inspector-routes.ts'
import type { App } from './node-server.ts'
import { createRefuse } from './refuse.ts'
import { INTERNAL_RETRY } from './retry.ts'
import type { Service } from './service.ts'
import { session } from './session.ts'
import { submissions } from './submissions.ts'

/** Any other spelling of this path goes through the router. */
const SUBMISSIONS = /^\/v1\/hubs\/([a-z0-9-]+)\/submissions$/

type Ctx = Context<{ Bindings: Connection }>

export function createPublicApp(service: Service): App {
  const app = new Hono<{ Bindings: Connection }>({ router: new RegExpRouter() })
  const on = (path: string, answer: (ask: Ask) => Promise<Answer>) => app.all(path, async (c) => toResponse(await answer(askOf(c))))

  const submit = hubRoute(service, ['POST'], submissions)
  on('/v1/hubs/:hub/submissions', submit)
  on('/v1/hubs/:hub/session', hubRoute(service, ['POST'], session))
  const { open, seen, dryRun } = INSPECTOR_ROUTES
  on(open.path, hubRoute(service, [open.method], openInspector))
  on(seen.path, hubRoute(service, [seen.method], reportSeen))
  on(dryRun.path, hubRoute(service, [dryRun.method], inspectorDryRun))
  on('/v1/hubs/:hub', hubRoute(service, ['GET', 'HEAD'], hubAnswer))

  const refuse = createRefuse(service, '')
  for (const name of service.bundles.names) {
    app.get(`/v1/${name}`, (c) => service.bundles.answer(name, c.req.raw) ?? toResponse(refuse('not_found')))
  }

  app.get('/healthz', () => health(true, 'ok'))
  app.get('/readyz', () => {
    const reason = service.accepting() ? service.store.refusal() : 'stopping'
    return health(reason === undefined, reason ?? 'ready')
  })

  app.notFound(() => toResponse(refuse('not_found')))
  app.onError((error) => {
    service.log.error({ error }, 'a request failed')
    return toResponse(refuse('internal', INTERNAL_RETRY))
  })
  return {
    handle: (request, connection) => app.fetch(request, connection),
    direct({ method, target, ...head }, connection) {
      const hub = method === 'POST' ? SUBMISSIONS.exec(target)?.[1] : undefined
      return hub === undefined ? undefined : submit({ method, hub, ...head, ifNoneMatch: null, connection })
    },
  }
}

function askOf({ req, env }: Ctx): Ask {
  const { headers } = req.raw
  return {
    method: req.method,
    hub: req.param('hub') ?? '',
    origin: headers.get('origin'),
    forwardedFor: headers.get('x-forwarded-for'),
    ifNoneMatch: headers.get('if-none-match'),
    connection: env,
  }
}

function health(ok: boolean, word: string): Response {
  return new Response(word, { status: ok ? 200 : 503, headers: { ...PRIVATE_HEADERS, 'Content-Type': 'text/plain' } })
}
