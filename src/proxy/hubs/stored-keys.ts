// REST keys entered in Connect: kept in HUBS_DIR/keys.json under AES-256-GCM with a key derived from SECRET. Each is read with whichever secret of the list it was sealed with, and written with the newest.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { messageOf } from '../../schema/issues.ts'
import { unread } from '../files/file-text.ts'
import { isMissing, type Folder } from '../files/folder.ts'
import { deriveKey } from '../tokens/derive-key.ts'
import type { KeyLookup } from './key-source.ts'
import { KEYS_FILE } from './other-files.ts'

export interface StoredKeys {
  /** By the name, without `stored:`. */
  read: KeyLookup
  /** @throws where the file is there and cannot be read: it must not be written over. */
  write(name: string, key: string): Promise<void>
  /** @throws as `write`. Seals every key with the newest secret, so that older ones can be dropped from the list. Returns how many keys had an older one. */
  rotate(): Promise<number>
}

/** The file is there, and cannot be read or holds no stored keys. */
export class KeysFileError extends Error {
  override name = 'KeysFileError'
}

const IV_BYTES = 12
const TAG_BYTES = 16
const sealedKeys = z.record(z.string(), z.string())

/** @param secrets newest first */
export function createStoredKeys(folder: Folder, secrets: readonly string[]): StoredKeys {
  const keys = secrets.map((secret) => deriveKey(secret, 'stored key'))
  const [newest] = keys
  if (newest === undefined) throw new Error('at least one secret is wanted')

  const load = async (): Promise<Record<string, string>> => {
    const text = await folder.read(KEYS_FILE).catch((error: unknown) => {
      if (isMissing(error)) return '{}'
      throw new KeysFileError(`${KEYS_FILE} in HUBS_DIR cannot be read: ${messageOf(unread(error))}`, { cause: error })
    })
    try {
      return sealedKeys.parse(JSON.parse(text))
    } catch (error) {
      throw new KeysFileError(`${KEYS_FILE} in HUBS_DIR holds no stored keys: mend it, or delete it and enter them anew`, { cause: error })
    }
  }
  const save = (sealed: Record<string, string>): Promise<void> => folder.write(KEYS_FILE, `${JSON.stringify(sealed, null, 2)}\n`)

  return {
    async read(name) {
      const all = await load().catch(() => undefined)
      if (all === undefined) return { no: 'unreadable' }
      if (!Object.hasOwn(all, name)) return { no: 'none' }
      const key = open(keys, name, all[name] ?? '')
      return key === undefined ? { no: 'sealed' } : { key }
    },
    async write(name, key) {
      await save({ ...(await load()), [name]: seal(newest, name, key) })
    },
    async rotate() {
      const sealed = await load()
      const old = Object.entries(sealed).flatMap(([name, text]) => {
        const key = open([newest], name, text) === undefined ? open(keys, name, text) : undefined
        return key === undefined ? [] : [[name, seal(newest, name, key)] as const]
      })
      if (old.length > 0) await save({ ...sealed, ...Object.fromEntries(old) })
      return old.length
    },
  }
}

/** The name is part of what is authenticated: a key cannot be moved to another name. */
function seal(key: Uint8Array, name: string, text: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name))
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

function open(keys: readonly Uint8Array[], name: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64')
  for (const key of keys) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES)).setAAD(Buffer.from(name))
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    } catch {
      continue
    }
  }
  return undefined
}
