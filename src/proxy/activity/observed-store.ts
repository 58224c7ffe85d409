// The store as dispatch gets it: the same, but telling the activity page what becomes of each row on its way.
import type { DeadReason, SubmissionStage } from '../../core/codes.ts'
import { TRACK_ARRAYS, type TrackRequest } from '../../core/track-request.ts'
import type { Claim, OutboxRow } from '../outbox/claim.ts'
import type { Store } from '../outbox/store.ts'
import type { Activity } from './activity.ts'

/** Stages of one envelope: `sending`, `waiting`, `sent`, and `dead`, `ambiguous`, `unconfirmed` for dead letters. */
export type Told = Pick<Activity, 'stage' | 'settled'>

/** A row that dispatch has in hand. */
interface InHand {
  id: string
  hub: string
  /** Objects of it that may still be taken. */
  left: number
  /** Whether some of it has become dead letters. */
  isDead: boolean
}

export function observedStore(store: Store, told: Told): Store {
  return { ...store, claim: async (workspace, lost, signal) => observedClaim(await store.claim(workspace, lost, signal), told) }
}

function observedClaim(claim: Claim, told: Told): Claim {
  const rows = new Map<number, InHand>()
  const see = (found: OutboxRow[]): void => {
    for (const { seq, id, hub, request } of found) {
      const left = request.counts.reduce((sum, count) => sum + count, 0)
      rows.set(seq, { id, hub, left, isDead: rows.get(seq)?.isDead ?? false })
    }
  }
  const say = (seq: number, stage: SubmissionStage): void => {
    const row = rows.get(seq)
    if (row !== undefined) told.stage(row.id, stage)
  }
  return {
    ...claim,
    async next(hub, after, limit) {
      const stretch = await claim.next(hub, after, limit)
      see(stretch.rows)
      return stretch
    },
    async heads(lanes) {
      const found = await claim.heads(lanes)
      see(found)
      return found
    },
    async sending(limit) {
      const found = await claim.sending(limit)
      see(found)
      return found
    },
    async mark(seqs) {
      const marked = await claim.mark(seqs)
      for (const seq of marked) say(seq, 'sending')
      // The others were erased: nothing more becomes of them.
      for (const seq of seqs) if (!marked.includes(seq)) rows.delete(seq)
      return marked
    },
    async settle(settlements) {
      await claim.settle(settlements)
      for (const { seq, keep, dead = [] } of settlements) {
        const row = rows.get(seq)
        if (row === undefined) continue
        const died = dead.reduce((sum, { request }) => sum + objectsIn(request), 0)
        if (keep === undefined && died < row.left) {
          told.stage(row.id, 'sent')
          told.settled(row.hub, 'delivered')
        }
        for (const { reason } of dead) told.stage(row.id, STAGE_OF[reason] ?? 'dead', reason)
        if (dead.length > 0 && !row.isDead) told.settled(row.hub, 'deadLetters')
        if (keep === undefined) rows.delete(seq)
        else {
          told.stage(row.id, 'waiting')
          rows.set(seq, { ...row, left: keep === true ? row.left : objectsIn(keep), isDead: row.isDead || dead.length > 0 })
        }
      }
    },
  }
}

function objectsIn(request: TrackRequest): number {
  return TRACK_ARRAYS.reduce((sum, name) => sum + (request[name]?.length ?? 0), 0)
}

const STAGE_OF: { [reason in DeadReason]?: SubmissionStage } = { ambiguous: 'ambiguous', unconfirmed: 'unconfirmed' }
