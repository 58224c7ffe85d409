// What the operator's pages show of the last hours: counts in buckets, the newest submissions with their stages, and nothing of anybody who was erased.
import { describe, expect, it } from 'vitest'
import { createActivity } from '../../../src/proxy/activity/activity.ts'
import type { NewRow } from '../../../src/proxy/outbox/store.ts'

const START = Date.parse('2026-05-04T10:00:00Z')
const SHOWN = 50
const HOUR = 3_600_000
const TALLIES_MAX = 2_000

const row = (id: string, hub = 'footy'): NewRow => ({
  id,
  hub,
  workspace: 'default',
  lane: `email:${id}@example.com`,
  rule: 'entry',
  at: '2026-05-04T10:00:00.000Z',
  request: { attributes: [{ email: `${id}@example.com`, team: 'red' }] },
})

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `n${String(index)}`)

function lately(count: number) {
  let now = START
  const activity = createActivity(() => now)
  for (const name of names(count)) activity.accepted(row(name), [])
  return {
    activity,
    shown: (hub?: string) => activity.answer(hub, 1).submissions.map(({ id }) => id),
    pass: (ms: number) => void (now += ms),
  }
}

describe('the last submissions', () => {
  it.each([0, 1, SHOWN - 1, SHOWN, SHOWN + 1, 3 * SHOWN + 7])('of %i: the newest fifty, newest first', (count) => {
    expect(lately(count).shown()).toEqual(names(count).reverse().slice(0, SHOWN))
  })

  it('of one hub only, where one is asked for', () => {
    const { activity, shown } = lately(3)
    activity.accepted(row('other', 'tennis'), [])
    expect(shown('tennis')).toEqual(['other'])
    expect(shown('footy')).toEqual(['n2', 'n1', 'n0'])
  })

  it('each with its stages and when; one that is shown no longer is left alone', () => {
    const { activity, pass } = lately(SHOWN + 1)
    pass(1_000)
    activity.stage('n1', 'sent')
    activity.stage('n0', 'sent')
    activity.stage('n2', 'dead', 'refused')
    const stages = new Map(activity.answer(undefined, 1).submissions.map((one) => [one.id, one.stages]))
    expect(stages.get('n1')).toEqual([
      { stage: 'accepted', at: '2026-05-04T10:00:00.000Z' },
      { stage: 'sent', at: '2026-05-04T10:00:01.000Z' },
    ])
    expect(stages.get('n2')?.at(-1)).toMatchObject({ stage: 'dead', reason: 'refused' })
    expect(stages.get('n0')).toBeUndefined()
  })

  it('of one that is tried again and again only the first twenty stages', () => {
    const { activity } = lately(1)
    for (let times = 0; times < 30; times++) activity.stage('n0', 'waiting')
    expect(activity.answer(undefined, 1).submissions[0]?.stages).toHaveLength(20)
  })

  it('say what was sent, never the values, and the person masked', () => {
    const [shown] = lately(1).activity.answer(undefined, 1).submissions
    expect(shown).toMatchObject({ attributes: ['email', 'team'], events: [], purchases: 0 })
    expect(JSON.stringify(shown)).not.toMatch(/n0@example\.com|red/)
  })

  it('are all forgotten after an erasure; those that come then are shown', () => {
    const { activity, shown } = lately(SHOWN + 20)
    activity.forgetSubmissions()
    expect(shown()).toEqual([])
    for (const name of ['a', 'b']) activity.accepted(row(name), [])
    expect(shown()).toEqual(['b', 'a'])
  })
})

describe('counts', () => {
  it('by hub and in all, within their span', () => {
    const { activity, pass } = lately(2)
    activity.accepted(row('other', 'tennis'), [])
    pass(30 * 60_000)
    activity.accepted(row('later'), [])
    expect(activity.sum('footy', 'accepted', 1)).toBe(3)
    expect(activity.sum('', 'accepted', 1)).toBe(4)
    pass(45 * 60_000)
    expect(activity.sum('footy', 'accepted', 1)).toBe(1)
    expect(activity.sum('footy', 'accepted', 24)).toBe(3)
  })

  it('the same problem is one line with its number', () => {
    const { activity } = lately(0)
    for (let count = 0; count < 3; count++) activity.problem('footy', 'entry', { target: 'attributes.dob', code: 'invalid_date' })
    expect(activity.answer('footy', 1).problems).toMatchObject([{ target: 'attributes.dob', code: 'invalid_date', count: 3 }])
    expect(activity.answer('tennis', 1).problems).toEqual([])
  })

  it('at most a hundred problems are shown: those that happened most often', () => {
    const { activity } = lately(0)
    const happen = (target: string) => activity.problem('footy', 'entry', { target, code: 'invalid_date' })
    for (let index = 0; index < 150; index++) happen(`attributes.a${String(index)}`)
    happen('attributes.a149')
    const { problems } = activity.answer(undefined, 1)
    expect(problems).toHaveLength(100)
    expect(problems[0]).toMatchObject({ target: 'attributes.a149', count: 2 })
  })

  it('of refusals are summed over the hubs, the most frequent first', () => {
    const { activity } = lately(0)
    activity.refused('footy', 'no_identity')
    for (const hub of ['footy', 'tennis']) activity.refused(hub, 'nothing_left')
    expect(activity.answer(undefined, 1).refusals).toEqual([
      { code: 'nothing_left', count: 2 },
      { code: 'no_identity', count: 1 },
    ])
  })

  it('of what waits stand on until they are taken again, whatever else is counted meanwhile; all hubs together have the sum, and the oldest of all', () => {
    const { activity, pass } = lately(0)
    const curve = (hub?: string) =>
      activity.answer(hub, 1).series.map(({ pending, oldestSeconds }) => `${String(pending)}, ${String(oldestSeconds)} s`)
    activity.levels(
      new Map([
        ['footy', { pending: 2, oldestSeconds: 9 }],
        ['tennis', { pending: 1, oldestSeconds: 4 }],
      ]),
    )
    pass(2 * 60_000)
    activity.refused('tennis', 'no_identity')
    expect(curve('tennis').slice(-4)).toEqual(['0, 0 s', '1, 4 s', '1, 4 s', '1, 4 s'])
    expect(curve().slice(-1)).toEqual(['3, 9 s'])
    // A hub without file and rows is not listed any more.
    activity.levels(new Map([['footy', { pending: 2, oldestSeconds: 9 }]]))
    expect([curve('tennis').at(-1), curve('footy').at(-1), curve().at(-1)]).toEqual(['0, 0 s', '2, 9 s', '2, 9 s'])
  })

  it('of problems and refusals are those of the span that is asked for, in the same buckets as the others', () => {
    const { activity, pass } = lately(0)
    const happen = (times: number): void => {
      for (let count = 0; count < times; count++) {
        activity.problem('footy', 'entry', { target: 'attributes.dob', code: 'invalid_date' })
        activity.refused('footy', 'no_identity')
      }
    }
    const read = () =>
      ([1, 24, 168] as const).map((hours) => {
        const { problems, refusals, series } = activity.answer('footy', hours)
        return [problems[0]?.count, refusals[0]?.count, series.reduce((sum, { refused }) => sum + refused, 0)]
      })
    happen(5)
    pass(2 * HOUR)
    happen(3)
    expect(read()).toEqual([
      [3, 3, 3],
      [8, 8, 8],
      [8, 8, 8],
    ])
    pass(30 * HOUR)
    happen(1)
    expect(read().map(([count]) => count)).toEqual([1, 1, 9])
    pass(200 * HOUR)
    expect(read()).toEqual([
      [undefined, undefined, 0],
      [undefined, undefined, 0],
      [undefined, undefined, 0],
    ])
  })

  it('of what is new are kept where there are too many: what has not happened for the longest time makes room', () => {
    const { activity, pass } = lately(0)
    const problem = (index: number): void =>
      activity.problem(`hub-${String(index)}`, 'entry', { target: 'attributes.dob', code: 'invalid_date' })
    const isKept = (index: number): boolean => activity.answer(`hub-${String(index)}`, 168).problems.length > 0
    for (let index = 0; index < TALLIES_MAX; index++, pass(1)) problem(index)
    problem(0)
    pass(1)
    problem(TALLIES_MAX)
    expect([0, 1, 2, TALLIES_MAX].map(isKept)).toEqual([true, false, true, true])
    pass(169 * HOUR)
    problem(1)
    expect([1, 2].map(isKept)).toEqual([true, false])
  })
})
