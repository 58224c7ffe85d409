// What inspectors saw on each hub: names, kinds and paths, never values. Kept in DATA_DIR, so that a field map can be made tomorrow.
import type { Seen } from '../../core/inspector.ts'
import type { Folder } from '../files/folder.ts'
import { createQueue } from '../queue.ts'
import { mergeSeen } from './merge-seen.ts'

export interface SeenStore {
  read(hub: string): Promise<Seen>
  add(hub: string, seen: Seen): Promise<void>
}

export function createSeenStore(folder: Folder): SeenStore {
  const queue = createQueue()
  const read = async (hub: string): Promise<Seen> => {
    try {
      return JSON.parse(await folder.read(`${hub}.json`)) as Seen
    } catch {
      return { forms: [], events: [] }
    }
  }
  return {
    read,
    add: (hub, seen) => queue(async () => folder.write(`${hub}.json`, JSON.stringify(mergeSeen(await read(hub), seen)))),
  }
}
