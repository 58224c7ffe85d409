// The store as dispatch gets it: the same, but telling the activity page what becomes of each row on its way.
import type { DeadReason, SubmissionStage } from '../../core/codes.ts'
import { TRACK_ARRAYS, type TrackRequest } from '../../core/track-request.ts'
import type { Claim, OutboxRow } from '../outbox/claim.ts'
import type { Store } from '../outbox/store.ts'
import { createRecentMap, type RecentMap } from '../recent-map.ts'
import type { Activity } from './activity.ts'

/** What is told of an envelope: how it ended, and its stages `sending`, `waiting`, `sent`, and for dead letters `dead`, `ambiguous`, `unconfirmed`. */
export type Told = Pick<Activity, 'stage' | 'settled'>

/** A row that dispatch has in hand. */
interface InHand {
  id: string
  hub: string
  /** Objects of it that may still be taken. */
  left: number
}

/** Envelopes of which something is or was a dead letter. Replayed, that is a new row of the same envelope, which must not count twice. `isDelivered`: Braze took some of it. */
type Died = RecentMap<{ isDelivered: boolean }>

/** At least this many envelopes are remembered as `Died`, at most twice as many. */
const DIED = 5_000

export function storeWithStages(store: Store, told: Told): Store {
  const died: Died = createRecentMap(DIED)
  return { ...store, claim: async (...args) => claimWithStages(await store.claim(...args), told, died) }
}

function claimWithStages(claim: Claim, told: Told, died: Died): Claim {
  const rows = new Map<number, InHand>()
  const see = (found: OutboxRow[]): void => {
    for (const { seq, id, hub, request } of found) {
      const left = request.counts.reduce((sum, count) => sum + count, 0)
      rows.set(seq, { id, hub, left })
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
      const there = new Set(await claim.settle(settlements))
      for (const { seq, keep, dead = [] } of settlements) {
        const row = rows.get(seq)
        if (row === undefined) continue
        const refused = dead.reduce((sum, { request }) => sum + objectsIn(request), 0)
        const isDelivered = keep === undefined && refused < row.left
        const before = died.get(row.id)
        if (isDelivered) told.stage(row.id, 'sent')
        if (isDelivered && !before?.isDelivered) told.settled(row.hub, 'delivered')
        // Of one that was erased meanwhile there is no dead letter, and nothing waits.
        if (!there.has(seq)) {
          rows.delete(seq)
          continue
        }
        for (const { reason } of dead) told.stage(row.id, STAGE_OF[reason] ?? 'dead', reason)
        if (dead.length > 0 && before === undefined) told.settled(row.hub, 'deadLetters')
        if (before !== undefined || dead.length > 0) died.set(row.id, { isDelivered: isDelivered || before?.isDelivered === true })
        if (keep === undefined) rows.delete(seq)
        else {
          told.stage(row.id, 'waiting')
          rows.set(seq, { ...row, left: keep === 'all' ? row.left : objectsIn(keep) })
        }
      }
      return [...there]
    },
  }
}

function objectsIn(request: TrackRequest): number {
  return TRACK_ARRAYS.reduce((sum, name) => sum + (request[name]?.length ?? 0), 0)
}

const STAGE_OF: { [reason in DeadReason]?: SubmissionStage } = { ambiguous: 'ambiguous', unconfirmed: 'unconfirmed' }
