// Whether a value from the wire is a submissions request. Its envelopes are judged one by one, so that a bad one does not take its neighbours along.
import { isTime, list, object, short } from './wire-check.ts'

export interface Submissions {
  token: string
  sentAt: string
  submissions: unknown[]
}

/** Envelopes of one request: the script sends fewer, and 64 KiB hold no more honest ones. */
export const SUBMISSIONS_MAX_ENVELOPES = 100

/** Most characters of a session token: it has 609 with the longest host name that DNS allows in its origin. */
const TOKEN_MAX_CHARACTERS = 640

export function isSubmissions(value: unknown): value is Submissions {
  return submissions(value)
}

const submissions = object({
  token: short(TOKEN_MAX_CHARACTERS, 1),
  sentAt: isTime,
  submissions: list(SUBMISSIONS_MAX_ENVELOPES, () => true, 1),
})
