// A Braze workspace as dispatch sees it: from its entry in workspaces.json, with the key read and every default applied.
import { isBrazeOrigin } from '../../core/braze-instances.ts'
import { REQUEST_MAX_OBJECTS } from '../../core/limits.ts'
import type { WorkspaceFile } from '../../schema/workspaces.ts'

export interface Workspace {
  name: string
  /** `https://rest.iad-01.braze.com`: scheme and host, no path. */
  endpoint: string
  apiKey: string
  /** Objects per request, counted over the three arrays or in each. */
  objects: number
  count: 'combined' | 'per-array'
  /** Requests allowed in any sliding window of that many seconds; all hold at once. */
  rate: { requests: number; seconds: number }[]
  ambiguous: 'resend' | 'hold'
  userAgent: string
}

/** Braze's documented burst for data-point contracts. */
export const DEFAULT_RATE = [{ requests: 3000, seconds: 3 }]
export const USER_AGENT = 'komo-braze'

/**
 * @param developmentHosts `host:port` for which plain http is allowed (DEV_BRAZE_HOSTS)
 * @returns the endpoint's origin, or undefined where this is neither one of Braze's REST hosts nor a development host
 */
export function endpointOrigin(endpoint: string, developmentHosts: readonly string[]): string | undefined {
  const url = URL.parse(endpoint.includes('://') ? endpoint : `https://${endpoint}`)
  if (url === null || url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '')
    return undefined
  const development = developmentHosts.some((host) => url.origin === `http://${host}` || url.origin === `https://${host}`)
  return development || isBrazeOrigin(url.origin) ? url.origin : undefined
}

export function workspace(name: string, entry: WorkspaceFile, endpoint: string, apiKey: string): Workspace {
  return {
    name,
    endpoint,
    apiKey,
    objects: entry.objects ?? REQUEST_MAX_OBJECTS,
    count: entry.count ?? 'combined',
    rate: entry.rate ?? DEFAULT_RATE,
    ambiguous: entry.ambiguous ?? 'resend',
    userAgent: entry.userAgent ?? USER_AGENT,
  }
}
