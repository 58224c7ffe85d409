// The stages of a capture on its way through the script: what `komoBraze.on` tells, and what inspector, demo and tests read.
import type { Capture } from './capture.ts'
import type { Envelope, SubmissionResult } from './envelope.ts'

export type Stage = 'captured' | 'selected' | 'held' | 'sent' | 'accepted' | 'refused' | 'dropped'

/** Why a capture or envelope is at its stage. */
export type TraceReason =
  // selected: no rule took it; `detail` says what of each rule missed
  | 'no_rule'
  // held
  | 'no_identity'
  | 'unconfirmed'
  | 'no_consent'
  | 'no_hub'
  | 'collecting'
  | 'inspecting'
  // held, and sent again later
  | 'csp_blocked'
  | 'offline'
  | 'rate_limited'
  | 'unavailable'
  // dropped
  | 'consent_denied'
  | 'consent_withdrawn'
  | 'person_changed'
  | 'not_confirmed'
  | 'empty'
  | 'expired'
  | 'full'
  | 'too_large'
  | 'personal_data'
  | 'password_form'
  | 'corrupt'
  // captured
  | 'card_ambiguous'

export interface TraceEntry {
  stage: Stage
  /** Milliseconds since the epoch. */
  at: number
  hub: string
  capture?: Capture
  rule?: string
  envelope?: Envelope
  result?: SubmissionResult
  reason?: TraceReason
  /** More for a person to read: what of each rule missed, a status, a field's name. Never a value. */
  detail?: string
}
