// Dead letters: objects that will not be sent again by themselves, with the reason, until an operator replays or purges them or their days are over.
import type { DeadReason } from '../../core/codes.ts'
import type { TrackRequest } from '../../core/track-request.ts'

/** A dead letter without its objects: holds no personal data unless Braze's own words (`detail`) repeat some. */
export interface DeadLetter {
  letter: number
  id: string
  hub: string
  workspace: string
  rule: string
  /** Captured, ISO 8601. */
  at: string
  /** When it died, milliseconds since the epoch. */
  died: number
  reason: DeadReason
  detail: string
}

/** Which letters: all given keys must hold. */
export interface DeadFilter {
  letters?: number[]
  /** None that died after this one. */
  upTo?: number
  workspace?: string
  hub?: string
  reason?: DeadReason
}

export interface DeadCount {
  workspace: string
  hub: string
  reason: DeadReason
  letters: number
}

export interface DeadLetters {
  /** Newest first. `before`: the letter number to go on from; `limit` at most 1,000. */
  list(filter: DeadFilter & { before?: number; limit: number }): Promise<DeadLetter[]>
  /** The objects as they were refused, unmasked: see `mask.ts` before showing them. */
  show(letter: number): Promise<(DeadLetter & { request: TrackRequest }) | undefined>
  /** Puts the objects at the end of their lane, to be sent again. Returns how many letters. */
  replay(filter: DeadFilter): Promise<number>
  /** Deletes them for good. Returns how many letters. */
  purge(filter: DeadFilter): Promise<number>
  counts(): Promise<DeadCount[]>
}
