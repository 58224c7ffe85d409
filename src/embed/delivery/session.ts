// The session token, asked for at the first focus in a form or the first event that a rule takes. Kept in memory only.
import type { SessionAnswer } from '../../core/envelope.ts'
import { call, type Answer } from './call.ts'

/** Milliseconds before its end at which a token is renewed. */
const MARGIN = 60_000

let token: string | undefined
let until = 0
let asking: Promise<Answer | undefined> | undefined
let challenge: string | undefined

/** The token that may be sent right now, for a page that has no time to ask for one. */
export function heldToken(): string | undefined {
  return Date.now() < until ? token : undefined
}

/** Asks for a token unless one is held. The proxy's answer where it gave none. */
export function openSession(): Promise<Answer | undefined> {
  return heldToken() ? Promise.resolve(undefined) : (asking ??= ask().finally(() => (asking = undefined)))
}

async function ask(): Promise<Answer | undefined> {
  const answer = await call('/session', JSON.stringify({ challenge }))
  const body = (answer.body ?? {}) as Partial<SessionAnswer>
  // A bot check's token is good for one use.
  challenge = undefined
  if (answer.status !== 200 || !body.token) return answer
  token = body.token
  // Both times are the proxy's: the visitor's clock may be wrong by hours.
  until = Date.now() + Date.parse(body.expiresAt ?? '') - Date.parse(body.now ?? '') - MARGIN
  return undefined
}

export function dropSession(): void {
  until = 0
}

/** `komoBraze.challenge(token)`: the bot check was passed. */
export function setChallenge(passed: string): void {
  challenge = passed
}
