// The outbox: what the proxy accepted and Braze has not taken yet. Every store (SQLite, PostgreSQL) implements this and passes one contract suite.
import type { TrackRequest } from '../../core/track-request.ts'
import type { Claim } from './claim.ts'
import type { DeadLetters } from './dead-letters.ts'
import type { Erased, Person } from './person.ts'

/** What one accepted envelope became. */
export interface NewRow {
  /** The envelope's UUID, in lower case. */
  id: string
  hub: string
  /** Name of the Braze workspace that this row is for. Fixed here: a hub that moves to another workspace moves with its next submission. */
  workspace: string
  /** Normalised identity, as `shape` gives it (`email:a@b.c`, `external_id:…`). Stored as a hash only. */
  lane: string
  rule: string
  /** When it was captured, by the corrected clock; ISO 8601. */
  at: string
  request: TrackRequest
}

/**
 * `duplicate`: this hub's id was accepted before, within the days that ids are remembered.
 * `erased`: captured before this person was erased; not stored. To the page both mean the same as accepted: done.
 */
export type Outcome = 'accepted' | 'duplicate' | 'erased'

/** Why nothing of a request was stored. Each is an answer 503 with `Retry-After`; the page keeps its envelopes. */
export type StoreRefusal =
  /** Free disk is below the floor, or a write found the disk full. */
  | 'storage_full'
  /** The hub has as many rows waiting as it may have. */
  | 'quota_reached'
  /** More rows wait for their commit than the store takes at once. */
  | 'overloaded'
  /** The store cannot write (closed, connection lost). */
  | 'unavailable'

/** `outcomes` in the order of the rows. */
export type Appended = { outcomes: Outcome[] } | { refusal: StoreRefusal }

/** `erased`: rows that `next` left out may have become the first of their lane. */
export type RowChange = 'stored' | 'erased'

/** Rows waiting for Braze. `oldest`: when the oldest of them was accepted, milliseconds since the epoch. */
export interface Waiting {
  workspace: string
  hub: string
  rows: number
  oldest: number
}

export interface Store {
  /**
   * Stores the rows of one request, all or none. Resolves only after the commit is on disk (fsync); many calls share one commit.
   * Never rejects: a failure is a refusal, too.
   */
  append(rows: NewRow[]): Promise<Appended>

  /** Undefined while `append` would accept for this hub (or, without one, for any): for `/readyz` and for refusing early. */
  refusal(hub?: string): StoreRefusal | undefined

  /** Calls the listener after rows of a workspace were committed or erased by any proxy; now and then also where none were. Returns the way to stop. */
  watch(listener: (workspace: string, change: RowChange) => void): () => void

  /**
   * The right to dispatch a workspace: resolves once this process alone has it. `lost` is called if it is lost later
   * (its connection to the store broke): whoever has it then treats the rows marked as sending as ambiguous.
   * `signal` gives up waiting: the promise then rejects with the signal's reason. `standsBy` is called once where another process has it.
   */
  claim(workspace: string, lost: () => void, signal?: AbortSignal, standsBy?: () => void): Promise<Claim>

  deadLetters: DeadLetters

  /** Deletes everything about one person: waiting rows, dead letters; and what arrives later but was captured before now. */
  erase(person: Person): Promise<Erased>

  /** Remembers the declaration (canonical JSON) of a hub's revision, or that it is still in force. Kept `revDays` after the last call for it. */
  keepRev(hub: string, rev: string, declaration: string): Promise<void>
  revOf(hub: string, rev: string): Promise<string | undefined>

  waiting(): Promise<Waiting[]>

  /** Bytes free where the store lives; undefined where it cannot know (PostgreSQL on another machine, a file that is gone). */
  freeBytes(): number | undefined

  /** Deletes what is past its days: ids, dead letters, marks of erased persons, revisions. Runs hourly by itself as well. */
  tidy(): Promise<void>

  /** Commits what waits for its commit, then closes. */
  close(): Promise<void>
}
