// What a store may hold and for how long: the operator's settings, with their defaults.

export interface StoreLimits {
  /** Rows that may wait for their commit at once. */
  uncommitted: number
  /** Accepting stops below this much free disk, in bytes; dispatch goes on. */
  floorBytes: number
  /** Rows of one hub that may wait for Braze. */
  hubRows: number
  /** Days that an accepted id is remembered: until then another envelope with it is a duplicate. */
  idDays: number
  /** Days that a dead letter is kept. */
  deadLetterDays: number
  /** Days that captures from before an erasure are turned away. At least as long as a page may keep pending envelopes. */
  erasedDays: number
  /** Days that a hub's revision is kept after it was last in force. At least as long as a page may keep pending envelopes. */
  revDays: number
}

export const MEGABYTE = 1024 * 1024

export const DEFAULT_STORE_LIMITS: StoreLimits = {
  uncommitted: 10_000,
  floorBytes: 256 * MEGABYTE,
  hubRows: 1_000_000,
  idDays: 7,
  deadLetterDays: 30,
  erasedDays: 90,
  revDays: 90,
}
