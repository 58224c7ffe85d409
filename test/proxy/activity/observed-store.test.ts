// What the activity page is told of rows on their way: what became of them, and nothing of those that were erased before they left.
import { expect, it } from 'vitest'
import { observedStore } from '../../../src/proxy/activity/observed-store.ts'
import type { Claim, OutboxRow } from '../../../src/proxy/outbox/claim.ts'
import type { Store } from '../../../src/proxy/outbox/store.ts'

const row = (seq: number): OutboxRow => ({
  seq,
  id: `id-${String(seq)}`,
  hub: 'footy',
  lane: seq,
  accepted: 0,
  request: { text: '', counts: [1, 0, 0] },
})

it('a row that was erased is not on its way', async () => {
  const inner: Partial<Claim> = {
    next: () => Promise.resolve({ rows: [row(1), row(2)], upTo: 2, end: true }),
    mark: () => Promise.resolve([2]),
    settle: () => Promise.resolve(),
  }
  const told: string[] = []
  const store = observedStore({ claim: () => Promise.resolve(inner) } as unknown as Store, (id, _hub, stage) => told.push(`${id} ${stage}`))
  const claim = await store.claim('default', () => {})
  await claim.next('footy', 0, 9)
  expect(await claim.mark([1, 2])).toEqual([2])
  await claim.settle([{ seq: 1, keep: true }, { seq: 2 }])
  expect(told).toEqual(['id-2 sending', 'id-2 sent'])
})
