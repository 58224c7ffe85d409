// A batch: whole envelopes, at most one of a lane, whose objects go out in one request. Joined from the stored texts; never divides an envelope.
import { TRACK_ARRAYS, type TrackArray } from '../../core/track-request.ts'
import type { OutboxRow } from '../outbox/claim.ts'
import type { PackedRequest } from '../outbox/packed.ts'
import type { DispatchWorkspace } from './workspace.ts'

type Counts = PackedRequest['counts']

export interface BatchLimit {
  objects: number
  count: DispatchWorkspace['count']
  bytes: number
}

/** `{"attributes":[],"events":[],"purchases":[]}` and the commas between objects, with room to spare. */
const FRAME_BYTES = 200

/** What is in a batch so far, and whether one more envelope fits. The first always does: if it is too large, Braze's answer says so. */
export class Filling {
  readonly rows: OutboxRow[] = []
  #counts: Counts = [0, 0, 0]
  #bytes = FRAME_BYTES
  readonly #limit: BatchLimit

  constructor(limit: BatchLimit) {
    this.#limit = limit
  }

  add(row: OutboxRow): boolean {
    const counts = plus(this.#counts, row.request.counts)
    const bytes = this.#bytes + rowBytes(row)
    if (this.rows.length > 0 && (bytes > this.#limit.bytes || objectsCounted(counts, this.#limit.count) > this.#limit.objects)) return false
    this.#counts = counts
    this.#bytes = bytes
    this.rows.push(row)
    return true
  }
}

export function countsOf(rows: readonly OutboxRow[]): Counts {
  return rows.reduce<Counts>((sum, row) => plus(sum, row.request.counts), [0, 0, 0])
}

/** Objects as this workspace's contract counts them. */
export function objectsCounted(counts: Counts, how: DispatchWorkspace['count']): number {
  return how === 'combined' ? counts[0] + counts[1] + counts[2] : Math.max(...counts)
}

export function bodyOf(rows: readonly OutboxRow[]): string {
  const texts = rows.map((row) => row.request.text.split('\n'))
  const arrays = TRACK_ARRAYS.map((name, position) => {
    const objects = texts.flatMap((lines) => lines[position] || [])
    return objects.length === 0 ? [] : [`"${name}":[${objects.join(',')}]`]
  })
  return `{${arrays.flat().join(',')}}`
}

/** Which row the object at this place of the request came from, and which of the row's objects it is. */
export function originOf(rows: readonly OutboxRow[], array: TrackArray, index: number): { row: OutboxRow; index: number } | undefined {
  const position = TRACK_ARRAYS.indexOf(array)
  let left = index
  for (const row of rows) {
    const count = row.request.counts[position] ?? 0
    if (left < count) return { row, index: left }
    left -= count
  }
  return undefined
}

export function rowBytes(row: OutboxRow): number {
  return Buffer.byteLength(row.request.text) + 3
}

export function plus(a: Counts, b: Counts, sign: 1 | -1 = 1): Counts {
  return [a[0] + sign * b[0], a[1] + sign * b[1], a[2] + sign * b[2]]
}
