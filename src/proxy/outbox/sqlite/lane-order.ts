// Which row is the first of its lane. Almost every lane has one row only, so just the rows behind a first one are recorded: accepting
// then touches no index in random places. (A plain index on the lane cost two fifths of a commit's time.)
import type { DatabaseSync } from 'node:sqlite'
import { createLaneCounts } from '../lane-counts.ts'
import type { Undo } from './group-commit.ts'

export interface LaneOrder {
  /** A row has come, in this transaction. */
  joined(lane: number, seq: number, undo: Undo): void
  /** A row has left, in this transaction. If it was the first, the one behind it now is. */
  left(lane: number, seq: number, undo: Undo): void
  /** The row that became the first of this lane as another one left. */
  promoted(lane: number): number | undefined
  /** Dispatch has that row. */
  forget(lane: number): void
}

export function createLaneOrder(database: DatabaseSync): LaneOrder {
  const counts = createLaneCounts()
  for (const row of database.prepare('SELECT lane FROM outbox').iterate()) counts.add(Number(row['lane']))
  /**
   * The first row of a lane since another one left; undefined where none has come yet. Kept until dispatch has it. It never asks for
   * lanes that it does not hold, but rows of those leave by erasures only, so few entries stay for good.
   */
  const promotions = new Map<number, number | undefined>()
  const follow = database.prepare('INSERT INTO followers (lane, seq) VALUES (?, ?)')
  const unfollow = database.prepare('DELETE FROM followers WHERE lane = ? AND seq = ?')
  const first = database.prepare('SELECT min(seq) AS seq FROM followers WHERE lane = ?')

  function promote(lane: number, seq: number | undefined, undo: Undo): void {
    const before = promotions.get(lane)
    const wasKept = promotions.has(lane)
    promotions.set(lane, seq)
    undo(() => {
      if (wasKept) promotions.set(lane, before)
      else promotions.delete(lane)
    })
  }

  return {
    joined(lane, seq, undo) {
      if (counts.get(lane) > 0) follow.run(lane, seq)
      // Dispatch may have passed it by, because it still holds the lane for the row that left.
      else if (promotions.has(lane)) promote(lane, seq, undo)
      counts.add(lane)
      undo(() => {
        counts.remove(lane)
      })
    },
    left(lane, seq, undo) {
      if (counts.get(lane) <= 1) promote(lane, undefined, undo)
      else if (unfollow.run(lane, seq).changes === 0) {
        const next = Number(first.get(lane)?.['seq'])
        unfollow.run(lane, next)
        promote(lane, next, undo)
      }
      counts.remove(lane)
      undo(() => {
        counts.add(lane)
      })
    },
    promoted: (lane) => promotions.get(lane),
    forget(lane) {
      promotions.delete(lane)
    },
  }
}
