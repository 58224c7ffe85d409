// How much more the embedded store can take: what the disk has free, and what the tables hold free inside the file, which never shrinks.
import { fstatSync, statfsSync, statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../clock.ts'

const FREE_MS = 250

/** A file that is open, and the name by which the next start will look for it. */
export interface OpenFile {
  path: string
  handle: number
}

/**
 * The file system is asked a few times a second at most: every submission passes here.
 * Undefined where one of the files is not in its place any more: its disk is away, somebody removed it, or another was put there.
 */
export function diskBytes(files: readonly [OpenFile, ...OpenFile[]], clock: Clock): () => number | undefined {
  let free: number | undefined
  let until = -Infinity
  return () => {
    if (clock.elapsed() >= until) [free, until] = [availableAt(files), clock.elapsed() + FREE_MS]
    return free
  }
}

function availableAt(files: readonly [OpenFile, ...OpenFile[]]): number | undefined {
  try {
    if (!files.every(isInPlace)) return undefined
    const { bavail, bsize } = statfsSync(files[0].path)
    return bavail * bsize
  } catch {
    return undefined
  }
}

/** SQLite has the same test for a database: https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html#sqlitefcntlhasmoved */
function isInPlace({ path, handle }: OpenFile): boolean {
  return statSync(path, { bigint: true }).ino === fstatSync(handle, { bigint: true }).ino
}

/**
 * When the disk alone is below the floor, pages inside the file that sent rows have left count as well, but for no more than the disk has free:
 * the log, and with it dispatch, needs room outside the file.
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
