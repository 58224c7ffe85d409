// Dead letters: listed, counted, sent again, purged.
import { expect, it } from 'vitest'
import { unpack } from '../../../../src/proxy/outbox/packed.ts'
import { NOW, requestOf, rowOf } from '../rows.ts'
import { all, claimOf, DAY, idsOf, type WithStore } from './with-store.ts'

export function deadLetters(withStore: WithStore): void {
  it('lists, counts, replays to the end of the lane and purges dead letters, by filter', () =>
    withStore(async ({ store }) => {
      const rows = ['a', 'b', 'c'].map((name) => rowOf({ email: `${name}@x.y`, hub: `hub-${name}` }))
      await store.append(rows)
      const claim = await claimOf(store)
      const found = await all(claim)
      await claim.mark(found.map((row) => row.seq))
      await claim.settle(
        found
          .map(({ seq, request }, index) => ({
            seq,
            dead: [{ reason: index === 2 ? 'ambiguous' : 'refused', detail: '', request: unpack(request.text) }] as const,
          }))
          .map(({ seq, dead }) => ({ seq, dead: [...dead] })),
      )
      expect(await store.deadLetters.counts()).toEqual([
        { workspace: 'default', hub: 'hub-a', reason: 'refused', letters: 1 },
        { workspace: 'default', hub: 'hub-b', reason: 'refused', letters: 1 },
        { workspace: 'default', hub: 'hub-c', reason: 'ambiguous', letters: 1 },
      ])
      const [newest] = await store.deadLetters.list({ limit: 1 })
      expect(newest?.hub).toBe('hub-c')
      expect(await store.deadLetters.list({ limit: 9, before: newest!.letter })).toHaveLength(2)
      expect(await store.deadLetters.list({ limit: 9, reason: 'ambiguous', hub: 'hub-a' })).toEqual([])

      const waiting = rowOf({ email: 'a@x.y', hub: 'hub-a' })
      await store.append([waiting])
      expect(await store.deadLetters.replay({ hub: 'hub-a' })).toBe(1)
      expect(await store.waiting()).toMatchObject([{ hub: 'hub-a', rows: 2 }])
      const [head, ...others] = await all(claim)
      expect([head?.id, others]).toEqual([waiting.id, []])
      await claim.mark([head!.seq])
      await claim.settle([{ seq: head!.seq }])
      expect(idsOf(await all(claim))).toEqual([rows[0]!.id])

      expect(await store.deadLetters.purge({ letters: [newest!.letter, 4_000_000] })).toBe(1)
      expect(await store.deadLetters.purge({})).toBe(1)
      expect(await store.deadLetters.counts()).toEqual([])
      expect(await store.deadLetters.show(newest!.letter)).toBeUndefined()
    }))

  it('acts on the dead letters of one workspace alone; what is replayed is as new as the replay', () =>
    withStore(async ({ store }, clock) => {
      for (const workspace of ['one', 'two']) {
        await store.append([rowOf({ workspace })])
        const claim = await claimOf(store, workspace)
        const [row] = await all(claim)
        await claim.mark([row!.seq])
        await claim.settle([{ seq: row!.seq, dead: [{ reason: 'refused', detail: '', request: unpack(row!.request.text) }] }])
      }
      expect(await store.deadLetters.list({ limit: 9, workspace: 'two' })).toMatchObject([{ workspace: 'two' }])
      clock.set(NOW + 5_000)
      expect(await store.deadLetters.replay({ workspace: 'two' })).toBe(1)
      expect(await store.waiting()).toEqual([{ workspace: 'two', hub: 'footy', rows: 1, oldest: NOW + 5_000 }])
      expect(await store.deadLetters.purge({ workspace: 'two' })).toBe(0)
      expect(await store.deadLetters.counts()).toMatchObject([{ workspace: 'one' }])
    }))

  it('acts on no dead letter after the newest that was shown', () =>
    withStore(async ({ store }) => {
      const rows = ['a', 'b', 'c', 'd'].map((name) => rowOf({ email: `${name}@x.y`, hub: `hub-${name}` }))
      await store.append(rows)
      const claim = await claimOf(store)
      const found = await all(claim)
      await claim.mark(found.map((row) => row.seq))
      for (const { seq, request } of found)
        await claim.settle([{ seq, dead: [{ reason: 'refused', detail: '', request: unpack(request.text) }] }])
      const [, third, second] = await store.deadLetters.list({ limit: 9 })
      expect(await store.deadLetters.list({ limit: 9, upTo: third!.letter })).toHaveLength(3)
      expect(await store.deadLetters.replay({ upTo: second!.letter })).toBe(2)
      expect(await store.deadLetters.purge({ upTo: second!.letter })).toBe(0)
      expect(await store.deadLetters.purge({ upTo: third!.letter, reason: 'refused' })).toBe(1)
      expect((await store.deadLetters.counts()).map(({ hub }) => hub)).toEqual(['hub-d'])
    }))

  it('deletes dead letters after their days, and tells how many', () => {
    const expired: number[] = []
    return withStore(
      async ({ store }, clock) => {
        await store.append([rowOf()])
        const claim = await claimOf(store)
        const [row] = await all(claim)
        await claim.mark([row!.seq])
        await claim.settle([{ seq: row!.seq, dead: [{ reason: 'refused', detail: '', request: requestOf('ada@example.com') }] }])
        clock.set(NOW + 30 * DAY)
        await store.tidy()
        expect(await store.deadLetters.counts()).toHaveLength(1)
        expect(expired).toEqual([])
        clock.set(NOW + 30 * DAY + 1)
        await store.tidy()
        expect(await store.deadLetters.counts()).toEqual([])
        expect(expired).toEqual([1])
      },
      { limits: { deadLetterDays: 30 }, expired: (deadLetters) => expired.push(deadLetters) },
    )
  })
}
