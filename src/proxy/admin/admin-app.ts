// The operator's port, Request → Response: which route a request is for. Nothing under /admin/api answers without a session or the operator's token.
import { Hono } from 'hono'
import { routePath } from 'hono/route'
import type { BlockList } from 'node:net'
import { ADMIN_ROUTES, type AdminRoute } from '../../core/admin.ts'
import type { Connection } from '../http/connection.ts'
import type { Handler } from '../http/node-server.ts'
import { isDiskFull } from '../outbox/disk-full.ts'
import type { Admin } from './admin.ts'
import type { AdminHandler } from './admin-call.ts'
import type { Endpoint } from './admin-context.ts'
import { ADMIN_HEADERS } from './admin-headers.ts'
import { activityRoutes } from './activity-routes.ts'
import { deadLetterRoutes } from './dead-letter-routes.ts'
import { dryRunRoutes } from './dry-run-routes.ts'
import { eraseRoutes } from './erase-routes.ts'
import { guarded } from './guard.ts'
import { hubRoutes } from './hub-routes.ts'
import type { Operators } from './operators.ts'
import { outboxAnswers } from './outbox-answers.ts'
import type { Pages } from './pages.ts'
import { Refusal, refusalResponse } from './refusal.ts'
import { sessionRoutes, type SessionRoute } from './session-routes.ts'
import { workspaceRoutes } from './workspace-routes.ts'

export interface AdminAppParts {
  admin: Admin
  /** Undefined without ADMIN_TOKEN: then the operator's routes are off. */
  operators: Operators | undefined
  pages: Pages
  trustedProxies: BlockList
}

export function createAdminApp({ admin, operators, pages, trustedProxies }: AdminAppParts): Handler {
  const app = new Hono<{ Bindings: Connection }>()

  app.get('/metrics', async () => {
    const { text, contentType } = await admin.metrics.scrape()
    return new Response(text, { headers: { ...ADMIN_HEADERS, 'Content-Type': contentType } })
  })

  if (operators !== undefined) {
    const guard = { operators, log: admin.log, trustedProxies, now: admin.now, elapsed: admin.elapsed }
    const open = sessionRoutes(admin, guard)
    const behind = guardedRoutes(admin)
    const routeOf = (name: AdminRoute): Endpoint => (isOpen(name) ? open[name] : guarded(guard, behind[name]))
    for (const name of Object.keys(ADMIN_ROUTES) as AdminRoute[]) app.on(ADMIN_ROUTES[name].method, ADMIN_ROUTES[name].path, routeOf(name))
    app.all(
      '/admin/api/*',
      guarded(guard, () => new Refusal('not_found')),
    )
    app.get('/admin', () => new Response(null, { status: 308, headers: { ...ADMIN_HEADERS, Location: '/admin/' } }))
    const page: Endpoint = (c) => pages.answer(c.req.param('file') ?? 'index.html', c.req.raw) ?? refusalResponse(new Refusal('not_found'))
    app.get('/admin/', page)
    app.get('/admin/:file', page)
  }

  const off = operators === undefined && { detail: 'ADMIN_TOKEN is not set at this proxy: the operator’s pages and commands are off.' }
  app.notFound(() => refusalResponse(new Refusal('not_found', { ...off })))
  app.onError(async (error, c) => {
    // The declared route, not the path that was asked for: that may contain a name that somebody typed.
    admin.log.error({ error, method: c.req.method, route: routePath(c) }, 'an operator’s request failed')
    if (isDiskFull(error)) return refusalResponse(new Refusal('storage_full'))
    return refusalResponse(new Refusal((await outboxAnswers(admin.store)) ? 'internal' : 'unavailable'))
  })
  return (request, connection) => app.fetch(request, connection)
}

function isOpen(name: AdminRoute): name is SessionRoute {
  return name === 'login' || name === 'session' || name === 'logout'
}

function guardedRoutes(admin: Admin): Record<Exclude<AdminRoute, SessionRoute>, AdminHandler> {
  return {
    ...hubRoutes(admin),
    ...dryRunRoutes(admin),
    ...workspaceRoutes(admin),
    ...activityRoutes(admin),
    ...deadLetterRoutes(admin),
    ...eraseRoutes(admin),
  }
}
