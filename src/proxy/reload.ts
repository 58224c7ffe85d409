// Keeps what is in force as HUBS_DIR says: reads it at start, at SIGHUP, and whenever its content, or that of a key file, is another than before.
import { hash } from 'node:crypto'
import { loadHubs, readTexts, type LoadParts } from './hubs/load-hubs.ts'
import { createQueue } from './files/queue.ts'
import type { Registry } from './hubs/registry.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'

export interface Reload {
  /** Reads all and puts it in force. Calls wait for one another. */
  now(): Promise<void>
  /** As `now`, if anything changed. */
  ifChanged(): Promise<void>
}

export function createReload(parts: {
  load: LoadParts
  registry: Registry
  /** After each time that something was put in force. */
  applied: () => void
  log: Log
  metrics: Metrics
}): Reload {
  const { load, registry, applied, log, metrics } = parts
  let print = ''
  let wasThere = false
  const queue = createQueue()

  const run = async (always: boolean): Promise<void> => {
    try {
      const isThere = await load.folder.isThere()
      // An empty folder is what its owner wants; one that is gone is a disk that is not mounted, or somebody's mistake.
      if (wasThere && !isThere) throw new Error('HUBS_DIR is not there any more')
      wasThere = isThere
      const texts = await readTexts(load.folder)
      const loaded = await loadHubs(load, texts)
      const next = hash('sha256', JSON.stringify([[...texts], [...loaded.workspaces], [...loaded.missing]]))
      if (!always && next === print) return
      await registry.apply(loaded)
      print = next
      applied()
      metrics.reload(true)
    } catch (error) {
      metrics.reload(false)
      log.error({ error }, 'hub files could not be read; what was read before stays in force')
    }
  }
  return { now: () => queue(() => run(true)), ifChanged: () => queue(() => run(false)) }
}
