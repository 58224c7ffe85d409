// A Braze workspace as dispatch sees it: from its entry in workspaces.json, with the key read and every default applied.
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

export function workspace(name: string, entry: WorkspaceFile, endpoint: string, apiKey: string): Workspace {
  return { ...DEFAULT_WORKSPACE, userAgent: USER_AGENT, ...entry, name, endpoint, apiKey, declared: entry }
}
