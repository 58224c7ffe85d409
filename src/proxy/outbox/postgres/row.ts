// A row of the shared store's outbox as PostgreSQL gives it: a bigint comes as text.
import type { OutboxRow } from '../claim.ts'

export interface RowColumns {
  seq: string
  id: string
  hub: string
  lane: string
  accepted: string
  attributes: number
  events: number
  purchases: number
  text: string
}

export const ROW = 'seq, id, hub, lane, accepted, attributes, events, purchases, text'

export function toRow({ seq, id, hub, lane, accepted, attributes, events, purchases, text }: RowColumns): OutboxRow {
  return {
    seq: Number(seq),
    id,
    hub,
    lane: Number(lane),
    accepted: Number(accepted),
    request: { text, counts: [attributes, events, purchases] },
  }
}
