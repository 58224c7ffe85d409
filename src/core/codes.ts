// The closed lists of what can be wrong: with a value (Problem) and with a request or an envelope (Refusal). Every code is in README.

/** Why a value was left out, cut or set aside. Reported in `results[].problems` and counted by target. */
export const PROBLEM_CODES = [
  'invalid_string',
  'invalid_number',
  'invalid_integer',
  'invalid_boolean',
  'invalid_date',
  'ambiguous_date',
  'invalid_datetime',
  'invalid_email',
  'invalid_phone',
  'invalid_country',
  'invalid_language',
  'invalid_gender',
  'invalid_time_zone',
  'invalid_object',
  'invalid_url',
  'invalid_currency',
  'invalid_quantity',
  'many_values',
  'not_in_map',
  'too_long',
  'cut',
  'too_many_items',
  'too_large',
  'out_of_range',
  'proof_invalid',
  'incomplete',
  'time_clamped',
  'identity_conflict',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** `target`: `attributes.<name>`, `events.<index>.<property>`, `purchases.<index>.<name>`, `subscriptions.<to>`, `identity.<as>`, `at`. */
export interface Problem {
  target: string
  code: ProblemCode
}

/** Why one envelope was refused for good. */
export const ENVELOPE_REFUSALS = [
  'invalid_envelope',
  'unsupported_version',
  'unknown_rule',
  'undeclared',
  'no_identity',
  'nothing_left',
  'too_large',
  'too_many_objects',
] as const
export type EnvelopeRefusal = (typeof ENVELOPE_REFUSALS)[number]

/** How far an accepted envelope has come. `dead`, `ambiguous` and `unconfirmed` are dead letters, with their reason; the last two are named for theirs. */
export const SUBMISSION_STAGES = ['accepted', 'sending', 'waiting', 'sent', 'dead', 'ambiguous', 'unconfirmed'] as const
export type SubmissionStage = (typeof SUBMISSION_STAGES)[number]

/**
 * Why an object became a dead letter. `refused`: Braze refused it. `ambiguous`: whether Braze has it is unknown, and sending it again would count it twice (`ambiguous: "hold"`).
 * `unconfirmed`: Braze counted the event but refused the attributes that would have created its person.
 * `too_large`: alone it is over Braze's 4 MB or its objects per request. `failing`: Braze fails on it again and again while it takes others.
 */
export const DEAD_REASONS = ['refused', 'ambiguous', 'unconfirmed', 'too_large', 'failing'] as const
export type DeadReason = (typeof DEAD_REASONS)[number]

/** Why nothing goes to a workspace right now: paused, or waiting for Braze. `status_418` and its like stand for an HTTP status that says nothing else. */
export const WORKSPACE_REASONS = [
  'operator',
  'mostly_refused',
  'storage',
  'unauthorized',
  'forbidden',
  'not_found',
  'method_not_allowed',
  'unsupported_media_type',
  'redirected',
  'not_braze',
  'rate_limited',
  'server_error',
  'gateway_timeout',
  'unreachable',
] as const
export type WorkspaceReason = (typeof WORKSPACE_REASONS)[number] | `status_${number}`

/** Why a whole request was refused: the `code` of its RFC 9457 problem document. */
export const REQUEST_REFUSALS = {
  not_found: 404,
  method_not_allowed: 405,
  forbidden: 403,
  rate_limited: 429,
  too_large: 413,
  timeout: 408,
  aborted: 400,
  invalid_json: 400,
  invalid_request: 400,
  invalid_token: 401,
  expired_token: 401,
  challenge_required: 403,
  challenge_failed: 403,
  unknown_rev: 503,
  unavailable: 503,
  storage_full: 503,
  quota_reached: 503,
  overloaded: 503,
  internal: 500,
} as const
export type RequestRefusal = keyof typeof REQUEST_REFUSALS
