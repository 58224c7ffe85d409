// Where secrets of workspaces and hubs come from: `env:NAME`, `file:path`, `stored:name`. Read anew at every reload, so that a changed file takes effect by itself.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isMissing } from '../files/folder.ts'

/** Why there is none: nothing is there, or only blanks; SECRET lacks the one it was sealed with; the file that should hold it cannot be read. */
export type NoKey = 'none' | 'sealed' | 'unreadable'

/** Gives the secret, or why there is none. Never throws, never says the value. */
export type KeyLookup = (source: string) => Promise<{ key: string } | { no: NoKey }>

/** Likewise, for those to whom it is all one why there is none. */
export type KeySource = (source: string) => Promise<string | undefined>

/** Longest key file that is read. */
const KEY_MAX_BYTES = 64 * 1024

/**
 * @param folder what relative `file:` paths start from (HUBS_DIR)
 * @param stored the keys entered in Connect, by name
 */
export function createKeyLookup(environment: Record<string, string | undefined>, folder: string, stored: KeyLookup): KeyLookup {
  return async (source) => {
    const name = source.slice(source.indexOf(':') + 1)
    const found = source.startsWith('env:')
      ? { key: environment[name] ?? '' }
      : source.startsWith('stored:')
        ? await stored(name)
        : source.startsWith('file:')
          ? await readKeyFile(resolve(folder, name))
          : { key: '' }
    if ('no' in found) return found
    const key = found.key.trim()
    return key === '' ? { no: 'none' } : { key }
  }
}

export function createKeySource(lookUp: KeyLookup): KeySource {
  return async (source) => {
    const found = await lookUp(source)
    return 'key' in found ? found.key : undefined
  }
}

/** What was found instead of a key, as the first half of a fault's message. */
export function foundInstead(source: string, no: NoKey): string {
  const place = JSON.stringify(source)
  if (no === 'sealed') return `the key at ${place} is sealed with a secret that is not in SECRET`
  return no === 'none' ? `nothing found at ${place}` : `what should be at ${place} cannot be read`
}

async function readKeyFile(path: string): ReturnType<KeyLookup> {
  try {
    const text = await readFile(path, 'utf8')
    return Buffer.byteLength(text) > KEY_MAX_BYTES ? { no: 'unreadable' } : { key: text }
  } catch (error) {
    return { no: isMissing(error) ? 'none' : 'unreadable' }
  }
}
