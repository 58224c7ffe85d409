// Signing in, seeing who is signed in, and signing out: the routes that guard themselves.
import type { Session } from '../../core/admin.ts'
import type { Admin } from './admin.ts'
import { addressOf, type AdminContext, type Endpoint } from './admin-context.ts'
import { ADMIN_HEADERS } from './admin-headers.ts'
import { cookieHeader, readCookie } from './cookie.ts'
import { tokenRefusal, type GuardParts } from './guard.ts'
import { jsonResponse, readJsonBody } from './json-body.ts'
import { SESSION_SECONDS, type OperatorSession } from './operators.ts'
import { isAtPlainName, isOwnPage } from './own-page.ts'
import { Refusal, refusalResponse } from './refusal.ts'

export type SessionRoute = 'login' | 'session' | 'logout'

export function sessionRoutes(admin: Admin, { operators, log, trustedProxies, elapsed }: GuardParts): Record<SessionRoute, Endpoint> {
  const view = async ({ csrf }: OperatorSession): Promise<Session> => ({
    csrf,
    version: admin.version,
    address: admin.address(),
    writable: await admin.folder.writable(),
  })
  return {
    async login(c) {
      const token = await givenToken(c)
      if (token instanceof Refusal) return refusalResponse(token)
      const entered = operators.login(token, addressOf(c, trustedProxies), elapsed())
      if (!('word' in entered)) return refusalResponse(tokenRefusal(entered, log))
      return jsonResponse(await view(entered), cookieHeader(c, entered.word, SESSION_SECONDS))
    },
    async session(c) {
      const found = operators.session(readCookie(c), elapsed())
      return found === undefined ? refusalResponse(new Refusal('no_session')) : jsonResponse(await view(found))
    },
    logout(c) {
      const word = readCookie(c)
      const found = operators.session(word, elapsed())
      if (word === undefined || found === undefined) return refusalResponse(new Refusal('no_session'))
      if (c.req.header('x-csrf-token') !== found.csrf) return refusalResponse(new Refusal('bad_csrf'))
      operators.logout(word)
      return new Response(null, { status: 204, headers: { ...ADMIN_HEADERS, ...cookieHeader(c, '', 0) } })
    },
  }
}

async function givenToken(c: AdminContext): Promise<string | Refusal> {
  if (!isOwnPage(c.req.raw.headers)) return new Refusal('invalid_request', { detail: 'wanted JSON, from no page but this port’s own' })
  // Before the token is looked at: a wrong one would count against the operator's address.
  if (isAtPlainName(c.req.raw.headers))
    return new Refusal('no_session', { detail: 'No session is kept over plain http, except at localhost.' })
  const body = await readJsonBody(c)
  if (body instanceof Refusal) return body
  const { json } = body
  const token = typeof json === 'object' && json !== null && 'token' in json ? json.token : undefined
  return typeof token === 'string' ? token : new Refusal('invalid_request')
}
