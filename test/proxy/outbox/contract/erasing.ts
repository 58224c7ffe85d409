// An erased person is nowhere any more, and stays away; revisions are kept for their days.
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { NOW, requestOf, rowOf } from '../rows.ts'
import { all, claimOf, DAY, idsOf, type WithStore } from './with-store.ts'

export function erasing(withStore: WithStore): void {
  it('erases a person by any identifier, with what her profile is linked to, and nobody else', () =>
    withStore(async ({ store, reopen }, clock) => {
      const before = rowOf({ lane: 'external_id:7', request: { events: [{ external_id: '7', name: 'w', time: '2026-05-04T10:00:00Z' }] } })
      const linked = rowOf({ lane: 'external_id:7', request: { attributes: [{ external_id: '7', email: 'Ada@Example.com' }] } })
      const same = rowOf({ lane: 'external_id:7', request: { events: [{ external_id: '7', name: 'x', time: linked.at }] } })
      const phone = rowOf({ email: 'p@x.y', request: { attributes: [{ phone: '+61 400 000 000', email: 'p@x.y' }] } })
      const byAddress = rowOf({ email: 'p@x.y', request: { events: [{ email: 'p@x.y', name: 'x', time: linked.at }] } })
      const mentioned = rowOf({
        email: 'm@x.y',
        request: requestOf('m@x.y', { attributes: [{ email: 'm@x.y', friend: 'ask ada@example.com!' }] }),
      })
      const other = rowOf({ email: 'bob@example.com' })
      const dead = rowOf()
      await store.append([dead])
      const claim = await claimOf(store)
      const [row] = await all(claim)
      await claim.mark([row!.seq])
      await claim.settle([{ seq: row!.seq, dead: [{ reason: 'refused', detail: '', request: dead.request }] }])
      await store.append([before, linked, same, phone, byAddress, mentioned, other])
      const onItsWay = (await all(claim)).find((each) => each.id === mentioned.id)
      await claim.mark([onItsWay!.seq])

      expect(await store.erase({ email: ' ADA@example.com ' })).toEqual({ waiting: 3, sending: 1, deadLetters: 1 })
      expect(await store.erase({ phone: '+61400000000' })).toEqual({ waiting: 2, sending: 0, deadLetters: 0 })
      expect(idsOf(await all(claim))).toEqual([other.id])
      expect(await claim.mark([onItsWay!.seq])).toEqual([])
      expect(await claim.settle([{ seq: onItsWay!.seq, dead: [{ reason: 'refused', detail: '', request: dead.request }] }])).toEqual([])
      expect(await store.deadLetters.counts()).toEqual([])
      expect(await store.waiting()).toMatchObject([{ rows: 1 }])

      await store.close()
      const again = await reopen()
      const late = rowOf({ at: new Date(NOW - 1000).toISOString() })
      const lateById = rowOf({ ...same, id: randomUUID() })
      clock.set(NOW + 10)
      const anew = rowOf({ at: new Date(NOW + 5).toISOString() })
      expect(await again.append([late, lateById, anew])).toEqual({ outcomes: ['erased', 'erased', 'accepted'] })
      expect(idsOf(await all(await claimOf(again)))).toEqual([other.id, anew.id])
    }))

  it('turns away what an erased person captured before, for its days and no longer, over a restart too', () =>
    withStore(
      async ({ store, reopen }, clock) => {
        const early = () => rowOf({ at: new Date(NOW - 1000).toISOString() })
        await store.erase({ email: 'ada@example.com' })
        clock.set(NOW + 90 * DAY)
        await store.tidy()
        expect(await store.append([early()])).toEqual({ outcomes: ['erased'] })
        clock.set(NOW + 90 * DAY + 1)
        await store.tidy()
        expect(await store.append([early()])).toEqual({ outcomes: ['accepted'] })
        await store.close()
        expect(await (await reopen()).append([early()])).toEqual({ outcomes: ['accepted'] })
      },
      { limits: { erasedDays: 90 } },
    ))

  it.each([
    ['which came later', 2000],
    ['by a clock that was set back in between', -2000],
  ])('turns away what was captured before the last of several erasures, %s, over a restart too', (_, ms) =>
    withStore(async ({ store, reopen }, clock) => {
      await store.erase({ email: 'ada@example.com' })
      clock.setBack(-ms)
      await store.erase({ email: 'ada@example.com' })
      const between = () => rowOf({ at: new Date(NOW + ms / 2).toISOString() })
      expect(await store.append([between()])).toEqual({ outcomes: ['erased'] })
      await store.close()
      expect(await (await reopen()).append([between()])).toEqual({ outcomes: ['erased'] })
    }),
  )

  it('keeps revisions while they are in force and their days after', () =>
    withStore(
      async ({ store }, clock) => {
        await store.keepRev('footy', 'r1', '{"a":1}')
        await store.keepRev('footy', 'r2', '{"a":2}')
        clock.set(NOW + 60 * DAY)
        await store.keepRev('footy', 'r2', '{"a":2}')
        clock.set(NOW + 91 * DAY)
        await store.tidy()
        expect(await store.revOf('footy', 'r1')).toBeUndefined()
        expect(await store.revOf('footy', 'r2')).toBe('{"a":2}')
        expect(await store.revOf('other', 'r2')).toBeUndefined()
      },
      { limits: { revDays: 90 } },
    ))
}
