// Where secrets of workspaces and hubs come from: `env:NAME`, `file:path`, `stored:name`. Read anew at every reload, so that a changed file takes effect by itself.
import { resolve } from 'node:path'
import { unread } from '../files/file-text.ts'
import { isMissing } from '../files/folder.ts'
import { readFileText } from '../files/read-file-text.ts'

/** Why there is no key. `none`: nothing is there, or only blanks. `sealed`: SECRET lacks what it was sealed with. `unreadable`: the file that should hold it cannot be read, because of what was `found`. `unfit`: what was `found` must not serve as it. */
export interface NoKey {
  no: 'none' | 'sealed' | 'unreadable' | 'unfit'
  found?: string
}

/** Gives the secret, or why there is none. Never throws, never says the value. */
export type KeyLookup = (source: string) => Promise<{ key: string } | NoKey>

/** Likewise, for callers that need not know why there is none. */
export type KeySource = (source: string) => Promise<string | undefined>

/**
 * @param folder what relative `file:` paths start from (HUBS_DIR)
 * @param stored the keys entered in Connect, by name
 */
export function createKeyLookup(environment: Record<string, string | undefined>, folder: string, stored: KeyLookup): KeyLookup {
  return async (source) => {
    const name = source.slice(source.indexOf(':') + 1)
    const found = source.startsWith('env:')
      ? { key: Object.hasOwn(environment, name) ? (environment[name] ?? '') : '' }
      : source.startsWith('stored:')
        ? await stored(name)
        : source.startsWith('file:')
          ? await readKeyFile(resolve(folder, name))
          : { key: '' }
    if ('no' in found) return found
    return keyIn(found.key)
  }
}

/** The key in what was found or entered, without the blanks and line ends around it. */
export function keyIn(text: string): { key: string } | NoKey {
  const key = text.trim()
  return key === '' ? { no: 'none' } : { key }
}

export function createKeySource(lookUp: KeyLookup): KeySource {
  return async (source) => {
    const found = await lookUp(source)
    return 'key' in found ? found.key : undefined
  }
}

/** Whether this can be a REST key: one that no header can hold would never reach Braze, which would then look unreachable; one in quotes, as an env file keeps them, would be refused. */
export function canBeKey(key: string): boolean {
  return /^[!#-&(-~]+$/.test(key)
}

/** What was found instead of a key, as the first half of a fault's message. */
export function foundInstead(source: string, { no, found }: NoKey): string {
  const place = JSON.stringify(source)
  if (no === 'sealed') return `the key at ${place} is sealed with a secret that is not in SECRET`
  if (no === 'unfit') return `what is at ${place} is ${found}`
  return no === 'none'
    ? `nothing found at ${place}`
    : `what should be at ${place} cannot be read${found === undefined ? '' : ` (${found})`}`
}

async function readKeyFile(path: string): ReturnType<KeyLookup> {
  try {
    return { key: await readFileText(path) }
  } catch (error) {
    return isMissing(error) ? { no: 'none' } : { no: 'unreadable', found: unread(error).found }
  }
}
