// How much more the embedded store can take: what the disk has free, and what the tables hold free inside the file, which never shrinks.
import { statfsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../clock.ts'

const FREE_MS = 250

/** Asked of the file system a few times a second at most: it stands on every submission's way. */
export function diskBytes(folder: string, clock: Clock): () => number {
  let [free, until] = [0, -Infinity]
  return () => {
    if (clock.now() >= until || clock.now() < until - FREE_MS) {
      const { bavail, bsize } = statfsSync(folder)
      ;[free, until] = [bavail * bsize, clock.now() + FREE_MS]
    }
    return free
  }
}

/**
 * Where the disk alone is below the floor, pages that sent rows have left count as well, but for half at most: the log, and with it dispatch,
 * needs room outside the file.
 */
export function freeBytes(database: DatabaseSync, onDisk: () => number, floorBytes: number): () => number {
  const pageBytes = Number(database.prepare('PRAGMA page_size').get()?.['page_size'])
  const pages = database.prepare('PRAGMA freelist_count')
  return () => {
    const disk = onDisk()
    if (disk >= floorBytes) return disk
    return disk + Math.min(disk, Number(pages.get()?.['freelist_count']) * pageBytes)
  }
}
