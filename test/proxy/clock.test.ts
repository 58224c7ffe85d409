// Waiting by a clock that is passed in.
import { afterEach, expect, it, vi } from 'vitest'
import { pass, systemClock } from '../../src/proxy/clock.ts'
import { simulatedClock } from './dispatch/simulated-clock.ts'

it('waits so long, or until who waits gives up, and leaves nothing behind either way', async () => {
  const clock = simulatedClock()
  const ended: string[] = []
  const waits = (name: string, signal?: AbortSignal) => void pass(clock, 500, signal).then(() => ended.push(name))
  const giving = new AbortController()
  const patient = new AbortController()
  waits('patient', patient.signal)
  waits('giving up', giving.signal)
  waits('late', AbortSignal.abort())
  giving.abort()
  await clock.advance(499)
  expect(ended.sort()).toEqual(['giving up', 'late'])
  await clock.advance(1)
  expect(ended).toContain('patient')
  patient.abort()
  await expect(clock.runUntil(() => false)).rejects.toThrow('nothing left to happen')
})

afterEach(() => {
  vi.useRealTimers()
})

it.each([1_000, 2 ** 31, 100 * 86_400_000])('the system’s clock calls after %i ms, no sooner, and not once it is called off', (ms) => {
  vi.useFakeTimers()
  const called: string[] = []
  systemClock.after(ms, () => called.push('waited for'))
  const callOff = systemClock.after(ms, () => called.push('called off'))
  vi.advanceTimersByTime(ms - 1)
  expect(called).toEqual([])
  callOff()
  vi.advanceTimersByTime(1)
  expect(called).toEqual(['waited for'])
})
