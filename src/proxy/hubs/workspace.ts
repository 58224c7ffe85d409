// A Braze workspace as dispatch sees it: from its entry in workspaces.json, with the key read and every default applied.
import { isBrazeOrigin } from '../../core/braze-instances.ts'
import { DEFAULT_WORKSPACE } from '../../core/defaults.ts'
import type { WorkspaceFile } from '../../schema/workspaces.ts'
import type { DispatchWorkspace } from '../dispatch/workspace.ts'

export interface Workspace extends DispatchWorkspace {
  /** `https://rest.iad-01.braze.com`: scheme and host, no path. */
  endpoint: string
  apiKey: string
  userAgent: string
  /** As it stands in workspaces.json. */
  declared: WorkspaceFile
}

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
  return { ...DEFAULT_WORKSPACE, userAgent: USER_AGENT, ...entry, name, endpoint, apiKey, declared: entry }
}
