// Marks of erased persons, so that what was captured before the erasure and arrives after it is turned away. They are keyed hashes, so they name nobody.
import { createHmac } from 'node:crypto'
import type { TrackRequest } from '../../core/track-request.ts'
import { keysOf } from './identifiers.ts'

export interface ErasedMarks {
  hash(key: string): Buffer
  /** From now on, what was captured before `erased` (milliseconds since the epoch) and has this key is turned away. */
  add(mark: Uint8Array, erased: number): void
  forgetBefore(erased: number): void
  /** Whether this capture belongs to an erased person and is from before the erasure. */
  covers(request: TrackRequest, at: string): boolean
}

export function createErasedMarks(secret: Uint8Array): ErasedMarks {
  const marks = new Map<string, number>()
  const hash = (key: string): Buffer => createHmac('sha256', secret).update(key).digest()
  return {
    hash,
    add(mark, erased) {
      const name = Buffer.from(mark).toString('hex')
      // An erasure by a clock that was set back must not let in what one before it turned away.
      marks.set(name, Math.max(erased, marks.get(name) ?? -Infinity))
    },
    forgetBefore(time) {
      for (const [mark, erased] of marks) if (erased < time) marks.delete(mark)
    },
    covers(request, at) {
      if (marks.size === 0) return false
      const captured = Date.parse(at)
      return [...keysOf(request)].some((key) => captured <= (marks.get(hash(key).toString('hex')) ?? -Infinity))
    },
  }
}
