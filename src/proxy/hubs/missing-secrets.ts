// What a hub file points to beside its workspace: the secret of the bot check, and the keys of proofs. Without them each session or proof would fail without a word.
import type { HubFile } from '../../core/hub-file.ts'
import { fileKeys, isSecret } from '../identity/key-set.ts'
import { botSecretLookup } from './bot-secret.ts'
import type { Fault } from './fault.ts'
import { foundInstead, type KeyLookup } from './key-source.ts'

/**
 * A fault for each that is not found where the file says, or is no key. No value is ever repeated.
 * @param taken what no bot check's secret may be: `botSecretLookup`
 */
export async function missingSecrets({ bot, jwt }: HubFile, lookUpKey: KeyLookup, taken: readonly string[]): Promise<Fault[]> {
  const faults: Fault[] = []
  if (bot !== undefined) {
    const found = await botSecretLookup(lookUpKey, () => taken)(bot.secret)
    if ('no' in found)
      faults.push({ path: ['bot', 'secret'], message: `${foundInstead(bot.secret, found)}, wanted the secret of the bot check there` })
  }
  if (jwt?.keys.startsWith('file:') === true) {
    const found = await lookUpKey(jwt.keys)
    if ('no' in found)
      faults.push({
        path: ['jwt', 'keys'],
        message: `${foundInstead(jwt.keys, found)}, wanted the keys that proofs are checked with there`,
      })
    else if (fileKeys(found.key) === undefined)
      faults.push({
        path: ['jwt', 'keys'],
        message: `the key at ${JSON.stringify(jwt.keys)} is no key, wanted a set of public keys (JWKS), a public key (PEM) or a secret of at least 32 bytes`,
      })
    // No algorithm of the list could use it: each proof would fail.
    else if (!jwt.algorithms.some((algorithm) => (algorithm === 'HS256') === isSecret(found.key)))
      faults.push({
        path: ['jwt', 'keys'],
        message: `the key at ${JSON.stringify(jwt.keys)} is ${isSecret(found.key) ? 'a secret' : 'public'}, wanted one for ${jwt.algorithms.join(' or ')}`,
      })
  }
  return faults
}
