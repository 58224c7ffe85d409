// The fault matrix: answers × headers × moments. Each row: what goes wrong with the first request that has the bad envelope in it (or, where it says so, always), and what must have become of everything in the end.
import { describe, expect, it } from 'vitest'
import type { TrackRequest } from '../../../src/core/track-request.ts'
import type { BrazeReply } from '../../../src/proxy/braze/client.ts'
import type { DeadReason } from '../../../src/core/codes.ts'
import { indexed, reply } from './braze-double.ts'
import { entry, names, withRig, type Rig } from './rig.ts'

const START = Date.parse('2026-05-04T10:00:00Z')
const EPOCH = START / 1000
const TEN = names(10)

interface Row {
  name: string
  /** The answers to the requests that hold the envelope `e3`, one after the other; the last one goes on for `always`. `taken`: as Braze would, then this. */
  replies: (BrazeReply | { taken: BrazeReply })[]
  always?: true
  policy?: 'hold'
  /** Reason and events of each dead letter. */
  dead?: [DeadReason, ...string[]][]
  /** Events that Braze has twice. Default none; all others it must have exactly once. */
  twice?: string[]
  /** Least milliseconds until everything is done. */
  least?: number
  most?: number
  state?: string
}

const message = (text: string): object => ({ message: text })

const rows: Row[] = [
  { name: 'all is well', replies: [], most: 100 },
  {
    name: '201 with an indexed event',
    replies: [reply(201, { ...message('success'), errors: [indexed('events', 3)] })],
    dead: [['refused', 'e3']],
  },
  {
    name: '400 with an indexed event',
    replies: [reply(400, { ...message('x'), errors: [indexed('events', 3)] })],
    dead: [['refused', 'e3']],
  },
  {
    name: '401 with an indexed event',
    replies: [reply(401, { ...message('x'), errors: [indexed('events', 3)] })],
    dead: [['refused', 'e3']],
    most: 1_000,
  },
  {
    name: '400 without index, always',
    replies: [reply(400, message('Error while parsing request body.'))],
    always: true,
    dead: [['refused', 'e3']],
  },
  { name: '400 without index, once: dividing loses nothing', replies: [reply(400, '')] },
  { name: '2xx with another message, always', replies: [reply(200, message('no'))], always: true, dead: [['refused', 'e3']] },
  { name: '413, until it is alone', replies: [reply(413, '')], always: true, dead: [['too_large', 'e3']] },
  { name: '413, once', replies: [reply(413, '')] },
  {
    name: 'Max Input Length Exceeded, until it is alone',
    replies: [reply(400, message('Max Input Length Exceeded'))],
    always: true,
    dead: [['too_large', 'e3']],
  },
  { name: '401, once', replies: [reply(401, message('Invalid API key: key'))], least: 10_000 },
  { name: '401, three times', replies: [reply(401, ''), reply(401, ''), reply(401, '')], least: 70_000 },
  ...[403, 404, 405, 415, 301, 302, 307, 402, 409].map((status): Row => ({
    name: `${String(status)}, once`,
    replies: [reply(status, '')],
    least: 10_000,
    most: 11_000,
  })),
  { name: '2xx of somebody else', replies: [reply(200, '<html>')], least: 10_000 },
  { name: '401 always: ends nothing', replies: [reply(401, '')], always: true, state: 'unauthorized' },
  { name: '200 of somebody else, always: ends nothing', replies: [reply(200, '{}')], always: true, state: 'not_braze' },
  { name: '429 without headers', replies: [reply(429, '')], least: 500, most: 2_000 },
  {
    name: '429, general dialect',
    replies: [reply(429, '', { 'x-ratelimit-reset': String(EPOCH + 30), 'x-ratelimit-remaining': '0' })],
    least: 29_000,
    most: 32_000,
  },
  { name: '429, MAU dialect', replies: [reply(429, '', { 'x-ratelimit-retry-after': '45' })], least: 45_000, most: 47_000 },
  { name: '429, Retry-After', replies: [reply(429, '', { 'retry-after': '45' })], least: 45_000, most: 47_000 },
  {
    name: '429, five times',
    replies: Array.from({ length: 5 }, () => reply(429, '', { 'x-ratelimit-retry-after': '2' })),
    least: 10_000,
    most: 20_000,
  },
  { name: '429 with a year to wait: capped', replies: [reply(429, '', { 'retry-after': '31536000' })], least: 3_600_000, most: 3_700_000 },
  {
    name: '201 with nothing remaining',
    replies: [reply(201, message('success'), { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' })],
  },
  ...[500, 502, 503].map((status): Row => ({
    name: `${String(status)}, three times`,
    replies: [1, 2, 3].map(() => reply(status, '<html>')),
    least: 4_000,
  })),
  {
    name: '503, indexed error in it',
    replies: [reply(503, { ...message('x'), errors: [indexed('events', 3)] })],
    dead: [['refused', 'e3']],
  },
  { name: 'connection refused', replies: [{ failure: 'refused', started: false }] },
  { name: 'connection refused, hold: not ambiguous', replies: [{ failure: 'refused', started: false }], policy: 'hold' },
  { name: 'no connection in time, hold: not ambiguous', replies: [{ failure: 'timeout', started: false }], policy: 'hold' },
  { name: '500, hold: not ambiguous', replies: [reply(500, '')], policy: 'hold' },
  { name: 'no answer, nothing taken, resend', replies: [{ failure: 'timeout', started: true }] },
  { name: 'no answer, but taken, resend', replies: [{ taken: { failure: 'timeout', started: true } }], twice: TEN },
  { name: 'reset, but taken, resend', replies: [{ taken: { failure: 'reset', started: true } }], twice: TEN },
  { name: '504, but taken, resend', replies: [{ taken: reply(504, '') }], twice: TEN },
  ...([{ failure: 'timeout', started: true }, { failure: 'reset', started: true }, reply(504, '')] as BrazeReply[]).map((answer): Row => ({
    name: `${JSON.stringify(answer)}, but taken, hold`,
    replies: [{ taken: answer }],
    policy: 'hold',
    dead: TEN.map((name) => ['ambiguous', name]),
  })),
]

async function run(row: Row): Promise<void> {
  const replies = [...row.replies]
  const took: string[] = []
  await withRig(
    {
      ...(row.policy && { workspace: { ambiguous: row.policy } }),
      answer: ({ request, events }) => {
        const next = events.includes('e3') || !request.events ? (row.always ? replies[0] : replies.shift()) : undefined
        if (next && 'taken' in next) {
          took.push(...events)
          return next.taken
        }
        return next
      },
    },
    async (rig: Rig) => {
      await rig.accept(...TEN.map((name) => entry(name)))
      if (row.state) {
        await rig.clock.advance(3_600_000)
        expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: row.state })
        expect(await rig.waiting()).toBe(10)
        expect(await rig.letters()).toEqual([])
        return
      }
      await rig.drained()
      const letters = await rig.letters()
      expect(letters.map(({ reason, request }) => [reason, ...(request.events ?? []).map(({ name }) => name)])).toEqual(row.dead ?? [])
      const dead = row.dead?.flatMap(([, ...events]) => events) ?? []
      const has = [...rig.braze.taken, ...took].sort()
      const expected = TEN.flatMap((name) =>
        row.twice?.includes(name) ? [name, name] : dead.includes(name) && !took.includes(name) ? [] : [name],
      )
      expect(has).toEqual(expected)
      expect(rig.dispatcher.state().state).toBe('running')
      const took_ms = rig.clock.now() - START
      expect(took_ms).toBeGreaterThanOrEqual(row.least ?? 0)
      expect(took_ms).toBeLessThanOrEqual(row.most ?? 600_000)
    },
  )
}

describe('fault matrix', () => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', (_name, row) => run(row))
})

describe('fault matrix: what was on its way when the proxy died', () => {
  const onItsWay = (policy: 'resend' | 'hold', run: (rig: Rig) => Promise<void>): Promise<void> =>
    withRig(
      {
        workspace: { ambiguous: policy },
        before: async (store) => {
          await store.append([entry('a')])
          const claim = await store.claim('default', () => {})
          const { rows } = await claim.next('footy', 0, 1)
          await claim.mark(rows.map(({ seq }) => seq))
          await claim.release()
        },
      },
      async (rig) => {
        await rig.drained()
        expect(rig.told).toContain(`ambiguous ${JSON.stringify(policy)} 1`)
        await run(rig)
      },
    )
  const arrays = (request: TrackRequest): string[] => Object.keys(request)

  it('is sent again, whole, under resend', () =>
    onItsWay('resend', async ({ braze, letters, told }) => {
      expect(braze.asked.map(({ request }) => arrays(request))).toEqual([['attributes', 'events']])
      expect(braze.taken).toEqual(['a'])
      expect(await letters()).toEqual([])
      expect(told.join('\n')).not.toContain('objectsDied')
    }))

  it('is held, but for what may be repeated, under hold', () =>
    onItsWay('hold', async ({ braze, letters, told }) => {
      expect(braze.asked.map(({ request }) => arrays(request))).toEqual([['attributes']])
      expect((await letters()).map(({ reason, request }) => [reason, arrays(request)])).toEqual([['ambiguous', ['events']]])
      expect(told).toContain('objectsDied "ambiguous" 1')
    }))
})
