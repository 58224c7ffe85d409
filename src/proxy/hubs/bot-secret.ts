// The secret of a hub's bot check. It goes to an address that the hub's author chose, who is trusted neither with the keys of workspaces nor with the machine: what has another use, or is no token, is not given.
import { canBeKey, type KeyLookup } from './key-source.ts'

/** Settings of the proxy that are secrets or hold one. */
const OWN = ['SECRET', 'ADMIN_TOKEN', 'DATABASE_URL', 'BRAZE_API_KEY']

/** @param taken the keys of workspaces, and the proxy's own secrets */
export function botSecretLookup(lookUp: KeyLookup, taken: () => Iterable<string>): KeyLookup {
  return async (source) => {
    const found = await lookUp(source)
    if ('no' in found) return found
    if (!canBeKey(found.key)) return { no: 'unfit', found: 'no token' }
    return new Set(taken()).has(found.key) ? { no: 'unfit', found: 'a secret that has another use' } : found
  }
}

/** As they stand in the environment; each of the list in SECRET, and the password in DATABASE_URL, too: a variable or file of its own often holds it. */
export function ownSecrets(environment: Record<string, string | undefined>): string[] {
  return OWN.flatMap((name) => {
    const text = environment[name]?.trim() ?? ''
    if (name === 'SECRET') return [text, ...text.split(',').map((one) => one.trim())]
    return name === 'DATABASE_URL' ? [text, ...passwordIn(text)] : [text]
  })
}

/** As it stands there, and with its percent signs read. */
function passwordIn(url: string): string[] {
  const password = URL.parse(url)?.password ?? ''
  if (password === '') return []
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}
