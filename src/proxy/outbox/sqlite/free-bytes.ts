// How much more the embedded store can take: what the disk has free, and what the tables hold free inside the file, which never shrinks.
import { statfsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../clock.ts'

const FREE_MS = 250

/** Asked of the file system a few times a second at most: it stands on every submission's way. Undefined where the file is not there any more: its disk is away, or somebody removed it. */
export function diskBytes(file: string, clock: Clock): () => number | undefined {
  let free: number | undefined
  let until = -Infinity
  return () => {
    if (clock.elapsed() >= until) [free, until] = [availableAt(file), clock.elapsed() + FREE_MS]
    return free
  }
}

function availableAt(file: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(file)
    return bavail * bsize
  } catch {
    return undefined
  }
}

/**
 * Where the disk alone is below the floor, pages that sent rows have left count as well, but for half at most: the log, and with it dispatch,
 * needs room outside the file.
 */
export function freeBytes(database: DatabaseSync, onDisk: () => number | undefined, floorBytes: number): () => number | undefined {
  const pageBytes = Number(database.prepare('PRAGMA page_size').get()?.['page_size'])
  const pages = database.prepare('PRAGMA freelist_count')
  return () => {
    const disk = onDisk()
    if (disk === undefined || disk >= floorBytes) return disk
    return disk + Math.min(disk, Number(pages.get()?.['freelist_count']) * pageBytes)
  }
}
