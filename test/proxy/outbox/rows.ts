// Rows as the outbox is given them.
import { randomUUID } from 'node:crypto'
import type { TrackRequest } from '../../../src/core/track-request.ts'
import type { NewRow, Store } from '../../../src/proxy/outbox/store.ts'

export const NOW = Date.parse('2026-05-04T10:00:00Z')

export function requestOf(email: string, extra: Partial<TrackRequest> = {}): TrackRequest {
  return {
    attributes: [{ user_alias: { alias_name: email, alias_label: 'email' }, email, _update_existing_only: false }],
    events: [{ user_alias: { alias_name: email, alias_label: 'email' }, name: 'entered', time: '2026-05-04T10:00:00Z' }],
    ...extra,
  }
}

export function rowOf(row: Partial<NewRow> & { email?: string } = {}): NewRow {
  const { email = 'ada@example.com', ...rest } = row
  return {
    id: randomUUID(),
    hub: 'footy',
    workspace: 'default',
    lane: `email:${email}`,
    rule: 'entry',
    at: new Date(NOW).toISOString(),
    request: requestOf(email),
    ...rest,
  }
}

/** Makes a dead letter of one row. */
export async function bury(store: Store, row = rowOf()): Promise<void> {
  await store.append([row])
  const claim = await store.claim(row.workspace, () => {})
  const seqs = (await claim.next(row.hub, 0, 1)).rows.map(({ seq }) => seq)
  await claim.mark(seqs)
  await claim.settle(seqs.map((seq) => ({ seq, dead: [{ reason: 'refused', detail: '', request: row.request }] })))
  await claim.release()
}
