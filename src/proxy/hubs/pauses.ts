// What an operator has paused: hubs (nothing is accepted) and workspaces (nothing is sent). Kept in DATA_DIR, so that it survives a restart.
import type { Folder } from './folder.ts'
import { createQueue } from './queue.ts'

export interface Pauses {
  hub(name: string): boolean
  workspace(name: string): boolean
  set(kind: 'hubs' | 'workspaces', name: string, paused: boolean): Promise<void>
}

const FILE = 'paused.json'

export async function readPauses(folder: Folder): Promise<Pauses> {
  const queue = createQueue()
  const kept = await folder.read(FILE).then(
    (text) => JSON.parse(text) as { hubs?: string[]; workspaces?: string[] },
    () => ({ hubs: [], workspaces: [] }),
  )
  const paused = { hubs: new Set(kept.hubs), workspaces: new Set(kept.workspaces) }
  return {
    hub: (name) => paused.hubs.has(name),
    workspace: (name) => paused.workspaces.has(name),
    set: (kind, name, pause) =>
      queue(async () => {
        if (pause) paused[kind].add(name)
        else paused[kind].delete(name)
        await folder.write(FILE, `${JSON.stringify({ hubs: [...paused.hubs], workspaces: [...paused.workspaces] })}\n`)
      }),
  }
}
