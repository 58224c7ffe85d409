// A batch with what it went through, and whose fault it is if Braze fails on it.
import type { OutboxRow } from '../outbox/claim.ts'

export interface Group {
  rows: OutboxRow[]
  /** Times that Braze failed on it, outages aside. */
  failures: number
  /** How others had fared by the time it first failed. */
  before: Fates
  /** Not to be sent before, by `Clock.elapsed`. */
  notBefore: number
}

/** A batch on its way. `isProbe`: sent to ask whether a pause or an outage is over. */
export interface Flight {
  group: Group
  isProbe: boolean
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
/** The share of the others' requests that must have passed: if it is smaller, the fault is Braze's. */
const PASSING_SHARE = 0.25

export function newGroup(rows: OutboxRow[]): Group {
  return { rows, failures: 0, before: { taken: 0, failed: 0 }, notBefore: 0 }
}

/** Braze failed on it, and not only because it is away: the batch waits until `again`. */
export function blame(group: Group, others: Fates, again: number): void {
  if (group.failures === 0) group.before = { ...others }
  group.failures++
  group.notBefore = again
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
