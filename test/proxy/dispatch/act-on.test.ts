// An answer is acted on: what it is told of the requests beside it, and when a batch is given up for it.
import { expect, it, vi } from 'vitest'
import { DEFAULT_WORKSPACE } from '../../../src/core/defaults.ts'
import { actOn } from '../../../src/proxy/dispatch/act-on.ts'
import type { Rest } from '../../../src/proxy/dispatch/answer.ts'
import { newGroup, type Group } from '../../../src/proxy/dispatch/group.ts'
import type { Running } from '../../../src/proxy/dispatch/running.ts'
import { reply } from './braze-double.ts'
import { NO_METRICS } from './no-metrics.ts'
import { simulatedClock } from './simulated-clock.ts'

async function acted(rest: Rest, { outage = false, poisoned = false, rows = 2 } = {}) {
  const clock = simulatedClock()
  clock.set(clock.now() + 7_000)
  const group = newGroup(
    Array.from({ length: rows }, (_, seq) => ({
      ...{ seq, id: '', hub: 'footy', lane: seq, accepted: clock.now() - 2_000 },
      request: { text: '{}\n\n', counts: [1, 0, 0] as [number, number, number] },
    })),
  )
  const did = { again: [] as Group[], counted: vi.fn(), heeded: vi.fn(), halved: vi.fn(() => 1), delivered: vi.fn(), warn: vi.fn() }
  const other = (): Promise<void> => Promise.resolve()
  await actOn({ group, isProbe: false }, reply(200, ''), { refused: [], rest, uncounted: 0 }, {
    ...{ clock, isStopped: false, workspace: { ...DEFAULT_WORKSPACE, name: 'default' } },
    flights: new Map([other(), other(), other()].map((flight) => [flight, 1])),
    heed: did.heeded,
    health: { outage: outage ? {} : undefined, learn() {}, isPoisoned: () => poisoned, count: did.counted, taken() {} },
    supply: { halveLimit: did.halved, putBack: (...groups: Group[]) => did.again.push(...groups), release() {} },
    storage: { claim: { settle: () => Promise.resolve(group.rows.map(({ seq }) => seq)) } },
    metrics: { ...NO_METRICS, delivered: did.delivered },
    log: { warn: did.warn },
  } as unknown as Running)
  return { ...did, rows: did.again.map((again) => again.rows.length) }
}

const fails: Rest = { kind: 'retry', reason: 'server_error', ambiguous: false }

it.each<[string, Rest, Parameters<typeof acted>[1], again: number[]]>([
  ['a batch on which Braze fails goes again whole', fails, {}, [2]],
  ['one on which alone it fails is divided', fails, { poisoned: true }, [1, 1]],
  ['an envelope on which alone it fails is given up', fails, { poisoned: true, rows: 1 }, []],
  ['not while Braze is away', fails, { poisoned: true, rows: 1, outage: true }, [1]],
  ['nor where it only asks to wait', { kind: 'wait' }, { poisoned: true, rows: 1 }, [1]],
])('%s', async (_, rest, given, again) => {
  expect((await acted(rest, given)).rows).toEqual(again)
})

it('of more objects than Braze takes there are fewer from then on, and the log says how many', async () => {
  const { halved, warn, rows } = await acted({ kind: 'halve' })
  expect([halved.mock.calls, rows]).toEqual([[[[expect.anything(), expect.anything()]]], [1, 1]])
  expect(warn.mock.calls[0]?.[0]).toEqual({ workspace: 'default', objects: 1 })
})

it('the pace hears of the others in flight; how long delivery took goes by the calendar, and the count by what has elapsed', async () => {
  const { heeded, delivered, counted } = await acted({ kind: 'taken' })
  expect(heeded.mock.calls[0]?.[2]).toBe(2)
  expect(delivered).toHaveBeenCalledWith([2, 2])
  expect(counted.mock.calls[0]?.[1]).toBe(7_000)
})
