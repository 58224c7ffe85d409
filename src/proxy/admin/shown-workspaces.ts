// The workspaces that an operator sees: those of the file, or while it is wrong as a whole those at work, so that she can pause them all the same.
import type { WorkspaceFile, WorkspacesFile } from '../../schema/workspaces.ts'
import type { Fault } from '../hubs/fault.ts'
import { declaredWorkspaces, readText } from '../hubs/load-hubs.ts'
import { WORKSPACES_FILE } from '../hubs/other-files.ts'
import type { Admin } from './admin.ts'

export async function shownWorkspaces({ folder, load, registry }: Admin): Promise<{ workspaces: WorkspacesFile; errors: Fault[] }> {
  const { workspaces, errors } = declaredWorkspaces(await readText(folder, WORKSPACES_FILE), load.endpoint)
  if (errors.length === 0) return { workspaces, errors }
  return { workspaces: Object.fromEntries([...registry.workspaces()].map(([name, { declared }]) => [name, declared])), errors }
}

/** Names come from addresses: `__proto__` is none. */
export function ownWorkspace(workspaces: WorkspacesFile, name: string): WorkspaceFile | undefined {
  return Object.hasOwn(workspaces, name) ? workspaces[name] : undefined
}
