// What a hub file points to beside its workspace: the secret of the bot check, and the keys of proofs. Without them each session or proof would fail, unsaid.
import type { HubFile } from '../../core/hub-file.ts'
import { fileKeys } from '../identity/key-set.ts'
import type { KeySource } from './key-source.ts'

/** What is not found where the file says, or is no key. Neither is ever said. */
export async function missingSecrets({ bot, jwt }: HubFile, keySource: KeySource): Promise<string[]> {
  const errors: string[] = []
  if (bot !== undefined && (await keySource(bot.secret)) === undefined)
    errors.push(`bot.secret: nothing found at ${JSON.stringify(bot.secret)}, wanted the secret of the bot check there`)
  if (jwt?.keys.startsWith('file:') === true) {
    const place = JSON.stringify(jwt.keys)
    const text = await keySource(jwt.keys)
    if (text === undefined) errors.push(`jwt.keys: nothing found at ${place}, wanted the keys that proofs are checked with there`)
    else if (fileKeys(text) === undefined)
      errors.push(`jwt.keys: the key at ${place} is no key, wanted a key set (JWKS), a public key (PEM) or a secret of at least 32 bytes`)
  }
  return errors
}
