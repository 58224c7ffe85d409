// A file's text, of HUBS_DIR, DATA_DIR or wherever a key lies: checked before it is read, for a device or a file of gigabytes would end the process.
import { lstat, readFile, stat } from 'node:fs/promises'
import { assertReadable, coded, textOf } from './file-text.ts'

/** @throws where there is none, or none that can be read: `unread` says why */
export async function readFileText(path: string): Promise<string> {
  const stats = await stat(path).catch(async (error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' && (await isLink(path)) ? coded('ENOLINK') : error
  })
  assertReadable(stats)
  return textOf(await readFile(path))
}

/** A link that leads nowhere is not a missing file: what it leads to may be on a disk that is away. */
function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  )
}
