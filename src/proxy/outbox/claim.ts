// A dispatcher's side of the outbox: the sole right to send one workspace's rows. Between accepting and Braze.
import type { TrackRequest } from '../../core/track-request.ts'
import type { DeadReason } from '../../core/codes.ts'
import type { PackedRequest } from './packed.ts'

export interface OutboxRow {
  /** Order of acceptance in the whole store. */
  seq: number
  id: string
  hub: string
  /** Hash of workspace and lane. */
  lane: number
  /** When it was accepted, milliseconds since the epoch. */
  accepted: number
  request: PackedRequest
  /** Braze refused some of it in an earlier answer. Never stored: only the dispatcher that got that answer knows. */
  wasRefused?: boolean
}

/** A stretch of one hub's rows. `rows`: only those that are the first of their lane; the others come through `heads` once it is their turn. */
export interface Stretch {
  rows: OutboxRow[]
  /** The last row looked at: where the next stretch begins. */
  upTo: number
  /** Nothing was left behind `upTo`. */
  end: boolean
}

/** Objects of one row that will not be sent again by themselves. */
export interface Dead {
  reason: DeadReason
  /** Braze's own words, or a status: for the operator. Stores pass it through `storable`. */
  detail: string
  request: TrackRequest
}

/** What is left of a row to be sent: all of it, or only these objects; undefined for nothing. */
export type Left = 'all' | TrackRequest | undefined

/** What became of a row that was marked as sending. Without `keep` it leaves the outbox, and its personal data with it. */
export interface Settlement {
  seq: number
  /** It stays where it is, with what is left of it. */
  keep?: Left
  dead?: Dead[]
}

export interface Claim {
  /** Hubs of the workspace that have rows. */
  hubs(): Promise<string[]>
  /** Looks at up to `limit` rows of a hub after the row `after`, in order of acceptance, leaving out those marked as sending. */
  next(hub: string, after: number, limit: number): Promise<Stretch>
  /** For lanes whose first row has left: the row that is now the first, if there is one. */
  heads(lanes: number[]): Promise<OutboxRow[]>
  /**
   * Records on disk that these rows are about to be sent. Resolves with those that are still there: the others were erased.
   * Rejects if that cannot be written: then they must not be sent.
   */
  mark(seqs: number[]): Promise<number[]>
  /**
   * Resolves once the outcome is on disk, with the rows that were still there: the others were erased, and leave no dead letter.
   * Rejects if it cannot be written: the rows are still marked as sending.
   */
  settle(settlements: Settlement[]): Promise<number[]>
  /** Rows that a dispatcher before this one had marked and not settled: whether Braze has them is unknown. At most `limit`. */
  sending(limit: number): Promise<OutboxRow[]>
  release(): Promise<void>
}
