// Whether a login comes from the operator's own page, or from no page at all: any other page in her browser could send wrong tokens until she is locked out herself.
import { isDnsName } from './host-name.ts'

export function isOwnPage(headers: Headers): boolean {
  // Another site's page cannot send this type without a preflight, which is never granted.
  if (!/^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '')) return false
  const site = headers.get('sec-fetch-site')
  // The browser's own word counts first: a proxy in front of this port may have changed the Host.
  if (site !== null) return site === 'same-origin' || site === 'none'
  const origin = headers.get('origin')
  return origin === null || URL.parse(origin)?.host === headers.get('host')
}

/**
 * Whether that page is at a name over plain http. Its browser would not keep the cookie, so that no operator signs in there; and another site can have a name of its
 * own lead to this port, and its page is then the port's own to the browser (DNS rebinding). Browsers send `Sec-Fetch-Site` only to https and loopback addresses.
 */
export function isAtPlainName(headers: Headers): boolean {
  if (headers.has('sec-fetch-site')) return false
  const page = URL.parse(headers.get('origin') ?? '')
  return page?.protocol === 'http:' && isDnsName(page.hostname)
}
