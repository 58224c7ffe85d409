// What a dispatcher counts: plain calls, so that the metrics' library is not known here.
import type { DeadReason } from '../../core/codes.ts'

export interface DispatchMetrics {
  /** A request is about to go out. */
  batch(envelopes: number, objects: number): void
  /** It came back: a status, or `refused`, `timeout`, `reset`. */
  brazeAnswer(outcome: string, seconds: number): void
  /** Envelopes that Braze took whole; for each the seconds since it was accepted. */
  delivered(seconds: number[]): void
  /** A request that will be sent again, and why. */
  retry(reason: string): void
  /** Objects that became dead letters. */
  objectsDied(reason: DeadReason, objects: number): void
  /** Objects that Braze neither took nor named: nobody knows which of a batch they were. */
  uncounted(objects: number): void
  /** Envelopes of which it is unknown whether Braze has them, and what the policy made of that. */
  ambiguous(policy: 'resend' | 'hold', envelopes: number): void
}
