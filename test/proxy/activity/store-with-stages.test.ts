// What the activity page is told of each row: delivered where something of it went, dead where something of it died, each once.
import { describe, expect, it, vi } from 'vitest'
import type { TrackRequest } from '../../../src/core/track-request.ts'
import { createActivity } from '../../../src/proxy/activity/activity.ts'
import { storeWithStages } from '../../../src/proxy/activity/store-with-stages.ts'
import type { Claim, Dead, Settlement } from '../../../src/proxy/outbox/claim.ts'
import { pack } from '../../../src/proxy/outbox/packed.ts'
import type { Store } from '../../../src/proxy/outbox/store.ts'

const attributes = [{ email: 'ada@example.com' }]
const events = [{ email: 'ada@example.com', name: 'Entered', time: '2026-05-04T10:00:00.000Z' }]
const WHOLE: TrackRequest = { attributes, events }
const dead = (reason: Dead['reason'], request: TrackRequest): Dead => ({ reason, detail: '', request })

/** One row on its way through these answers of Braze's: read from the store each time, or kept in hand between them. */
async function told(answers: Omit<Settlement, 'seq'>[], isReadAgain: boolean) {
  const activity = createActivity(() => Date.parse('2026-05-04T10:00:00Z'))
  let row = { seq: 1, id: 'one', hub: 'footy', lane: 1, accepted: 0, request: pack(WHOLE) }
  activity.accepted({ ...row, workspace: 'default', lane: '', rule: 'entry', at: '', request: WHOLE }, [])
  const claim = {
    next: async () => ({ rows: [row], upTo: 1, end: true }),
    mark: async (seqs: number[]) => seqs,
    settle: async ([settlement]: Settlement[]) => {
      if (typeof settlement?.keep === 'object') row = { ...row, request: pack(settlement.keep) }
      return [1]
    },
  } as Partial<Claim> as Claim
  const observed = await storeWithStages({ claim: async () => claim } as Partial<Store> as Store, activity).claim('default', () => {})
  for (const [index, answer] of answers.entries()) {
    if (index === 0 || isReadAgain) await observed.next('footy', 0, 10)
    await observed.mark([1])
    await observed.settle([{ seq: 1, ...answer }])
  }
  return {
    delivered: activity.sum('footy', 'delivered', 1),
    deadLetters: activity.sum('footy', 'deadLetters', 1),
    stages: activity
      .answer('footy', 1)
      .submissions[0]?.stages.map(({ stage }) => stage)
      .filter((stage) => stage !== 'sending'),
  }
}

describe('a row', () => {
  it.each<[string, Omit<Settlement, 'seq'>[], number, number, string[]]>([
    ['that was taken', [{}], 1, 0, ['accepted', 'sent']],
    ['that waits first', [{ keep: 'all' }, {}], 1, 0, ['accepted', 'waiting', 'sent']],
    ['of which all was refused', [{ dead: [dead('refused', WHOLE)] }], 0, 1, ['accepted', 'dead']],
    ['of which a part was refused', [{ dead: [dead('refused', { attributes })] }], 1, 1, ['accepted', 'sent', 'dead']],
    ['whose person was not made', [{ dead: [dead('unconfirmed', WHOLE)] }], 0, 1, ['accepted', 'unconfirmed']],
    ['whose answer was lost', [{ dead: [dead('ambiguous', WHOLE)] }], 0, 1, ['accepted', 'ambiguous']],
    [
      'that died for two reasons',
      [{ dead: [dead('refused', { attributes }), dead('ambiguous', { events })] }],
      0,
      1,
      ['accepted', 'dead', 'ambiguous'],
    ],
    [
      'of which a part was refused before the rest was taken',
      [{ keep: { events }, dead: [dead('refused', { attributes })] }, {}],
      1,
      1,
      ['accepted', 'dead', 'waiting', 'sent'],
    ],
    [
      'of which a part was refused, and then the rest',
      [{ keep: { events }, dead: [dead('refused', { attributes })] }, { dead: [dead('refused', { events })] }],
      0,
      1,
      ['accepted', 'dead', 'waiting', 'dead'],
    ],
  ])('%s', async (_, answers, delivered, deadLetters, stages) => {
    for (const isReadAgain of [false, true]) expect(await told(answers, isReadAgain)).toEqual({ delivered, deadLetters, stages })
  })
})

it.each<[string, Omit<Settlement, 'seq'>, Omit<Settlement, 'seq'>[], number]>([
  ['a part that was taken later is no second delivery', { dead: [dead('refused', { attributes })] }, [{}], 1],
  [
    'a part that was taken counts once, though all died again before the rest was taken',
    { dead: [dead('refused', { attributes })] },
    [{ dead: [dead('refused', WHOLE)] }, {}],
    1,
  ],
  ['all of it, taken later, is one', { dead: [dead('refused', WHOLE)] }, [{}], 1],
  [
    'refused again and again it is one',
    { dead: [dead('refused', WHOLE)] },
    Array.from({ length: 2 }, () => ({ dead: [dead('refused', WHOLE)] })),
    0,
  ],
])('of dead letters that are sent again: %s', async (_, first, again, delivered) => {
  const activity = createActivity(() => Date.parse('2026-05-04T10:00:00Z'))
  const answers = [first, ...again]
  let seq = 0
  const claim: Partial<Claim> = {
    next: async () => ({
      rows: [{ seq: ++seq, id: 'one', hub: 'footy', lane: 1, accepted: 0, request: pack(WHOLE) }],
      upTo: seq,
      end: true,
    }),
    mark: async (seqs) => seqs,
    settle: async (settlements) => settlements.map(({ seq }) => seq),
  }
  const store = storeWithStages({ claim: async () => claim } as unknown as Store, activity)
  for (const [index, answer] of answers.entries()) {
    // Each time another proxy may have had the workspace meanwhile.
    const observed = await store.claim('default', () => {})
    await observed.next('footy', 0, 10)
    await observed.settle([{ seq: index + 1, ...answer }])
  }
  expect([activity.sum('footy', 'delivered', 1), activity.sum('footy', 'deadLetters', 1)]).toEqual([delivered, 1])
})

it('a row that was erased before it left is not on its way', async () => {
  const activity = createActivity(() => Date.parse('2026-05-04T10:00:00Z'))
  const rows = [1, 2].map((seq) => ({ seq, id: `id-${seq}`, hub: 'footy', lane: seq, accepted: 0, request: pack(WHOLE) }))
  for (const row of rows) activity.accepted({ ...row, workspace: 'default', lane: '', rule: 'entry', at: '', request: WHOLE }, [])
  const claim: Partial<Claim> = {
    next: async () => ({ rows, upTo: 2, end: true }),
    mark: async () => [2],
    settle: async (settlements) => settlements.map(({ seq }) => seq),
  }
  const observed = await storeWithStages({ claim: async () => claim } as unknown as Store, activity).claim('default', () => {})
  await observed.next('footy', 0, 10)
  expect(await observed.mark([1, 2])).toEqual([2])
  const stages = activity.answer('footy', 1).submissions.map(({ id, stages: all }) => [id, all.map(({ stage }) => stage)])
  expect(Object.fromEntries(stages)).toEqual({ 'id-1': ['accepted'], 'id-2': ['accepted', 'sending'] })
  await observed.settle([{ seq: 1 }])
  expect(activity.sum('footy', 'delivered', 1)).toBe(0)
})

it.each<[string, Omit<Settlement, 'seq'>, [delivered: number, deadLetters: number, stages: string[]]]>([
  ['taken, which it was', {}, [1, 0, ['sending', 'sent']]],
  ['refused', { dead: [dead('refused', WHOLE)] }, [0, 0, ['sending']]],
  ['told to wait', { keep: 'all' }, [0, 0, ['sending']]],
])('a row that was erased on its way leaves no dead letter, and does not wait, though it was %s', async (_, answer, expected) => {
  const told = { stage: vi.fn(), settled: vi.fn() }
  const claim: Partial<Claim> = {
    next: async () => ({ rows: [{ seq: 1, id: 'one', hub: 'footy', lane: 1, accepted: 0, request: pack(WHOLE) }], upTo: 1, end: true }),
    mark: async (seqs) => seqs,
    settle: async () => [],
  }
  const observed = await storeWithStages({ claim: async () => claim } as unknown as Store, told).claim('default', () => {})
  await observed.next('footy', 0, 10)
  await observed.mark([1])
  await observed.settle([{ seq: 1, ...answer }])
  const count = (what: string): number => told.settled.mock.calls.filter((call) => call[1] === what).length
  expect([count('delivered'), count('deadLetters'), told.stage.mock.calls.map((call: unknown[]) => call[1])]).toEqual(expected)
})
