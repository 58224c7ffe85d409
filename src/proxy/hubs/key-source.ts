// Where secrets of workspaces and hubs come from: `env:NAME`, `file:path`, `stored:name`. Read anew at every reload, so that a changed file takes effect by itself.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

/** Gives the secret, or undefined where it is missing or empty. Never throws, never says the value. */
export type KeySource = (source: string) => Promise<string | undefined>

/** Longest key file that is read. */
const KEY_MAX_BYTES = 64 * 1024

/**
 * @param folder what relative `file:` paths start from (HUBS_DIR)
 * @param stored the keys entered in Connect, by name
 */
export function createKeySource(
  environment: Record<string, string | undefined>,
  folder: string,
  stored: (name: string) => Promise<string | undefined>,
): KeySource {
  return async (source) => {
    const name = source.slice(source.indexOf(':') + 1)
    if (source.startsWith('env:')) return clean(environment[name])
    if (source.startsWith('stored:')) return clean(await stored(name))
    if (!source.startsWith('file:')) return undefined
    const text = await readFile(resolve(folder, name), 'utf8').catch(() => undefined)
    return text === undefined || Buffer.byteLength(text) > KEY_MAX_BYTES ? undefined : clean(text)
  }
}

function clean(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}
