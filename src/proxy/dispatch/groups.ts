// Batches that came back and will be sent again: each waits for its own time, and its lanes with it; no other lane does.
import type { OutboxRow } from '../outbox/claim.ts'

export interface Group {
  rows: OutboxRow[]
  /** Times that Braze failed on it. */
  failures: number
  /** How many batches had passed when it failed first. */
  passesBefore: number
  /** Milliseconds since the epoch. */
  notBefore: number
}

/** Failures after which a batch is divided, if others pass: something in it makes Braze fail. */
const FAILURES_MAX = 5

export function newGroup(rows: OutboxRow[]): Group {
  return { rows, failures: 0, passesBefore: 0, notBefore: 0 }
}

/** Whether Braze fails on just this one. */
export function isPoisoned(group: Group, passes: number): boolean {
  return group.failures >= FAILURES_MAX && passes > group.passesBefore
}

/** The parts of a group that was divided: one more failure divides again, but a single envelope gets all its tries. */
export function partsOf(group: Group, parts: OutboxRow[][]): Group[] {
  return parts.map((rows) => ({
    ...newGroup(rows),
    failures: rows.length > 1 && group.failures > 0 ? FAILURES_MAX - 1 : 0,
    passesBefore: group.passesBefore,
  }))
}

export interface Groups {
  add(...groups: Group[]): void
  /** Takes the one that waits longest for its time, if that has come. */
  takeDue(now: number): Group | undefined
  /** Takes the first, due or not. */
  takeFirst(): Group | undefined
  /** All may go now: Braze is back. */
  hurry(): void
  /** When the next one is due. */
  readonly due: number | undefined
  readonly size: number
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
    hurry() {
      for (const group of waiting) group.notBefore = 0
    },
    get due() {
      return earliest()?.notBefore
    },
    get size() {
      return waiting.length
    },
  }
}
