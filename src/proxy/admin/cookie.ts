// The cookie of an operator's session.
import { getCookie } from 'hono/cookie'
import type { AdminContext } from './admin-context.ts'
import { isLoopback } from './host-name.ts'

const COOKIE = 'komo-braze-admin'

export function readCookie(c: AdminContext): string | undefined {
  return getCookie(c, COOKIE)
}

/**
 * `Secure`, except over plain http on a loopback address: that is the operator's own machine; everywhere else TLS ends in front of this port. What ends it may
 * pass a loopback address on as the Host, so the page's own word counts first.
 * @param maxAge seconds; 0 clears it
 */
export function cookieHeader(c: AdminContext, word: string, maxAge: number): { 'Set-Cookie': string } {
  const page = URL.parse(c.req.header('origin') ?? '') ?? new URL(c.req.url)
  const isPlain = page.protocol === 'http:' && isLoopback(page.hostname)
  return { 'Set-Cookie': `${COOKIE}=${word}; HttpOnly; SameSite=Strict; Path=/admin; Max-Age=${maxAge}${isPlain ? '' : '; Secure'}` }
}
