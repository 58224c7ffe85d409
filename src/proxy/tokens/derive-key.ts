// Keys for each use, derived from SECRET by HKDF with a label, so that what is made for one use is worthless for another.
import { hkdfSync } from 'node:crypto'

export type KeyUse = 'session token' | 'person' | 'stored key'

/** 32 bytes. */
export function deriveKey(secret: string, use: KeyUse): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, 'komo-braze', use, 32))
}
