// The cookie of an operator's session.
import { getCookie } from 'hono/cookie'
import type { AdminContext } from './admin-context.ts'

const COOKIE = 'komo-braze-admin'

export function readCookie(c: AdminContext): string | undefined {
  return getCookie(c, COOKIE)
}

/**
 * `Secure`, except on a loopback address: that is the operator's own machine, over plain http; everywhere else TLS ends in front of this port.
 * @param maxAge seconds; 0 clears it
 */
export function cookieHeader(c: AdminContext, word: string, maxAge: number): { 'Set-Cookie': string } {
  const { hostname } = new URL(c.req.url)
  const loopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  return { 'Set-Cookie': `${COOKIE}=${word}; HttpOnly; SameSite=Strict; Path=/admin; Max-Age=${maxAge}${loopback ? '' : '; Secure'}` }
}
