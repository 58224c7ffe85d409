// Keeps what is in force as HUBS_DIR says: reads it at start, at SIGHUP, and whenever its content, or that of a key file, is another than before.
import { loadHubs, readTexts, type Loaded, type LoadParts } from './hubs/load-hubs.ts'
import { readAsIn, type FileText } from './files/file-text.ts'
import { createQueue } from './queue.ts'
import { createReadHubs } from './hubs/read-hubs.ts'
import type { Registry } from './hubs/registry.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'

export interface Reload {
  /** Reads all and puts it in force. Calls wait for one another. */
  now(): Promise<void>
  /** As `now`, if anything changed. */
  ifChanged(): Promise<void>
  /** From now on nothing is read; resolves once what was asked for before is in force. */
  stop(): Promise<void>
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
  const readHubs = createReadHubs()
  /** What is in force, by what it was read from. */
  let texts: ReadonlyMap<string, FileText> = new Map()
  let rest = ''
  /** The last try to put something in force failed halfway: what is in force may no longer be what `texts` says. */
  let isHalfApplied = false
  let wasThere = false
  let isStopped = false
  /** What the log said last: each poll meets the same failure, and only the first logs it. */
  let failure: string | undefined
  let toldPassedOver = ''
  const queue = createQueue()

  const tellPassedOver = async (): Promise<void> => {
    const files = await load.folder.passedOver()
    const names = files.join()
    if (names !== '' && names !== toldPassedOver) log.warn({ files }, 'HUBS_DIR: these are passed over, as a hub file’s name ends in .json')
    toldPassedOver = names
  }
  const run = async (always: boolean): Promise<void> => {
    let found = 'HUBS_DIR cannot be read'
    try {
      const isThere = await load.folder.isThere()
      // An empty folder is what its owner wants; one that is gone is a disk that is not mounted, or somebody's mistake.
      if (wasThere && !isThere) {
        found = 'HUBS_DIR is not there any more'
        throw new Error(found)
      }
      wasThere = isThere
      await tellPassedOver()
      const nextTexts = await readTexts(load.folder)
      const loaded = await loadHubs(load, nextTexts, readHubs)
      const nextRest = JSON.stringify([[...loaded.workspaces], [...loaded.missing]])
      if (always || isHalfApplied || nextRest !== rest || nextTexts.size !== texts.size || !readAsIn(nextTexts, texts)) {
        found = 'the outbox cannot record which revisions are in force'
        isHalfApplied = true
        await registry.apply(loaded, always)
        isHalfApplied = false
        texts = nextTexts
        rest = nextRest
        applied()
        metrics.reload(areGood(loaded))
      }
      if (always) log.info(counts(registry), 'hub files, workspaces and keys were read')
      else if (failure !== undefined) log.info({}, 'hub files can be read and put in force again')
      failure = undefined
    } catch (error) {
      metrics.reload(false)
      const isAny = counts(registry).hubs > 0
      const then = isAny ? 'what was read before stays in force' : 'no hub is in force meanwhile: every page gets 403'
      if (always || found !== failure) log.error({ error }, `${found}; ${then}`)
      failure = found
    }
  }
  const ask = (always: boolean): Promise<void> => (isStopped ? Promise.resolve() : queue(() => run(always)))
  return {
    now: () => ask(true),
    ifChanged: () => ask(false),
    stop() {
      isStopped = true
      return queue(() => Promise.resolve())
    },
  }
}

/** Whether nothing is wrong with the workspaces. Hubs do not count: each has a gauge of its own. */
function areGood({ errors, workspaces }: Loaded): boolean {
  return errors.length === 0 && [...workspaces.values()].every((one) => 'workspace' in one)
}

function counts(registry: Registry): { hubs: number; wrong: number; workspaces: number } {
  const hubs = registry.names().filter((name) => registry.get(name) !== undefined)
  return { hubs: hubs.length, wrong: registry.errors().size, workspaces: registry.workspaces().size }
}
