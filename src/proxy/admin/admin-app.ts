// The operator's port, Request → Response: the session or token first, then the route of the contract. Nothing under /admin/api answers without one.
import { Hono, type Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { BlockList } from 'node:net'
import { ADMIN_ROUTES, type AdminRoute, type Session } from '../../core/admin.ts'
import type { Connection } from '../http/connection.ts'
import type { Handler } from '../http/node-server.ts'
import { parseJson } from '../http/parse-json.ts'
import { clientAddress } from '../limits/client-address.ts'
import type { Admin } from './admin.ts'
import type { AdminCall, AdminHandler } from './admin-call.ts'
import { ADMIN_HEADERS } from './admin-headers.ts'
import { activityRoutes } from './activity-routes.ts'
import { deadLetterRoutes } from './dead-letter-routes.ts'
import { dryRunRoutes } from './dry-run-routes.ts'
import { eraseRoutes } from './erase-routes.ts'
import { hubRoutes } from './hub-routes.ts'
import type { OperatorSession, Operators } from './operators.ts'
import type { Pages } from './pages.ts'
import { isOwnPage } from './own-page.ts'
import { isRefused, refused, refusedResponse, type Refused } from './refused.ts'
import { workspaceRoutes } from './workspace-routes.ts'

export interface AdminAppParts {
  admin: Admin
  /** Undefined without ADMIN_TOKEN: then the operator's routes are off. */
  operators: Operators | undefined
  pages: Pages
  trustedProxies: BlockList
}

const COOKIE = 'komo-braze-admin'
const BODY_MAX_BYTES = 1024 * 1024

type Ctx = Context<{ Bindings: Connection }>

export function createAdminApp({ admin, operators, pages, trustedProxies }: AdminAppParts): Handler {
  const app = new Hono<{ Bindings: Connection }>()

  app.get('/metrics', async () => {
    const { text, contentType } = await admin.metrics.scrape()
    return new Response(text, { headers: { ...ADMIN_HEADERS, 'Content-Type': contentType } })
  })

  if (operators !== undefined) {
    const { login, session, logout, ...routes } = handlers(admin, operators)
    for (const name of Object.keys(ADMIN_ROUTES) as AdminRoute[]) {
      const { method, path } = ADMIN_ROUTES[name]
      if (name === 'login') app.on(method, path, (c) => login(c, addressOf(c, trustedProxies)))
      else if (name === 'session') app.on(method, path, (c) => session(c))
      else if (name === 'logout') app.on(method, path, (c) => logout(c))
      else app.on(method, path, guarded(admin, operators, trustedProxies, routes[name]))
    }
    app.all(
      '/admin/api/*',
      guarded(admin, operators, trustedProxies, () => refused('not_found')),
    )
    app.get('/admin', () => new Response(null, { status: 308, headers: { ...ADMIN_HEADERS, Location: '/admin/' } }))
    const page = (c: Ctx): Response => pages.answer(c.req.param('file') ?? 'index.html', c.req.raw) ?? refusedResponse(refused('not_found'))
    app.get('/admin/', page)
    app.get('/admin/:file', page)
  }

  app.notFound(() => refusedResponse(refused('not_found')))
  app.onError((error) => {
    admin.log.error({ error }, 'an operator’s request failed')
    return refusedResponse(refused('internal'))
  })
  return (request, connection) => app.fetch(request, connection)
}

type ApiRoute = Exclude<AdminRoute, 'login' | 'session' | 'logout'>

function handlers(admin: Admin, operators: Operators) {
  const routes: Record<ApiRoute, AdminHandler> = {
    ...hubRoutes(admin),
    ...dryRunRoutes(admin),
    ...workspaceRoutes(admin),
    ...activityRoutes(admin),
    ...deadLetterRoutes(admin),
    ...eraseRoutes(admin),
  }
  const view = async ({ csrf, expiresAt }: OperatorSession): Promise<Session> => ({
    csrf,
    expiresAt: new Date(expiresAt).toISOString(),
    version: admin.version,
    address: admin.address(),
    writable: await admin.folder.writable(),
  })
  return {
    ...routes,
    async login(c: Ctx, address: string): Promise<Response> {
      if (!isOwnPage(c.req.raw.headers)) return refusedResponse(refused('invalid_request'))
      const json = await jsonOf(c)
      if (isBad(json)) return refusedResponse(json.bad)
      const token = typeof json.json === 'object' && json.json !== null && 'token' in json.json ? json.json.token : undefined
      if (typeof token !== 'string') return refusedResponse(refused('invalid_request'))
      const entered = operators.login(token, address, admin.now())
      if ('wrong' in entered) admin.log.warn({}, 'a wrong operator’s token was tried')
      if ('wrong' in entered) return refusedResponse(refused('wrong_token'))
      if ('lockedFor' in entered) return refusedResponse(refused('locked_out', { retryAfter: entered.lockedFor }))
      const maxAge = Math.round((entered.expiresAt - admin.now()) / 1000)
      return answer(await view(entered), { 'Set-Cookie': cookie(c, entered.word, maxAge) })
    },
    async session(c: Ctx): Promise<Response> {
      const found = operators.session(getCookie(c, COOKIE), admin.now())
      return found === undefined ? refusedResponse(refused('no_session')) : answer(await view(found))
    },
    logout(c: Ctx): Response {
      const word = getCookie(c, COOKIE)
      const found = operators.session(word, admin.now())
      if (word === undefined || found === undefined) return refusedResponse(refused('no_session'))
      if (c.req.header('x-csrf-token') !== found.csrf) return refusedResponse(refused('bad_csrf'))
      operators.logout(word)
      return new Response(null, { status: 204, headers: { ...ADMIN_HEADERS, 'Set-Cookie': cookie(c, '', 0) } })
    },
  }
}

/** Over plain http only a loopback address is the operator's own machine; everywhere else TLS stands before this port. */
function cookie(c: Ctx, word: string, maxAge: number): string {
  const { hostname } = new URL(c.req.url)
  const loopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  return `${COOKIE}=${word}; HttpOnly; SameSite=Strict; Path=/admin; Max-Age=${maxAge}${loopback ? '' : '; Secure'}`
}

function guarded(admin: Admin, operators: Operators, trustedProxies: BlockList, handler: AdminHandler) {
  return async (c: Ctx): Promise<Response> => {
    const denied = deny(c, operators, addressOf(c, trustedProxies), admin.now())
    if (denied !== undefined) return refusedResponse(denied)
    const json = await jsonOf(c)
    if (isBad(json)) return refusedResponse(json.bad)
    const call: AdminCall = {
      params: c.req.param() as Record<string, string>,
      query: new URL(c.req.url).searchParams,
      json: json.json,
      ifMatch: c.req.header('if-match'),
      ifNoneMatch: c.req.header('if-none-match'),
      now: admin.now(),
    }
    const outcome = await handler(call)
    if (outcome === undefined) return new Response(null, { status: 204, headers: ADMIN_HEADERS })
    return isRefused(outcome) ? refusedResponse(outcome) : answer(outcome)
  }
}

/** Undefined for whoever may come in: the command line's token, or a session — with its CSRF word where something may change. */
function deny(c: Ctx, operators: Operators, address: string, now: number): Refused | undefined {
  const bearer = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  if (bearer !== undefined) {
    const verdict = operators.checkToken(bearer, address, now)
    if (verdict === 'right') return undefined
    return 'lockedFor' in verdict ? refused('locked_out', { retryAfter: verdict.lockedFor }) : refused('wrong_token')
  }
  const session = operators.session(getCookie(c, COOKIE), now)
  if (session === undefined) return refused('no_session')
  return c.req.method !== 'GET' && c.req.header('x-csrf-token') !== session.csrf ? refused('bad_csrf') : undefined
}

async function jsonOf(c: Ctx): Promise<{ json: unknown } | { bad: Refused }> {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return { json: undefined }
  const body = await c.env.readBody(BODY_MAX_BYTES)
  if (typeof body === 'string') return { bad: refused(body === 'too_large' ? 'too_large' : 'invalid_request') }
  if (body.byteLength === 0) return { json: undefined }
  const json = parseJson(body)
  return json === undefined ? { bad: refused('invalid_json') } : { json }
}

function isBad(read: { json: unknown } | { bad: Refused }): read is { bad: Refused } {
  return 'bad' in read
}

function addressOf(c: Ctx, trustedProxies: BlockList): string {
  return clientAddress(c.env.peer, c.req.header('x-forwarded-for') ?? null, trustedProxies)
}

function answer(value: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { headers: { ...ADMIN_HEADERS, 'Content-Type': 'application/json', ...headers } })
}
