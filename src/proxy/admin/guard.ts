// Who may use an operator's route, and how a handler's outcome becomes the answer.
import type { BlockList } from 'node:net'
import { isTrusted } from '../limits/client-address.ts'
import type { Log } from '../log.ts'
import type { AdminCall, AdminHandler } from './admin-call.ts'
import { addressOf, type AdminContext, type Endpoint } from './admin-context.ts'
import { ADMIN_HEADERS } from './admin-headers.ts'
import { readCookie } from './cookie.ts'
import { isDnsName, isLoopbackAddress } from './host-name.ts'
import { jsonResponse, readJsonBody } from './json-body.ts'
import type { Operators, WrongToken } from './operators.ts'
import { Refusal, refusalResponse } from './refusal.ts'

export interface GuardParts {
  operators: Operators
  log: Log
  trustedProxies: BlockList
  now: () => number
  elapsed: () => number
}

export function guarded(parts: GuardParts, handler: AdminHandler): Endpoint {
  const { trustedProxies, now, elapsed } = parts
  return async (c) => {
    const denied = deny(c, parts, addressOf(c, trustedProxies), elapsed())
    if (denied !== undefined) return refusalResponse(denied)
    const body = await readJsonBody(c)
    if (body instanceof Refusal) return refusalResponse(body)
    const call: AdminCall = {
      params: c.req.param() as Record<string, string>,
      query: new URL(c.req.url).searchParams,
      json: body.json,
      ifMatch: c.req.header('if-match'),
      ifNoneMatch: c.req.header('if-none-match'),
      now: now(),
    }
    const outcome = await handler(call)
    if (outcome === undefined) return new Response(null, { status: 204, headers: ADMIN_HEADERS })
    return outcome instanceof Refusal ? refusalResponse(outcome) : jsonResponse(outcome)
  }
}

/** Undefined for whoever may come in: the command line's token, or a session — with its CSRF word where something may change. */
function deny(c: AdminContext, { operators, log, trustedProxies }: GuardParts, address: string, elapsed: number): Refusal | undefined {
  const bearer = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  if (bearer !== undefined) {
    // Before the token is looked at: a wrong one would count against the operator's address.
    if (isRebound(c, trustedProxies))
      return new Refusal('invalid_request', {
        detail: 'Host: wanted localhost or an address, or the proxy in front of this port, such as a sidecar, in TRUSTED_PROXIES',
      })
    const verdict = operators.checkToken(bearer, address, elapsed)
    return verdict === 'right' ? undefined : tokenRefusal(verdict, log)
  }
  const session = operators.session(readCookie(c), elapsed)
  if (session === undefined) return new Refusal('no_session')
  return c.req.method !== 'GET' && c.req.header('x-csrf-token') !== session.csrf ? new Refusal('bad_csrf') : undefined
}

/** Whether this may be another site's page in the operator's browser, whose name leads to this port (DNS rebinding): on her own machine the command line has no need of a name. */
function isRebound(c: AdminContext, trustedProxies: BlockList): boolean {
  const { peer } = c.env
  return isLoopbackAddress(peer) && !isTrusted(peer, trustedProxies) && isDnsName(new URL(c.req.url).hostname)
}

/** Logs a wrong token: somebody may be guessing. */
export function tokenRefusal(verdict: WrongToken, log: Log): Refusal {
  if ('lockedFor' in verdict) return new Refusal('locked_out', { retryAfter: verdict.lockedFor })
  log.warn({}, 'a wrong operator’s token was tried')
  return new Refusal('wrong_token')
}
