// What an operator has paused: hubs (nothing is accepted) and workspaces (nothing is sent). Kept in DATA_DIR, so that it survives a restart.
import { z } from 'zod'
import { isMissing, type Folder } from './folder.ts'
import { createQueue } from './queue.ts'

export interface Pauses {
  hub(name: string): boolean
  workspace(name: string): boolean
  set(kind: 'hubs' | 'workspaces', name: string, paused: boolean): Promise<void>
}

const FILE = 'paused.json'
const names = z.array(z.string()).default([])
const fileSchema = z.object({ hubs: names, workspaces: names })

/** @throws where there is a file that cannot be read: what was paused would go on unasked. */
export async function readPauses(folder: Folder): Promise<Pauses> {
  const queue = createQueue()
  const kept = await read(folder)
  const paused = { hubs: new Set(kept.hubs), workspaces: new Set(kept.workspaces) }
  return {
    hub: (name) => paused.hubs.has(name),
    workspace: (name) => paused.workspaces.has(name),
    set: (kind, name, pause) =>
      queue(async () => {
        const next = new Set(paused[kind])
        if (pause) next.add(name)
        else next.delete(name)
        const file = { hubs: [...paused.hubs], workspaces: [...paused.workspaces], [kind]: [...next] }
        await folder.write(FILE, `${JSON.stringify(file)}\n`)
        paused[kind] = next
      }),
  }
}

async function read(folder: Folder): Promise<z.output<typeof fileSchema>> {
  const text = await folder.read(FILE).catch((error: unknown) => {
    if (isMissing(error)) return '{}'
    throw error
  })
  try {
    return fileSchema.parse(JSON.parse(text))
  } catch (error) {
    throw new Error(`DATA_DIR/state/${FILE} does not say what is paused: mend it, or delete it and pause anew`, { cause: error })
  }
}
