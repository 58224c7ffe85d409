// What a start would refuse of workspaces.json, and of a hub that names one of its workspaces.
import { DEFAULTS } from '../../core/defaults.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { didYouMean } from '../../schema/nearest.ts'
import { declaredWorkspaces, endpointErrors } from '../hubs/load-hubs.ts'

export function workspacesErrors(text: string): string[] {
  const { workspaces, errors } = declaredWorkspaces(text, undefined)
  return [...errors, ...Object.entries(workspaces).flatMap(([name, entry]) => endpointErrors(name, entry, []))]
}

/** None where the workspaces cannot be read: that is said of their own file. */
export function namedWorkspaceErrors({ workspace = DEFAULTS.workspace }: HubFile, text: string): string[] {
  const { workspaces, errors } = declaredWorkspaces(text, undefined)
  if (errors.length > 0 || Object.hasOwn(workspaces, workspace)) return []
  const near = didYouMean(workspace, Object.keys(workspaces))
  return [`workspace: found ${JSON.stringify(workspace)}, wanted a workspace from workspaces.json${near}`]
}
