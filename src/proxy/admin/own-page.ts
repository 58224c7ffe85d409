// Whether a login comes from the operator's own page, or from no page at all: any other one in her browser could try wrong tokens until she is locked out herself.

export function isOwnPage(headers: Headers): boolean {
  // What another site's page may send without asking first is never this type.
  if (!/^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '')) return false
  const site = headers.get('sec-fetch-site')
  // The browser's own word goes first: what stands before this port may have changed the Host.
  if (site !== null) return site === 'same-origin' || site === 'none'
  const origin = headers.get('origin')
  return origin === null || URL.parse(origin)?.host === headers.get('host')
}
