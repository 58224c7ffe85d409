// Who may use the operator's routes: the token is compared in constant time, wrong ones lock their address out, and a browser's session is a random word of which only the hash is kept.
// Every `now` is `Clock.elapsed`: no lock-out and no session lasts longer because somebody set the system's clock back.
import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { createRecentMap } from '../recent-map.ts'

export interface Operators {
  /** A new session for the right token. */
  login(token: string, address: string, now: number): LoggedIn | WrongToken
  logout(session: string): void
  /** The session that a cookie's word names, unless it has expired. */
  session(word: string | undefined, now: number): OperatorSession | undefined
  /** As `login`, for the command line: no session is begun. */
  checkToken(token: string, address: string, now: number): 'right' | WrongToken
}

/** `lockedFor`: seconds, after too many wrong ones. */
export type WrongToken = { wrong: true } | { lockedFor: number }

export interface OperatorSession {
  csrf: string
}

export interface LoggedIn extends OperatorSession {
  /** The cookie's value. */
  word: string
}

interface KeptSession extends OperatorSession {
  endsAt: number
}

export const SESSION_SECONDS = 8 * 60 * 60
/** Sessions remembered; twice as many at most. */
const SESSIONS = 500
const WRONG_ALLOWED = 5
const LOCK_MS = 60_000
const LOCK_MAX_MS = 60 * 60 * 1000
/** Addresses with wrong tokens that are remembered; twice as many at most. */
const ADDRESSES = 5_000

interface Attempts {
  wrong: number
  locks: number
  lockedUntil: number
}

export function createOperators(adminToken: string): Operators {
  const wanted = hash('sha256', adminToken, 'buffer')
  const sessions = createRecentMap<KeptSession>(SESSIONS)
  const attempts = createRecentMap<Attempts>(ADDRESSES)

  const checkToken: Operators['checkToken'] = (token, address, now) => {
    const before = attempts.get(address) ?? { wrong: 0, locks: 0, lockedUntil: 0 }
    if (before.lockedUntil > now) return { lockedFor: (before.lockedUntil - now) / 1000 }
    if (timingSafeEqual(hash('sha256', token, 'buffer'), wanted)) {
      attempts.delete(address)
      return 'right'
    }
    const wrong = before.wrong + 1
    const locks = wrong >= WRONG_ALLOWED ? before.locks + 1 : before.locks
    const lockedUntil = wrong >= WRONG_ALLOWED ? now + Math.min(LOCK_MS * 2 ** before.locks, LOCK_MAX_MS) : 0
    attempts.set(address, { wrong: wrong >= WRONG_ALLOWED ? 0 : wrong, locks, lockedUntil })
    return { wrong: true }
  }

  return {
    checkToken,
    login(token, address, now) {
      const verdict = checkToken(token, address, now)
      if (verdict !== 'right') return verdict
      const word = randomBytes(32).toString('base64url')
      const csrf = randomBytes(32).toString('base64url')
      sessions.set(nameOf(word), { csrf, endsAt: now + SESSION_SECONDS * 1000 })
      return { word, csrf }
    },
    logout(word) {
      sessions.delete(nameOf(word))
    },
    session(word, now) {
      if (word === undefined) return undefined
      const session = sessions.get(nameOf(word))
      return session !== undefined && session.endsAt > now ? session : undefined
    },
  }
}

function nameOf(word: string): string {
  return hash('sha256', word)
}
