// What is learnt from each answer and each failure, by who asked: pauses, outages, and what the log says of them.
import { describe, expect, it } from 'vitest'
import type { WorkspaceReason } from '../../../src/core/codes.ts'
import type { Rest } from '../../../src/proxy/dispatch/answer.ts'
import type { Conclusion } from '../../../src/proxy/dispatch/conclude.ts'
import { newGroup, type Flight } from '../../../src/proxy/dispatch/group.ts'
import { createHealth } from '../../../src/proxy/dispatch/health.ts'
import type { Pause } from '../../../src/proxy/dispatch/pause.ts'
import { createLog } from '../../../src/proxy/log.ts'

const ROW = { seq: 1, id: '', hub: 'footy', lane: 1, accepted: 0, request: { text: '', counts: [1, 0, 0] as [number, number, number] } }
const flight = (isProbe: boolean): Flight => ({ group: newGroup([ROW, ROW]), isProbe })
const [sent, probe] = [flight(false), flight(true)]

const pauses = (reason: WorkspaceReason): Rest => ({ kind: 'pause', reason })
const fails = (reason = 'server_error'): Rest => ({ kind: 'retry', reason, ambiguous: false })
const takes: Rest = { kind: 'taken' }

function parts(pause?: Pause) {
  const told: string[] = []
  const tell = (word: string) => (): void => void told.push(word)
  const log = createLog('info', { write: (line) => told.push((JSON.parse(line) as { msg: string }).msg.split(/[:;]/)[0] ?? '') })
  const health = createHealth({
    name: 'w',
    log,
    random: () => 1,
    pause,
    recovered: tell('recovered'),
    mostlyRefused: tell('mostly refused'),
  })
  return { health, told }
}

it('a pause and its end are said once each, and a resume of what was not paused is not', () => {
  const { health, told } = parts()
  health.resume()
  for (const flight of [sent, sent, probe, probe]) health.learn(flight, pauses('unauthorized'), 0)
  health.resume()
  health.resume()
  expect(told).toEqual(['workspace paused', 'workspace resumed'])
})

it('a pause that an earlier claim left is in force, and ends as any other', () => {
  const { health, told } = parts({ reason: 'forbidden', since: 0, probeAt: 10_000, delay: 20_000 })
  expect(health.pause).toMatchObject({ reason: 'forbidden' })
  health.learn(probe, takes, 10_000)
  expect([health.pause, told]).toEqual([undefined, ['recovered', 'workspace resumed']])
})

describe('paused since 0, to be probed at 10 s', () => {
  it.each<[string, Flight, Rest, now: number, reason: WorkspaceReason | undefined, probeAt?: number]>([
    ['a probe that is answered so again waits twice as long', probe, pauses('unauthorized'), 10_000, 'unauthorized', 30_000],
    ['a probe on which Braze fails, too', probe, fails(), 10_000, 'unauthorized', 30_000],
    ['a probe that is answered by another reason begins anew', probe, pauses('forbidden'), 10_000, 'forbidden', 20_000],
    ['a probe that is taken ends it', probe, takes, 10_000, undefined],
    ['a probe that is asked to wait ends it', probe, { kind: 'wait' }, 10_000, undefined],
    ['what was on its way and gets the same answer changes nothing', sent, pauses('unauthorized'), 500, 'unauthorized', 10_000],
    ['what was on its way and gets another reason changes that', sent, pauses('forbidden'), 500, 'forbidden', 10_500],
    ['what was on its way and fails changes nothing', sent, fails(), 500, 'unauthorized', 10_000],
    ['what was on its way and is taken does not end it', sent, takes, 500, 'unauthorized', 10_000],
  ])('%s', (_, flight, rest, now, reason, probeAt) => {
    const { health } = parts()
    health.learn(sent, pauses('unauthorized'), 0)
    health.learn(flight, rest, now)
    expect([health.pause?.reason, health.pause?.probeAt]).toEqual([reason, probeAt])
    if (reason) expect(health.pause?.since).toBe(reason === 'unauthorized' ? 0 : now)
  })

  it('an operator’s pause is that whatever it was paused for before', () => {
    const { health } = parts()
    for (const reason of ['unauthorized', 'mostly_refused', 'operator'] as const) {
      health.stop(reason, 10_000)
      expect(health.pause?.reason).toBe(reason)
    }
  })

  it.each([takes, fails(), pauses('unauthorized')])('an operator pauses while it is probed: $kind does not take that away', (rest) => {
    const { health } = parts()
    health.learn(sent, pauses('unauthorized'), 0)
    health.stop('operator', 10_000)
    health.learn(probe, rest, 11_000)
    expect(health.pause).toEqual({ reason: 'operator', since: 10_000, delay: 0 })
  })
})

it.each<[string, WorkspaceReason]>([
  ['server_error', 'server_error'],
  ['gateway_timeout', 'gateway_timeout'],
  ['refused', 'unreachable'],
])('five failures in a row are an outage, said once; of %s the reason is %s', (failure, reason) => {
  const { health, told } = parts()
  for (let now = 1; now <= 4; now++) health.learn(sent, fails(failure), now)
  expect([health.waiting, told]).toEqual([undefined, []])
  for (let now = 5; now <= 9; now++) health.learn(sent, fails(failure), now)
  expect(health.waiting).toEqual({ reason, until: 1_005 })
  health.learn(probe, takes, 1_005)
  health.learn(probe, takes, 1_006)
  expect(health.waiting).toBeUndefined()
  expect(told).toEqual(['Braze keeps failing', 'recovered', 'Braze answers again'])
})

it('a new key is tried at once, and then anew from 10 s; what an operator must end is not tried', () => {
  const { health } = parts()
  for (const now of [0, 10_000, 30_000]) health.learn(probe, pauses('unauthorized'), now)
  health.probePause(31_000)
  expect(health.pause).toMatchObject({ since: 0, probeAt: 31_000 })
  health.learn(probe, pauses('unauthorized'), 31_000)
  expect(health.pause).toMatchObject({ since: 0, probeAt: 41_000 })
  health.stop('operator', 32_000)
  health.probePause(33_000)
  expect(health.pause).not.toHaveProperty('probeAt')
})

it('failures with an answer between them are none in a row, before an outage and after it', () => {
  const { health } = parts()
  for (const rest of [fails(), fails(), fails(), fails(), takes, fails()]) health.learn(sent, rest, 0)
  expect(health.outage).toBeUndefined()
  for (const rest of [fails(), fails(), fails(), fails(), takes, fails()]) health.learn(sent, rest, 0)
  expect(health.outage).toBeUndefined()
})

it('asks less and less often whether an outage is over; an operator who asks at once does not change that', () => {
  const { health } = parts()
  for (let count = 0; count < 6; count++) health.learn(sent, fails(), 0)
  expect(health.outage).toEqual({ level: 1, until: 1_000 })
  health.learn(probe, fails(), 1_000)
  expect(health.outage).toEqual({ level: 2, until: 3_000 })
  health.askNow(1_500)
  expect(health.outage).toEqual({ level: 2, until: 1_500 })
  health.learn(probe, fails(), 1_500)
  expect(health.outage).toEqual({ level: 3, until: 5_500 })
})

describe('mostly refused', () => {
  const request = { attributes: [] }
  const refused: Conclusion = {
    ...{ settlements: [{ seq: 1, dead: [{ reason: 'refused', detail: '', request }] }], gone: [ROW] },
    ...{ sent: [], again: [], divides: false, ambiguous: 0 },
  }
  it.each<[string, before: WorkspaceReason | undefined, after: WorkspaceReason, times: number]>([
    ['pauses, and is told once', undefined, 'mostly_refused', 1],
    ['stays where Braze’s own reason would go by itself', 'unauthorized', 'mostly_refused', 1],
    ['is not told of where an operator has paused', 'operator', 'operator', 0],
  ])('%s', (_, before, after, times) => {
    const { health, told } = parts()
    if (before) health.stop(before, 0)
    for (let count = 0; count < 150; count++) health.count(refused, 5)
    expect(health.pause?.reason).toBe(after)
    expect(told.filter((word) => word === 'mostly refused')).toHaveLength(times)
  })
})
