// One process per data folder: a lock that the kernel takes back when its process dies, however it dies.
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { namingFile } from './naming-file.ts'

/** Throws where another process has the folder. Returns the way to give it back. */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'lock.sqlite')
  return namingFile(file, 'delete it: nothing is in it', () => lockFile(folder, file))
}

function lockFile(folder: string, file: string): () => void {
  const lock = new DatabaseSync(file)
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;')
    // A read-only file opens as well, but its lock keeps nobody out: this write, never committed, fails there.
    lock.exec('PRAGMA user_version = 1')
  } catch (error) {
    lock.close()
    if (error instanceof Error && error.message.includes('locked'))
      throw new Error(`DATA_DIR ${folder} is in use by another process: one proxy per data folder.`, { cause: error })
    throw error
  }
  return () => {
    lock.close()
  }
}
