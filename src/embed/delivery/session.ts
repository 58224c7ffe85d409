// The session token, asked for at the first focus in a form or the first event that a rule takes. Kept in memory only.
import type { SessionAnswer } from '../../core/envelope.ts'
import { call, type Answer } from './call.ts'

/** Milliseconds before its end at which a token is renewed. */
const MARGIN = 60_000

let token: string
let until = 0
let asking: Promise<Answer | undefined> | undefined
let challenge: string | undefined
/** Until when the proxy asked to be left alone; for ever where it takes nothing from this page. By `performance.now()`, a clock that nobody can set. */
let notBefore = 0

export function leaveAlone(milliseconds: number): void {
  notBefore = performance.now() + milliseconds
}

export function mayAsk(): boolean {
  return performance.now() >= notBefore
}

/** The token, as long as it may be sent; otherwise false or undefined. */
export function heldToken(): string | false {
  return Date.now() < until && token
}

/** Asks for a token unless one is held. Gives the proxy's answer only where it holds no token. */
export function openSession(): Promise<Answer | undefined> {
  return (asking ??= ask().finally(() => (asking = undefined)))
}

async function ask(): Promise<Answer | undefined> {
  if (heldToken() || !mayAsk()) return undefined
  const asked = challenge
  const answer = await call('/session', { challenge })
  // The bot check was passed meanwhile: ask again, for the proxy has not heard of it yet.
  if (challenge !== asked) return ask()
  // A bot check's token is good for one use. After no answer, a 429 or a 5xx nobody has looked at it, and it can be used again.
  if (answer.status && answer.status < 429) challenge = undefined
  const session = answer.body as SessionAnswer | undefined
  if (!session?.token) return answer.status < 400 ? { status: 0 } : answer
  token = session.token
  // Both times are the proxy's: the visitor's clock may be wrong by hours.
  until = Date.now() + Date.parse(session.expiresAt) - Date.parse(session.now) - MARGIN
  return undefined
}

export function dropSession(): void {
  until = 0
}

/** `komoBraze.challenge(token)`: the bot check was passed. */
export function setChallenge(passed: string): void {
  challenge = passed
}
