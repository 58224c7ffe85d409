// Batches that came back and will be sent again: each waits for its own time, and its lanes with it; no other lane does.
import type { Group } from './group.ts'

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
