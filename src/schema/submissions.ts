// The schema of a submissions request. Its envelopes are judged one by one, so that a bad one does not take its neighbours along.
import { z } from 'zod'
import { wireTime } from './envelope.ts'

/** Envelopes of one request: the script sends fewer, and 64 KiB hold no more honest ones. */
export const SUBMISSIONS_MAX_ENVELOPES = 100

/** Characters of a session token: with the longest host name that DNS allows in its origin it has 609. */
const TOKEN_MAX_CHARACTERS = 640

export const submissionsSchema = z.strictObject({
  token: z.string().min(1).max(TOKEN_MAX_CHARACTERS),
  sentAt: wireTime,
  submissions: z.array(z.unknown()).min(1).max(SUBMISSIONS_MAX_ENVELOPES),
})
