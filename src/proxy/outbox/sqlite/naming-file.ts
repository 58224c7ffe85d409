// SQLite's errors do not name the file: this says which file of the data folder cannot be opened, and what to do.
import { existsSync } from 'node:fs'

/** https://www.sqlite.org/rescode.html */
const [READONLY, CORRUPT, CANTOPEN, NOTADB] = [8, 11, 14, 26]

/**
 * Opens the database of that path.
 * @param remedy for a damaged file: what may be done with it
 * @throws Error of one line; any error that is not about the file, unchanged
 */
export function namingFile<Opened>(path: string, remedy: string, open: () => Opened): Opened {
  try {
    return open()
  } catch (error) {
    const { errcode = 0, errstr = '' } = error as { errcode?: number; errstr?: string }
    const file = JSON.stringify(path)
    const isOneOf = (...codes: number[]): boolean => codes.includes(errcode & 0xff)
    if (isOneOf(CORRUPT, NOTADB)) throw new Error(`DATA_DIR: ${file} is damaged (${errstr}); ${remedy}`, { cause: error })
    // If the file does not exist, it is the folder that cannot be written to.
    if (isOneOf(READONLY, CANTOPEN) && existsSync(path))
      throw new Error(`DATA_DIR: ${file} cannot be opened (${errstr}); expected a file that this user may write to, in a folder likewise`, {
        cause: error,
      })
    throw error
  }
}
