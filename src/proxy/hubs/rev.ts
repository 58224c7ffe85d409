// A revision's name: the same declaration has the same one on every proxy, so that an envelope is judged by exactly the declaration it was made under.
import { hash } from 'node:crypto'
import { canonical } from '../../core/canonical.ts'
import type { HubFile } from '../../core/hub-file.ts'

/** Keys that say where keys and secrets are, or whose change alters neither the page nor the shaping of values: no part of a revision. */
const APART = ['$schema', 'workspace', 'jwt', 'bot']

export type Declaration = Omit<HubFile, 'workspace' | 'jwt' | 'bot'>

/** The part of a hub file (`extends` merged) that a revision keeps. */
export function declaration(file: HubFile): Declaration {
  return Object.fromEntries(Object.entries(file).filter(([key]) => !APART.includes(key))) as unknown as Declaration
}

/** First 16 hexadecimal characters of the SHA-256 of the declaration's canonical JSON. */
export function revOf(declared: Declaration): string {
  return hash('sha256', canonical(declared), 'hex').slice(0, 16)
}
