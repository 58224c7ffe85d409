// HUBS_DIR, looked at once at the start. One that is not there yet is no mistake, since Connect makes it with the first hub; but the path may be mistyped, so the log mentions it.
import { resolve } from 'node:path'
import { createFolder, type Folder } from '../files/folder.ts'
import type { Log } from '../log.ts'
import { hubsDirError } from './errors.ts'

/** @throws SettingError where it is no folder, or one that cannot be read */
export async function openHubsDir(path: string, log: Log): Promise<Folder> {
  const folder = createFolder(path)
  await folder.list().catch((error: unknown) => {
    throw hubsDirError(error, path)
  })
  if (!(await folder.isThere())) log.warn({ folder: resolve(path) }, 'HUBS_DIR: there is no such folder yet')
  return folder
}
