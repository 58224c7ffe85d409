// Headers of public answers. Cross-Origin-Resource-Policy is `cross-origin`: with `same-origin` browsers would block the script on every hub.

const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
}

/** Of answers that are for one asker only. */
export const PRIVATE_HEADERS = { ...SECURITY_HEADERS, 'Cache-Control': 'no-store' }

/** Of answers that caches may keep. */
export function cachedHeaders(cacheControl: string): Record<string, string> {
  return { ...SECURITY_HEADERS, 'Cache-Control': cacheControl }
}

/** Those that let a page of this origin read the answer, whatever it is. */
export function corsHeaders(origin: string): Record<string, string> {
  return { 'Access-Control-Allow-Origin': origin, Vary: 'Origin', 'Access-Control-Expose-Headers': 'Retry-After' }
}
