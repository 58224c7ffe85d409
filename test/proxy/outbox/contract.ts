// What every store must do: one suite, run on each implementation. Each test has its own hubs and workspace, so that one database serves all.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { TrackRequest } from '../../../src/core/track-request.ts'
import type { Claim, OutboxRow } from '../../../src/proxy/outbox/claim.ts'
import { unpack } from '../../../src/proxy/outbox/packed.ts'
import type { StoreLimits } from '../../../src/proxy/outbox/store-limits.ts'
import type { NewRow, Store } from '../../../src/proxy/outbox/store.ts'
import { systemClock } from '../../../src/proxy/clock.ts'
import type { SimulatedClock } from '../dispatch/simulated-clock.ts'
import { simulatedClock } from '../dispatch/simulated-clock.ts'

export interface OpenOptions {
  clock: SimulatedClock
  limits?: Partial<StoreLimits>
  freeBytes?: () => number
}

/** A store of its own, empty. `reopen` is what a new process would do: after `close`, or while the first one still has it (`second`). */
export interface Opened {
  store: Store
  reopen(): Promise<Store>
  cleanUp(): Promise<void>
}

export interface StoreKind {
  name: string
  open(options: OpenOptions): Promise<Opened>
}

const NOW = Date.parse('2026-05-04T10:00:00Z')
const DAY = 86_400_000

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

async function all(claim: Claim): Promise<OutboxRow[]> {
  const rows: OutboxRow[] = []
  for (const hub of await claim.hubs()) rows.push(...(await claim.next(hub, 0, 100)).rows)
  return rows
}

export function storeContract(kind: StoreKind): void {
  describe(`store contract: ${kind.name}`, () => {
    async function withStore(
      run: (opened: Opened, clock: SimulatedClock) => Promise<void>,
      options: Partial<OpenOptions> = {},
    ): Promise<void> {
      const clock = options.clock ?? simulatedClock(NOW)
      const opened = await kind.open({ ...options, clock })
      try {
        await run(opened, clock)
      } finally {
        await opened.cleanUp()
      }
    }
    const claimOf = (store: Store, workspace = 'default'): Promise<Claim> => store.claim(workspace, () => {})
    const idsOf = (rows: OutboxRow[]): string[] => rows.map((row) => row.id)

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

    it('forgets ids behind the first thousand too', () =>
      withStore(
        async ({ store }, clock) => {
          const rows = Array.from({ length: 2_100 }, (_, index) => rowOf({ email: `${String(index)}@x.y` }))
          await store.append(rows)
          clock.set(NOW + 7 * DAY + 1)
          await store.tidy()
          expect(await store.append(rows)).toEqual({ outcomes: rows.map(() => 'accepted') })
        },
        { limits: { idDays: 7 } },
      ))

    it('gives rows of a hub in order of acceptance, only those that are first of their lane; the next of a lane once that left', () =>
      withStore(async ({ store }) => {
        const rows = [
          rowOf({ email: 'a@x.y' }),
          rowOf({ email: 'b@x.y' }),
          rowOf({ email: 'a@x.y' }),
          rowOf({ email: 'a@x.y', hub: 'late' }),
        ]
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

    it('keeps workspaces apart: the same person is two lanes', () =>
      withStore(async ({ store }) => {
        const [one, two] = [rowOf({ workspace: 'one' }), rowOf({ workspace: 'two' })]
        await store.append([one, two])
        const [first] = await all(await claimOf(store, 'one'))
        const [second] = await all(await claimOf(store, 'two'))
        expect([first?.id, second?.id]).toEqual([one.id, two.id])
        expect(first?.lane).not.toBe(second?.lane)
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

    it('tells the watchers of the workspace after an erasure that its rows were erased', () =>
      withStore(async ({ store }) => {
        await store.append([rowOf({ workspace: 'w' }), rowOf({ workspace: 'other', email: 'bob@example.com' })])
        const heard = new Promise<string>((resolve) =>
          store.watch((workspace, change) => {
            if (change === 'erased') resolve(workspace)
          }),
        )
        await store.erase({ email: 'ada@example.com' })
        expect(await heard).toBe('w')
      }))

    it('finds rows marked as sending after a restart, and gives them to nobody else', () =>
      withStore(async ({ store, reopen }) => {
        const rows = [rowOf({ email: 'a@x.y' }), rowOf({ email: 'b@x.y' }), rowOf({ email: 'c@x.y' })]
        await store.append(rows)
        const claim = await claimOf(store)
        const found = await all(claim)
        const seqs = found.map((row) => row.seq)
        expect(await claim.mark([...seqs.slice(0, 2), 987_654])).toEqual(seqs.slice(0, 2))
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
        await claim.settle([
          {
            seq: a!.seq,
            keep: { events: events! },
            dead: [{ reason: 'refused', detail: 'bad e-mail', request: { attributes: attributes! } }],
          },
          { seq: b!.seq },
        ])
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
        const [head] = await all(claim)
        expect(head?.id).toBe(waiting.id)
        await claim.mark([head!.seq])
        await claim.settle([{ seq: head!.seq }])
        expect(idsOf(await all(claim))).toEqual([rows[0]!.id])

        expect(await store.deadLetters.purge({ letters: [newest!.letter, 4_000_000] })).toBe(1)
        expect(await store.deadLetters.purge({})).toBe(1)
        expect(await store.deadLetters.counts()).toEqual([])
        expect(await store.deadLetters.show(newest!.letter)).toBeUndefined()
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

    it('deletes dead letters after their days', () =>
      withStore(
        async ({ store }, clock) => {
          await store.append([rowOf()])
          const claim = await claimOf(store)
          const [row] = await all(claim)
          await claim.mark([row!.seq])
          await claim.settle([{ seq: row!.seq, dead: [{ reason: 'refused', detail: '', request: requestOf('ada@example.com') }] }])
          clock.set(NOW + 30 * DAY)
          await store.tidy()
          expect(await store.deadLetters.counts()).toHaveLength(1)
          clock.set(NOW + 30 * DAY + 1)
          await store.tidy()
          expect(await store.deadLetters.counts()).toEqual([])
        },
        { limits: { deadLetterDays: 30 } },
      ))

    it('erases a person by any identifier, with what her profile is linked to, and nobody else', () =>
      withStore(async ({ store, reopen }, clock) => {
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
        await store.append([linked, same, phone, byAddress, mentioned, other])
        const onItsWay = (await all(claim)).find((each) => each.id === mentioned.id)
        await claim.mark([onItsWay!.seq])

        expect(await store.erase({ email: ' ADA@example.com ' })).toEqual({ waiting: 2, sending: 1, deadLetters: 1 })
        expect(await store.erase({ phone: '+61400000000' })).toEqual({ waiting: 2, sending: 0, deadLetters: 0 })
        expect(idsOf(await all(claim))).toEqual([other.id])
        expect(await claim.mark([onItsWay!.seq])).toEqual([])
        await claim.settle([{ seq: onItsWay!.seq, dead: [{ reason: 'refused', detail: '', request: dead.request }] }])
        expect(await store.deadLetters.counts()).toEqual([])
        expect(await store.waiting()).toMatchObject([{ rows: 1 }])

        await store.close()
        const again = await reopen()
        const late = rowOf({ at: new Date(NOW - 1000).toISOString() })
        const lateById = rowOf({ ...same, id: randomUUID() })
        clock.set(NOW + 10)
        const anew = rowOf({ at: new Date(NOW + 5).toISOString() })
        expect(await again.append([late, lateById, anew])).toEqual({ outcomes: ['erased', 'erased', 'accepted'] })
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

    it('lets one dispatcher at a time have a workspace; the next waits for its turn or gives up', () =>
      withStore(
        async ({ store }) => {
          const first = await claimOf(store)
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
          await second?.release()
        },
        // Time passes by itself, for the shared store asks for the right again and again.
        { clock: { ...simulatedClock(NOW), after: systemClock.after } },
      ))

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
  })
}
