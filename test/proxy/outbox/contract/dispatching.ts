// How rows leave: by lane, each given to one dispatcher alone, and what becomes of them.
import { expect, it } from 'vitest'
import { systemClock } from '../../../../src/proxy/clock.ts'
import type { Claim } from '../../../../src/proxy/outbox/claim.ts'
import { unpack } from '../../../../src/proxy/outbox/packed.ts'
import { simulatedClock } from '../../dispatch/simulated-clock.ts'
import { NOW, rowOf } from '../rows.ts'
import { all, claimOf, idsOf, type WithStore } from './with-store.ts'

export function dispatching(withStore: WithStore): void {
  it('gives rows of a hub in order of acceptance, only those that are first of their lane; the next of a lane once that left', () =>
    withStore(async ({ store }) => {
      const rows = [rowOf({ email: 'a@x.y' }), rowOf({ email: 'b@x.y' }), rowOf({ email: 'a@x.y' }), rowOf({ email: 'a@x.y', hub: 'late' })]
      await store.append(rows)
      const claim = await claimOf(store)
      expect(await claim.hubs()).toEqual(['footy', 'late'])
      const stretch = await claim.next('footy', 0, 2)
      expect(stretch).toMatchObject({ end: false })
      expect(idsOf(stretch.rows)).toEqual([rows[0]!.id, rows[1]!.id])
      const rest = await claim.next('footy', stretch.upTo, 2)
      expect(rest).toMatchObject({ rows: [], end: true })
      expect((await claim.next('late', 0, 9)).rows).toEqual([])
      const { lane, seq } = stretch.rows[0]!
      await claim.mark([seq])
      await claim.settle([{ seq }])
      expect(idsOf(await claim.heads([lane, 12345]))).toEqual([rows[2]!.id])
      expect(idsOf((await claim.next('footy', 0, 9)).rows)).toEqual([rows[1]!.id, rows[2]!.id])
    }))

  it('gives the first of a lane also where it came after the one before it had left', () =>
    withStore(async ({ store }) => {
      const [before, next] = [rowOf(), rowOf()]
      await store.append([before])
      const claim = await claimOf(store)
      const [{ lane, seq } = { lane: 0, seq: 0 }] = await all(claim)
      await claim.mark([seq])
      await claim.settle([{ seq }])
      await store.append([next])
      expect(idsOf(await claim.heads([lane]))).toEqual([next.id])
    }))

  it('goes past rows that are not the first of their lane, however many', () =>
    withStore(async ({ store }) => {
      const rows = ['a@x.y', 'a@x.y', 'a@x.y', 'b@x.y'].map((email) => rowOf({ email }))
      await store.append(rows)
      const claim = await claimOf(store)
      const found: string[][] = []
      for (let after = 0; found.length < rows.length;) {
        const stretch = await claim.next('footy', after, 1)
        found.push(idsOf(stretch.rows))
        after = stretch.upTo
      }
      expect(found).toEqual([[rows[0]!.id], [], [], [rows[3]!.id]])
    }))

  it('keeps workspaces apart: the same person is two lanes, and what one has on its way is not the other’s', () =>
    withStore(async ({ store }) => {
      const rows = [rowOf({ workspace: 'one', hub: 'a' }), rowOf({ workspace: 'two', hub: 'b' }), rowOf({ workspace: 'one', hub: 'c' })]
      await store.append(rows)
      const [one, two] = [await claimOf(store, 'one'), await claimOf(store, 'two')]
      expect([await one.hubs(), await two.hubs()]).toEqual([['a', 'c'], ['b']])
      const [[first], [second]] = [await all(one), await all(two)]
      expect([first?.id, second?.id]).toEqual([rows[0]!.id, rows[1]!.id])
      expect(first?.lane).not.toBe(second?.lane)
      await one.mark([first!.seq])
      expect([await one.sending(10), await two.sending(10)]).toMatchObject([[{ id: first!.id }], []])
    }))

  it('tells the watchers of the workspace after the commit', () =>
    withStore(async ({ store }) => {
      const told: string[] = []
      let tell = (): void => {}
      const heard = new Promise<void>((resolve) => (tell = resolve))
      store.watch((workspace) => {
        told.push(workspace)
        tell()
      })
      await store.append([rowOf({ workspace: 'w' })])
      await heard
      expect(new Set(told)).toEqual(new Set(['w']))
    }))

  it('tells the watchers of each workspace after an erasure that rows of it were erased', () =>
    withStore(async ({ store }) => {
      await store.append([rowOf({ workspace: 'v' }), rowOf({ workspace: 'w' }), rowOf({ workspace: 'other', email: 'bob@example.com' })])
      const told = new Set<string>()
      store.watch((workspace, change) => {
        if (change === 'erased') told.add(workspace)
      })
      await store.erase({ email: 'ada@example.com' })
      await expect.poll(() => [...told].sort(), { timeout: 20_000 }).toEqual(['v', 'w'])
    }))

  it('finds rows marked as sending after a restart, and gives them to nobody else', () =>
    withStore(async ({ store, reopen }) => {
      const rows = [rowOf({ email: 'a@x.y' }), rowOf({ email: 'b@x.y' }), rowOf({ email: 'c@x.y' })]
      await store.append(rows)
      const claim = await claimOf(store)
      const found = await all(claim)
      const seqs = found.map((row) => row.seq)
      expect(await claim.mark([...seqs.slice(0, 2), 987_654])).toEqual(seqs.slice(0, 2))
      expect(await claim.mark(seqs.slice(0, 2))).toEqual(seqs.slice(0, 2))
      expect(await claim.sending(1)).toHaveLength(1)
      await claim.settle([{ seq: seqs[1]!, keep: 'all' }])
      await store.close()
      const later = await claimOf(await reopen())
      expect(idsOf(await later.sending(10))).toEqual([rows[0]!.id])
      expect(idsOf(await all(later))).toEqual([rows[1]!.id, rows[2]!.id])
      await later.settle([{ seq: seqs[0]!, keep: 'all' }])
      expect(await later.sending(10)).toEqual([])
      expect(idsOf(await all(later))).toEqual(rows.map((row) => row.id))
    }))

  it('settles: what is left of a row stays in its place, what died becomes a dead letter, the rest is gone', () =>
    withStore(async ({ store }, clock) => {
      const rows = [rowOf({ email: 'a@x.y' }), rowOf({ email: 'b@x.y' })]
      await store.append(rows)
      const claim = await claimOf(store)
      const [a, b] = await all(claim)
      await claim.mark([a!.seq, b!.seq])
      clock.set(NOW + 5)
      const { attributes, events } = rows[0]!.request
      const settled = await claim.settle([
        {
          seq: a!.seq,
          keep: { events: events! },
          dead: [{ reason: 'refused', detail: 'bad e-mail', request: { attributes: attributes! } }],
        },
        { seq: b!.seq },
      ])
      expect(settled.sort()).toEqual([a!.seq, b!.seq])
      const left = await all(claim)
      expect(left.map((row) => [row.seq, row.request.counts, unpack(row.request.text)])).toEqual([[a!.seq, [0, 1, 0], { events }]])
      const letters = await store.deadLetters.list({ limit: 10 })
      expect(letters).toMatchObject([
        {
          id: rows[0]!.id,
          hub: 'footy',
          workspace: 'default',
          rule: 'entry',
          at: rows[0]!.at,
          died: NOW + 5,
          reason: 'refused',
          detail: 'bad e-mail',
        },
      ])
      expect(JSON.stringify(letters)).not.toContain('a@x.y')
      expect(await store.deadLetters.show(letters[0]!.letter)).toMatchObject({ request: { attributes } })
      expect(await store.waiting()).toMatchObject([{ rows: 1 }])
    }))

  it('lets one dispatcher at a time have a workspace; the next waits for its turn or gives up', () =>
    withStore(
      async ({ store }) => {
        let isLost = false
        const first = await store.claim('default', () => (isLost = true))
        const giveUp = new AbortController()
        const given = store.claim('default', () => {}, giveUp.signal).catch((error: unknown) => error)
        giveUp.abort(new Error('no longer'))
        expect(await given).toMatchObject({ message: 'no longer' })
        let second: Claim | undefined
        const waiting = claimOf(store).then((claim) => (second = claim))
        await claimOf(store, 'another').then((claim) => claim.release())
        expect(second).toBeUndefined()
        await first.release()
        await waiting
        expect(second).toBeDefined()
        expect(isLost).toBe(false)
        await second?.release()
      },
      // Time passes by itself, for the shared store asks for the right again and again.
      { clock: { ...simulatedClock(NOW), after: systemClock.after } },
    ))
}
