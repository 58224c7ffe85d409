// A folder of small JSON files: hub files and workspaces.json in HUBS_DIR, revisions in DATA_DIR. Written so that a reader, or a restart after a power cut, sees the old content or the new, never half of one.
import { randomBytes } from 'node:crypto'
import { access, constants, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { makeFolder } from './make-folder.ts'
import { readFileText } from './read-file-text.ts'

export interface Folder {
  isThere(): Promise<boolean>
  /**
   * Names of the `.json` files right in it, in order; none where the folder does not exist.
   * @throws where it cannot be read: what is in it is unknown then, not gone.
   */
  list(): Promise<string[]>
  /** Names of files that were meant to be among them, as their endings show, and are not: `.JSON`, `.json5`, `.jsonc`, `.json.txt`. */
  passedOver(): Promise<string[]>
  /** @throws where there is none, or none that can be read: `unread` says why. Names may not lead out of the folder. */
  read(name: string): Promise<string>
  /**
   * Atomic, and on disk when it resolves. A link stays one: the file that it leads to is written. Makes the folder, unless it was seen to be there before.
   * @throws where it was there and is gone: its disk may be unmounted, and what is written in its place would pass for all that there is
   */
  write(name: string, text: string): Promise<void>
  remove(name: string): Promise<void>
  /** Whether `write` may: also where it would make the folder first. */
  writable(): Promise<boolean>
}

const NEARLY = /\.json(5|c|\.txt)?$/i

export function createFolder(path: string): Folder {
  const at = (name: string): string => {
    if (name !== basename(name) || name.startsWith('.')) throw new Error('a file name of this folder was wanted')
    return join(path, name)
  }
  let wasThere = false
  const names = async (): Promise<string[]> => {
    const found = await readdir(path).catch((error: unknown) => {
      if (isMissing(error)) return []
      throw error
    })
    return found.filter((name) => !name.startsWith('.')).sort()
  }
  return {
    async isThere() {
      const isThere = await stat(path).then(
        () => true,
        () => false,
      )
      wasThere ||= isThere
      return isThere
    },
    list: async () => (await names()).filter(isRead),
    passedOver: async () => (await names()).filter((name) => NEARLY.test(name) && !isRead(name)),
    read: async (name) => readFileText(at(name)),
    async write(name, text) {
      if (!wasThere) makeFolder(path)
      await writeThrough(await targetOf(at(name)), text)
    },
    remove: (name) => rm(at(name), { force: true }),
    writable: () =>
      access(path, constants.W_OK).then(
        () => true,
        (error: unknown) => isMissing(error) && !wasThere && canBeMade(path),
      ),
  }
}

/** Whether the proxy reads a file of this name; it passes over all others. */
export function isRead(name: string): boolean {
  return name.endsWith('.json')
}

/** Whether a file system's error says that there is no such file or folder; any other says that it could not be read. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

/** Whether the folder above can be written to, or made itself. */
function canBeMade(path: string): Promise<boolean> {
  const above = dirname(path)
  return access(above, constants.W_OK).then(
    () => true,
    (error: unknown) => isMissing(error) && above !== path && canBeMade(above),
  )
}

/** Where links lead; where there is nothing yet, the path itself. */
function targetOf(path: string): Promise<string> {
  return realpath(path).catch((error: unknown) => {
    if (isMissing(error)) return path
    throw error
  })
}

async function writeThrough(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.new`)
  try {
    await writeNew(temporary, text)
    await rename(temporary, path)
  } catch (error) {
    // Else each try would leave one more behind, on a disk that may be full already.
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
  const folder = await open(dirname(path), 'r')
  await folder.sync().finally(() => folder.close())
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
