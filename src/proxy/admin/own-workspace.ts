// The declared workspace of a name.
import type { WorkspaceFile, WorkspacesFile } from '../../schema/workspaces.ts'

/** Names come from addresses: `__proto__` is none. */
export function ownWorkspace(workspaces: WorkspacesFile, name: string): WorkspaceFile | undefined {
  return Object.hasOwn(workspaces, name) ? workspaces[name] : undefined
}
