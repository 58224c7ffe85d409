// What a start would refuse of workspaces.json, and of a hub that names one of its workspaces.
import { DEFAULTS } from '../../core/defaults.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { didYouMean } from '../../schema/nearest.ts'
import type { FileText } from '../files/file-text.ts'
import { faultOf, type Fault } from '../hubs/fault.ts'
import { declaredWorkspaces, endpointErrors } from '../hubs/load-hubs.ts'
import { WORKSPACES_FILE } from '../hubs/other-files.ts'

export function workspacesErrors(text: FileText, developmentHosts: readonly string[]): Fault[] {
  const { workspaces, errors } = declaredWorkspaces(text, undefined)
  return [...errors, ...Object.entries(workspaces).flatMap(([name, entry]) => endpointErrors(name, entry, developmentHosts))]
}

/** None where workspaces.json cannot be read: that is said of the file itself. */
export function namedWorkspaceErrors({ workspace = DEFAULTS.workspace }: HubFile, text: FileText): Fault[] {
  const { workspaces, errors } = declaredWorkspaces(text, undefined)
  if (errors.length > 0 || Object.hasOwn(workspaces, workspace)) return []
  const near = didYouMean(workspace, Object.keys(workspaces))
  return [faultOf({ path: ['workspace'], found: JSON.stringify(workspace), wanted: `a workspace from ${WORKSPACES_FILE}${near}` })]
}
