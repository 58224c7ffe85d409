// What a store refuses, and when it takes again.
import { expect, it } from 'vitest'
import { rowOf } from '../rows.ts'
import { all, claimOf, type WithStore } from './with-store.ts'

export function refusing(withStore: WithStore): void {
  it('refuses at the floor of free disk with nothing written, while dispatch goes on', async () => {
    let free = 1_000
    await withStore(
      async ({ store }) => {
        await store.append([rowOf({ email: 'a@x.y' })])
        free = 999
        expect(store.refusal()).toBe('storage_full')
        const refused = rowOf({ email: 'b@x.y' })
        expect(await store.append([refused])).toEqual({ refusal: 'storage_full' })
        const claim = await claimOf(store)
        const [row] = await all(claim)
        expect(await claim.mark([row!.seq])).toEqual([row!.seq])
        await claim.settle([{ seq: row!.seq }])
        expect(await store.waiting()).toEqual([])
        free = 1_000
        expect(store.refusal()).toBeUndefined()
        expect(await store.append([refused])).toEqual({ outcomes: ['accepted'] })
      },
      { limits: { floorBytes: 1_000 }, freeBytes: () => free },
    )
  })

  it("refuses over a hub's quota, for that hub only, until its rows are gone", () =>
    withStore(
      async ({ store }) => {
        expect(await store.append([rowOf(), rowOf()])).toEqual({ outcomes: ['accepted', 'accepted'] })
        expect(await store.append([rowOf()])).toEqual({ refusal: 'quota_reached' })
        expect(store.refusal('footy')).toBe('quota_reached')
        expect(store.refusal('other')).toBeUndefined()
        expect(await store.append([rowOf({ hub: 'other' })])).toEqual({ outcomes: ['accepted'] })
        const claim = await claimOf(store)
        const [row] = await all(claim)
        await claim.mark([row!.seq])
        await claim.settle([{ seq: row!.seq }])
        expect(await store.append([rowOf()])).toEqual({ outcomes: ['accepted'] })
      },
      { limits: { hubRows: 2 } },
    ))

  it('counts for the quota what waits and nothing else: no duplicate, nothing of an erased person; over a restart, and a replay', () =>
    withStore(
      async ({ store, reopen }) => {
        const [one, two] = [rowOf({ email: 'a@x.y' }), rowOf({ email: 'b@x.y' })]
        await store.append([one, two])
        expect(await store.append([rowOf()])).toEqual({ refusal: 'quota_reached' })
        await store.erase({ email: 'a@x.y' })
        expect(await store.append([rowOf({ email: 'a@x.y' })])).toEqual({ outcomes: ['erased'] })
        expect(await store.append([two])).toEqual({ outcomes: ['duplicate'] })
        expect(await store.append([rowOf()])).toEqual({ outcomes: ['accepted'] })
        await store.close()
        const again = await reopen()
        expect(again.refusal('footy')).toBe('quota_reached')
        const claim = await claimOf(again)
        const [row] = await all(claim)
        await claim.mark([row!.seq])
        await claim.settle([{ seq: row!.seq, dead: [{ reason: 'refused', detail: '', request: two.request }] }])
        expect(again.refusal('footy')).toBeUndefined()
        await again.deadLetters.replay({})
        expect(again.refusal('footy')).toBe('quota_reached')
      },
      { limits: { hubRows: 2 } },
    ))

  it('refuses what is too much at once, whole, and accepts again after the commit', () =>
    withStore(
      async ({ store }) => {
        const first = store.append([rowOf(), rowOf()])
        expect(await store.append([rowOf(), rowOf()])).toEqual({ refusal: 'overloaded' })
        expect(await first).toEqual({ outcomes: ['accepted', 'accepted'] })
        expect(await store.append([rowOf(), rowOf()])).toEqual({ outcomes: ['accepted', 'accepted'] })
      },
      { limits: { uncommitted: 3 } },
    ))

  it('a close waits for all that waits for its commit, though that is several groups', () =>
    withStore(async ({ store }) => {
      const appends = Array.from({ length: 3 }, () => store.append(Array.from({ length: 1_500 }, () => rowOf())))
      await store.close()
      const outcomes = (await Promise.all(appends)).map((one) => ('outcomes' in one ? one.outcomes[0] : one.refusal))
      expect(outcomes).toEqual(['accepted', 'accepted', 'accepted'])
    }))

  it('refuses and rejects after close instead of pretending', () =>
    withStore(async ({ store }) => {
      const last = store.append([rowOf()])
      const claim = await claimOf(store)
      await store.close()
      expect(await last).toEqual({ outcomes: ['accepted'] })
      expect(await store.append([rowOf()])).toEqual({ refusal: 'unavailable' })
      expect(store.refusal()).toBe('unavailable')
      await expect(claim.mark([1])).rejects.toThrow()
    }))
}
