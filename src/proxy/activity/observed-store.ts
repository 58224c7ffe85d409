// The store as dispatch gets it: the same, but telling the activity page what becomes of each row on its way.
import type { Claim, OutboxRow } from '../outbox/claim.ts'
import type { Store } from '../outbox/store.ts'

/** A stage of one envelope: `sending`, `waiting`, `sent`, or `dead`, `ambiguous`, `unconfirmed` for dead letters. */
export type TellStage = (envelope: string, hub: string, stage: string, reason?: string) => void

export function observedStore(store: Store, tell: TellStage): Store {
  return { ...store, claim: async (workspace, lost, signal) => observedClaim(await store.claim(workspace, lost, signal), tell) }
}

function observedClaim(claim: Claim, tell: TellStage): Claim {
  /** Rows that dispatch has in hand. */
  const rows = new Map<number, { id: string; hub: string }>()
  const see = (found: OutboxRow[]): void => {
    for (const { seq, id, hub } of found) rows.set(seq, { id, hub })
  }
  const say = (seq: number, stage: string, reason?: string): void => {
    const row = rows.get(seq)
    if (row !== undefined) tell(row.id, row.hub, stage, reason)
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
        for (const { reason } of dead) say(seq, STAGE_OF[reason] ?? 'dead', reason)
        if (keep !== undefined) say(seq, 'waiting')
        else {
          if (dead.length === 0) say(seq, 'sent')
          rows.delete(seq)
        }
      }
    },
  }
}

const STAGE_OF: Record<string, string | undefined> = { ambiguous: 'ambiguous', unconfirmed: 'unconfirmed' }
