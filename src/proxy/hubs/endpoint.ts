// The REST endpoint of a workspace: which addresses data may go to, and what is said of any other.
import { isBrazeOrigin } from '../../core/braze-instances.ts'
import type { Finding } from '../../schema/issues.ts'

/**
 * @param developmentHosts `host:port` for which plain http is allowed (DEV_BRAZE_HOSTS)
 * @returns the endpoint's origin, or undefined where this is neither one of Braze's REST hosts nor a development host
 */
export function endpointOrigin(endpoint: string, developmentHosts: readonly string[]): string | undefined {
  const url = parse(endpoint)
  if (url === null || url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '')
    return undefined
  // An origin leaves out the port that is its scheme's own.
  const development = developmentHosts.some((host) =>
    ['http', 'https'].some((scheme) => url.origin === URL.parse(`${scheme}://${host}`)?.origin),
  )
  return development || isBrazeOrigin(url.origin) ? url.origin : undefined
}

/** What is said of an endpoint that is refused. It is repeated only if it is an address of Braze's or has a port: somebody may have put the key there. */
export function noEndpoint(endpoint: string): Omit<Finding, 'path'> {
  const url = parse(endpoint)
  const isShown = url !== null && (/\.braze\.(com|eu)$/.test(url.hostname) || url.port !== '')
  const orElse = isShown && url.port !== '' ? '; in development DEV_BRAZE_HOSTS allows others' : ''
  return {
    found: isShown ? JSON.stringify(url.origin + (url.pathname === '/' ? '' : url.pathname)) : 'no address of Braze’s',
    wanted: `the REST endpoint of a Braze instance, such as https://rest.fra-02.braze.eu${orElse}`,
  }
}

function parse(endpoint: string): URL | null {
  return URL.parse(endpoint.includes('://') ? endpoint : `https://${endpoint}`)
}
