// A file's text, of HUBS_DIR, DATA_DIR or wherever a key lies: looked at before it is read, for a device or a file of gigabytes would end the process.
import { readFile, stat } from 'node:fs/promises'
import { assertReadable, textOf } from './file-text.ts'

/** @throws where there is none, or none that can be read: `unread` says why */
export async function readFileText(path: string): Promise<string> {
  assertReadable(await stat(path))
  return textOf(await readFile(path))
}
