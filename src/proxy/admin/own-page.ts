// Whether a login comes from the operator's own page, or from no page at all: any other page in her browser could send wrong tokens until she is locked out herself.

export function isOwnPage(headers: Headers): boolean {
  // Another site's page cannot send this type without a preflight, which is never granted.
  if (!/^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '')) return false
  const site = headers.get('sec-fetch-site')
  // The browser's own word counts first: a proxy in front of this port may have changed the Host.
  if (site !== null) return site === 'same-origin' || site === 'none'
  const origin = headers.get('origin')
  return origin === null || URL.parse(origin)?.host === headers.get('host')
}
