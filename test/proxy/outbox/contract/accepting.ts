// What a store takes: every row once, as it was given, in the order it came.
import { expect, it } from 'vitest'
import type { TrackRequest } from '../../../../src/core/track-request.ts'
import { unpack } from '../../../../src/proxy/outbox/packed.ts'
import { NOW, requestOf, rowOf } from '../rows.ts'
import { all, claimOf, DAY, idsOf, type WithStore } from './with-store.ts'

export function accepting(withStore: WithStore): void {
  it('keeps what it accepted, over a restart, as it was given', () =>
    withStore(async ({ store, reopen }) => {
      const request: TrackRequest = {
        attributes: [{ external_id: 'ü"\\\n1', note: 'line\nfeed \u2028', _update_existing_only: true }],
        events: [{ external_id: '1', name: 'a', time: '2026-05-04T10:00:00Z', properties: { list: [1, null, { deep: 'é' }] } }],
        purchases: [{ external_id: '1', product_id: 'p', currency: 'AUD', price: 1.5, time: '2026-05-04T10:00:00Z' }],
      }
      const row = rowOf({ request, hub: 'a-hub', workspace: 'au' })
      expect(await store.append([row])).toEqual({ outcomes: ['accepted'] })
      await store.close()
      const again = await reopen()
      const claim = await claimOf(again, 'au')
      const [found] = await all(claim)
      expect(found).toMatchObject({ id: row.id, hub: 'a-hub', accepted: NOW, request: { counts: [1, 1, 1] } })
      expect(unpack(found!.request.text)).toEqual(request)
      expect(await again.waiting()).toEqual([{ workspace: 'au', hub: 'a-hub', rows: 1, oldest: NOW }])
    }))

  it('puts what comes after a restart behind what waited before it', () =>
    withStore(async ({ store, reopen }) => {
      const rows = [rowOf({ email: 'a@x.y' }), rowOf({ email: 'b@x.y' }), rowOf({ email: 'c@x.y' })]
      await store.append(rows)
      await store.close()
      const again = await reopen()
      const later = rowOf({ email: 'd@x.y' })
      expect(await again.append([later])).toEqual({ outcomes: ['accepted'] })
      expect(idsOf(await all(await claimOf(again)))).toEqual([...rows, later].map(({ id }) => id))
    }))

  it('knows a repeated id: in one call, in another, over a restart, after it was sent; of this hub only', () =>
    withStore(async ({ store, reopen }) => {
      const row = rowOf()
      expect(await store.append([row, row])).toEqual({ outcomes: ['accepted', 'duplicate'] })
      const both = await Promise.all([store.append([row]), store.append([rowOf({ ...row, hub: 'other' })])])
      expect(both).toEqual([{ outcomes: ['duplicate'] }, { outcomes: ['accepted'] }])
      const claim = await claimOf(store)
      const [first] = await all(claim)
      await claim.mark([first!.seq])
      await claim.settle([{ seq: first!.seq }])
      await store.close()
      const again = await reopen()
      expect(await again.append([row])).toEqual({ outcomes: ['duplicate'] })
    }))

  it('an id that comes twice at once is one row: in one request, in two of the same moment', () =>
    withStore(async ({ store }) => {
      const [one, two] = [rowOf({ email: 'a@x.y' }), rowOf({ email: 'b@x.y' })]
      expect(await store.append([one, two, one])).toEqual({ outcomes: ['accepted', 'accepted', 'duplicate'] })
      const three = rowOf({ email: 'c@x.y' })
      const both = await Promise.all([store.append([three]), store.append([{ ...three, lane: 'email:other@x.y' }])])
      expect(both).toEqual([{ outcomes: ['accepted'] }, { outcomes: ['duplicate'] }])
      expect(await store.waiting()).toMatchObject([{ rows: 3 }])
      const claim = await claimOf(store)
      expect(idsOf(await all(claim))).toEqual([one.id, two.id, three.id])
    }))

  it('of an id that comes twice at once it keeps what came first', () =>
    withStore(async ({ store }) => {
      const first = Array.from({ length: 50 }, (_, index) => rowOf({ email: `${String(index)}@first.y` }))
      const again = first.map(({ id }, index) => rowOf({ id, email: `${String(index)}@again.y` }))
      await store.append([...first, ...again])
      const rows = await all(await claimOf(store))
      expect([rows.length, rows.filter(({ request }) => request.text.includes('again.y'))]).toEqual([50, []])
    }))

  it('takes whatever text people and Braze write: NUL, half a surrogate pair', () =>
    withStore(async ({ store }) => {
      const odd = 'nul \0 half \ud83d end'
      const request: TrackRequest = { attributes: [{ external_id: '1', [odd]: odd }], events: requestOf('a@x.y').events! }
      const good = rowOf({ email: 'good@x.y' })
      const appends = await Promise.all([store.append([rowOf({ request })]), store.append([good])])
      expect(appends).toEqual([{ outcomes: ['accepted'] }, { outcomes: ['accepted'] }])
      const claim = await claimOf(store)
      const [row] = await all(claim)
      expect(unpack(row!.request.text)).toEqual(request)
      await claim.mark([row!.seq])
      const { attributes, events } = request
      await claim.settle([
        { seq: row!.seq, keep: { attributes: attributes! }, dead: [{ reason: 'refused', detail: odd, request: { events: events! } }] },
      ])
      expect((await store.deadLetters.list({ limit: 1 }))[0]?.detail).toBe('nul \ufffd half \ufffd end')
      const [left] = await all(claim)
      expect(unpack(left!.request.text)).toEqual({ attributes })
      expect(await store.deadLetters.replay({})).toBe(1)
    }))

  it('forgets ids after their days, not before', () =>
    withStore(
      async ({ store }, clock) => {
        const old = rowOf()
        await store.append([old])
        clock.set(NOW + 3 * DAY)
        const young = rowOf()
        await store.append([young])
        clock.set(NOW + 7 * DAY)
        await store.tidy()
        expect(await store.append([old, young])).toEqual({ outcomes: ['duplicate', 'duplicate'] })
        clock.set(NOW + 7 * DAY + 1)
        await store.tidy()
        expect(await store.append([old, young])).toEqual({ outcomes: ['accepted', 'duplicate'] })
      },
      { limits: { idDays: 7 } },
    ))

  it('tidies by itself, every hour', () =>
    withStore(
      async ({ store }, clock) => {
        const row = rowOf()
        await store.append([row])
        for (let hour = 1; hour <= 2; hour++) {
          clock.set(NOW + hour * 8 * DAY)
          await clock.advance(3_600_000)
          await expect.poll(() => store.append([row]), { timeout: 20_000 }).toEqual({ outcomes: ['accepted'] })
        }
      },
      { limits: { idDays: 7 } },
    ))

  it('forgets ids behind the first five thousand too', () =>
    withStore(
      async ({ store }, clock) => {
        const rows = Array.from({ length: 5_100 }, (_, index) => rowOf({ email: `${String(index)}@x.y` }))
        await store.append(rows)
        clock.set(NOW + 7 * DAY + 1)
        await store.tidy()
        expect(await store.append(rows)).toEqual({ outcomes: rows.map(() => 'accepted') })
      },
      { limits: { idDays: 7 } },
    ))
}
