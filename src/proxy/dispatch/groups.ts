// Batches that came back and will be sent again: each waits for its own time, and its lanes with it; no other lane does.
import type { OutboxRow } from '../outbox/claim.ts'

export interface Group {
  rows: OutboxRow[]
  /** Times that Braze failed on it, outages aside. */
  failures: number
  /** How others had fared when it failed first. */
  before: Fates
  /** Milliseconds since the epoch. */
  notBefore: number
}

/** Requests that Braze took, and those on which it failed, suspects aside. */
export interface Fates {
  taken: number
  failed: number
}

/** Failures after which a batch is divided, if others pass: something in it makes Braze fail. */
const BATCH_FAILURES = 5
/** Failures after which a single envelope is given up: some minutes, for it cannot be divided, and Braze may fail at random. */
const ENVELOPE_FAILURES = 10
/** Of the others' requests as many must pass: where fewer do, it is Braze that fails. */
const PASSING_SHARE = 0.25

export function newGroup(rows: OutboxRow[]): Group {
  return { rows, failures: 0, before: { taken: 0, failed: 0 }, notBefore: 0 }
}

/** Whether Braze fails on just this one. */
export function isPoisoned({ rows, failures, before }: Group, others: Fates): boolean {
  const [taken, failed] = [others.taken - before.taken, others.failed - before.failed]
  if (taken === 0) return false
  return rows.length > 1 ? failures >= BATCH_FAILURES : failures >= ENVELOPE_FAILURES && taken >= PASSING_SHARE * (taken + failed)
}

/** A single envelope on which Braze failed before: its failing again says nothing about others. */
export function isSuspect({ rows, failures }: Group): boolean {
  return rows.length === 1 && failures > 1
}

/** The parts of a group that was divided: one more failure divides again, but a single envelope gets all its tries. */
export function partsOf(group: Group, parts: OutboxRow[][]): Group[] {
  if (group.failures === 0) return parts.map(newGroup)
  return parts.map((rows) => ({ ...group, rows, failures: rows.length > 1 ? BATCH_FAILURES - 1 : 1, notBefore: 0 }))
}

export interface Groups {
  add(...groups: Group[]): void
  /** Takes the one that waits longest for its time, if that has come. */
  takeDue(now: number): Group | undefined
  /** Takes the first, due or not. */
  takeFirst(): Group | undefined
  /** Takes one envelope of the next in line, due or not; the rest of its batch goes to the end of the line. */
  takeOne(): Group | undefined
  /** All may go now: Braze is back. */
  hurry(): void
  /** When the next one is due. */
  readonly due: number | undefined
  /** Envelopes in them. */
  readonly rows: number
}

export function createGroups(): Groups {
  let waiting: Group[] = []
  const earliest = (): Group | undefined =>
    waiting.reduce<Group | undefined>((first, group) => (first && first.notBefore <= group.notBefore ? first : group), undefined)
  const take = (group: Group | undefined): Group | undefined => {
    waiting = waiting.filter((other) => other !== group)
    return group
  }
  return {
    add(...groups) {
      waiting.push(...groups)
    },
    takeDue(now) {
      const first = earliest()
      return first && first.notBefore <= now ? take(first) : undefined
    },
    takeFirst: () => take(earliest()),
    takeOne() {
      const first = waiting.shift()
      if (!first) return undefined
      const [one, ...others] = first.rows
      if (one && others.length > 0) waiting.push({ ...first, rows: others })
      return one && { ...first, rows: [one] }
    },
    hurry() {
      for (const group of waiting) group.notBefore = 0
    },
    get due() {
      return earliest()?.notBefore
    },
    get rows() {
      return waiting.reduce((sum, { rows }) => sum + rows.length, 0)
    },
  }
}
