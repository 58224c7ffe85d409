// The keys that a hub's proofs are verified with: from a file, or from a JWKS address that is asked lazily, at most once a minute, and whose last good answer is kept.
import { createPublicKey } from 'node:crypto'
import { createLocalJWKSet, importSPKI, type CryptoKey, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { OutboundFetch } from '../outbound/outbound-fetch.ts'

/** Finds the key for a token's header, or throws. */
export type KeySet = JWTVerifyGetKey

const REFETCH_MS = 60_000
/** A good answer is fetched again after this, so that a withdrawn key stops working. */
const FRESH_MS = 10 * 60_000
const HMAC_MIN_BYTES = 32

/** Keys of a file's text: a JWKS, a public key in PEM (SPKI), or else the bytes of a secret for HS256. Undefined where it is none of these. */
export function fileKeys(text: string): KeySet | undefined {
  if (text.startsWith('{')) return publicKeySet(parse(text))
  if (text.includes('-----BEGIN')) return isPublicKey(text) ? pemKeys(text) : undefined
  const secret = new TextEncoder().encode(text)
  if (secret.byteLength < HMAC_MIN_BYTES) return undefined
  return (header) => (header.alg === 'HS256' ? secret : Promise.reject(new Error('a secret verifies HS256 only')))
}

/** Whether a file's text, if it is a key at all, is a secret; all others are public keys. */
export function isSecret(text: string): boolean {
  return !text.startsWith('{') && !text.includes('-----BEGIN')
}

/** Whether it is what jose imports: with a certificate, a private key or PKCS #1 each proof would fail. */
function isPublicKey(pem: string): boolean {
  if (!pem.startsWith('-----BEGIN PUBLIC KEY-----')) return false
  try {
    createPublicKey(pem)
    return true
  } catch {
    return false
  }
}

/** A public key must never serve as the secret of an HMAC: it is imported for asymmetric algorithms only. */
function pemKeys(pem: string): KeySet {
  const imported = new Map<string, Promise<CryptoKey>>()
  return (header) => {
    const { alg = '' } = header
    if (alg.startsWith('HS') || alg === 'none') return Promise.reject(new Error('a public key verifies no HMAC'))
    const key = imported.get(alg) ?? importSPKI(pem, alg)
    imported.set(alg, key)
    return key
  }
}

/** @param elapsed as `Clock` has it, milliseconds */
export function remoteKeys(url: string, fetch: OutboundFetch, elapsed: () => number): KeySet {
  let good: { keys: KeySet; at: number } | undefined
  let asked = -Infinity
  let asking: Promise<void> | undefined

  const ask = async (): Promise<void> => {
    if (elapsed() - asked < REFETCH_MS) return asking
    asked = elapsed()
    asking = fetch(url).then((json) => {
      const keys = keySet(json)
      if (keys !== undefined) good = { keys, at: asked }
    })
    return asking
  }

  return async (header, token) => {
    // A fetched key never verifies an HMAC, so none is fetched for one.
    if (header.alg?.startsWith('HS') !== false) throw new Error('secrets are not fetched')
    if (good === undefined || elapsed() - good.at > FRESH_MS) await ask()
    if (good === undefined) throw new Error('no keys')
    try {
      return await good.keys(header, token)
    } catch {
      await ask()
      return good.keys(header, token)
    }
  }
}

/** Undefined also for a set of secrets and private keys only: with it each proof would fail. An empty one withdraws all keys. */
function publicKeySet(json: unknown): KeySet | undefined {
  const set = keySet(json)
  if (set === undefined) return undefined
  const { keys } = json as JSONWebKeySet
  return keys.length === 0 || keys.some(({ kty, d }) => kty !== 'oct' && d === undefined) ? set : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Undefined for what is no key set. jose's sets hold public keys only: a secret in one verifies nothing, whoever put it there. */
function keySet(json: unknown): KeySet | undefined {
  try {
    return createLocalJWKSet(json as JSONWebKeySet)
  } catch {
    return undefined
  }
}
