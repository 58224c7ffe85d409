// The workspaces that an operator sees: those of the file, and those at work, so that she can pause them while the file is wrong, or gone with HUBS_DIR.
import type { WorkspaceFile, WorkspacesFile } from '../../schema/workspaces.ts'
import type { Fault } from '../hubs/fault.ts'
import { declaredWorkspaces, readText } from '../hubs/load-hubs.ts'
import { WORKSPACES_FILE } from '../hubs/other-files.ts'
import type { Admin } from './admin.ts'

export async function shownWorkspaces({ folder, load, registry }: Admin): Promise<{ workspaces: WorkspacesFile; errors: Fault[] }> {
  const { workspaces, errors } = declaredWorkspaces(await readText(folder, WORKSPACES_FILE), load.endpoint)
  const atWork = Object.fromEntries([...registry.workspaces()].map(([name, { declared }]) => [name, declared]))
  return { workspaces: { ...atWork, ...workspaces }, errors }
}

/** The name comes from a request's path: `__proto__` is no workspace. */
export function ownWorkspace(workspaces: WorkspacesFile, name: string): WorkspaceFile | undefined {
  return Object.hasOwn(workspaces, name) ? workspaces[name] : undefined
}
