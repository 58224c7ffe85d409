// Session tokens: a short-lived signed proof that a page of this hub and origin asked lately. It authenticates nobody. Those that were issued or verified are remembered, so that a signature is checked once at most.
import { randomBytes } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { createRecentMap } from '../recent-map.ts'
import { deriveKey } from './derive-key.ts'

export interface SessionTokens {
  /** `now` in milliseconds. */
  issue(hub: string, origin: string, now: number): Promise<{ token: string; expiresAt: number }>
  /** Without cryptography: undefined for a token that is not remembered. */
  recall(token: string, hub: string, origin: string, now: number): TokenVerdict | undefined
  verify(token: string, hub: string, origin: string, now: number): Promise<TokenVerdict>
}

export type TokenVerdict = 'valid' | 'expired' | 'invalid'

interface Verified {
  hub: string
  origin: string
  expiresAt: number
}

const LIFETIME_MS = 60 * 60 * 1000
/**
 * A token whose signature of 32 bytes is spelled as we spell it. The base64url decoder skips spaces and `=`, and ignores the last character's
 * lowest bits: each other spelling would pass as one more token, with a rate of its own. Head and claims have one spelling: they are signed as text.
 */
const OURS = /^[\w-]+\.[\w-]+\.[\w-]{42}[AEIMQUYcgkosw048]$/
/** The clock that jose is given, so that expired tokens are remembered like any other: whether one has expired is `judge`'s to say. */
const NEVER_EXPIRED = new Date(0)
/** Remembered tokens; twice as many at most. */
const REMEMBERED = 50_000

/** @param secrets newest first: the first signs, all verify */
export function createSessionTokens(secrets: readonly string[]): SessionTokens {
  const keys = secrets.map((secret) => deriveKey(secret, 'session token'))
  const [newest] = keys
  if (newest === undefined) throw new Error('at least one secret is wanted')
  const remembered = createRecentMap<Verified>(REMEMBERED)

  const judge = (verified: Verified, hub: string, origin: string, now: number): TokenVerdict =>
    verified.hub !== hub || verified.origin !== origin ? 'invalid' : verified.expiresAt <= now ? 'expired' : 'valid'

  return {
    async issue(hub, origin, now) {
      const expiresAt = now + LIFETIME_MS
      const token = await new SignJWT({ origin })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(hub)
        // Rates are counted by token: those who ask in the same second must not share one.
        .setJti(randomBytes(9).toString('base64url'))
        .setIssuedAt(Math.floor(now / 1000))
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .sign(newest)
      const verified = { hub, origin, expiresAt: Math.floor(expiresAt / 1000) * 1000 }
      remembered.set(token, verified)
      return { token, expiresAt: verified.expiresAt }
    },

    recall(token, hub, origin, now) {
      const verified = remembered.get(token)
      return verified && judge(verified, hub, origin, now)
    },

    async verify(token, hub, origin, now) {
      if (!OURS.test(token)) return 'invalid'
      for (const key of keys) {
        try {
          const { payload } = await jwtVerify(token, key, {
            algorithms: ['HS256'],
            audience: hub,
            currentDate: NEVER_EXPIRED,
          })
          if (typeof payload.origin !== 'string' || payload.exp === undefined) return 'invalid'
          const verified = { hub, origin: payload.origin, expiresAt: payload.exp * 1000 }
          remembered.set(token, verified)
          return judge(verified, hub, origin, now)
        } catch {
          // Another key of the list may have signed it.
        }
      }
      return 'invalid'
    },
  }
}
