// Outages: a Braze that is away or fails at random, envelopes on which it fails, an outbox that fails for a moment, a clock that is set. Nothing is lost, and nobody waits for longer than it lasts.
import { describe, expect, it } from 'vitest'
import type { Claim } from '../../../src/proxy/outbox/claim.ts'
import type { Store } from '../../../src/proxy/outbox/store.ts'
import { reply } from './braze-double.ts'
import { entry, names, withRig, type Rig } from './rig.ts'
import { most } from './windows.ts'

const HOUR = 3_600_000

const failsOnBad = {
  answer: ({ events }: { events: string[] }) => (events.some((name) => name.startsWith('bad')) ? reply(500, '') : undefined),
}

const good = (rig: Rig): number => rig.braze.taken.length

describe('an outage', () => {
  it('asks once in a while, loses nothing, and sends everything in order per person when it is over', () => {
    let down = true
    const limits = [
      { requests: 20, seconds: 1 },
      { requests: 60, seconds: 10 },
    ]
    return withRig(
      { answer: () => (down ? { failure: 'refused', started: false } : undefined), workspace: { rate: limits } },
      async (rig) => {
        const people = names(50, 'p').map((name) => `${name}@example.com`)
        for (let round = 0; round < 10; round++) {
          await rig.accept(...people.map((email) => entry(`${email} ${String(round)}`, { email })))
          await rig.clock.advance(6 * 60_000)
        }
        expect(rig.braze.asked.length).toBeLessThan(200)
        down = false
        await rig.drained(5 * 60_000)
        for (const email of people)
          expect(rig.braze.taken.filter((name) => name.startsWith(email))).toEqual(names(10, '').map((round) => `${email} ${round}`))
        expect(await rig.letters()).toEqual([])
        const times = rig.braze.asked.map(({ at }) => at)
        for (const { requests, seconds } of limits) expect(most(times, seconds * 1000)).toBeLessThanOrEqual(requests)
      },
    )
  })

  it('one batch on which Braze fails is divided while others pass, down to the one envelope', () =>
    withRig({ answer: ({ events }) => (events.includes('poison') ? reply(500, '') : undefined) }, async (rig) => {
      await rig.accept(...names(20).map((name) => entry(name)), entry('poison'))
      for (let minute = 0; minute < 60; minute++) {
        await rig.accept(entry(`later ${String(minute)}`))
        await rig.clock.advance(60_000)
      }
      expect(await rig.waiting()).toBe(0)
      expect(await rig.letters()).toMatchObject([{ reason: 'failing', detail: 'server_error', request: { events: [{ name: 'poison' }] } }])
      expect(rig.braze.taken).toHaveLength(80)
    }))
})

describe('envelopes on which Braze fails', () => {
  it('in every batch of a backlog: all others arrive, and these become dead letters', () =>
    withRig(failsOnBad, async (rig) => {
      await rig.accept(...names(1_000).map((name, index) => entry(index % 20 === 7 ? `bad ${name}` : name)))
      await rig.clock.advance(HOUR)
      expect(good(rig)).toBe(950)
      // Who comes later shows that Braze is not to blame.
      for (let minute = 0; minute < 60; minute++) {
        await rig.accept(entry(`later ${String(minute)}`))
        await rig.clock.advance(60_000)
      }
      expect(good(rig)).toBe(1_010)
      expect(await rig.waiting()).toBe(0)
      const letters = await rig.letters()
      expect(letters).toHaveLength(50)
      expect(new Set(letters.map(({ reason }) => reason))).toEqual(new Set(['failing']))
    }))

  it('a burst of them in one hub does not hold up another hub', () =>
    withRig(failsOnBad, async (rig) => {
      await rig.accept(...names(150, 'bad').map((name) => entry(name, { hub: 'broken' })))
      for (let round = 0; round < 120; round++) {
        await rig.accept(...names(5, `${String(round)}-`).map((name) => entry(name, { hub: 'good' })))
        await rig.clock.advance(10_000)
      }
      expect(good(rig)).toBeGreaterThan(590)
      await rig.clock.advance(HOUR)
      expect(good(rig)).toBe(600)
      expect(await rig.letters()).toHaveLength(150)
    }))

  it('alone, with nobody else about: they are kept, for nobody says that it is their fault', () =>
    withRig(failsOnBad, async (rig) => {
      await rig.accept(...names(3, 'bad').map((name) => entry(name)))
      await rig.clock.advance(24 * HOUR)
      expect(await rig.waiting()).toBe(3)
      expect(await rig.letters()).toEqual([])
    }))
})

it.each([0.5, 0.8, 0.9])('a Braze that fails at random (%f of the requests) for half an hour loses nothing', (share) => {
  let seed = 7
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
  let isBad = true
  return withRig({ answer: () => (isBad && random() < share ? reply(503, '') : undefined) }, async (rig) => {
    for (let round = 0; round < 180; round++) {
      await rig.accept(...names(10, `${String(round)}-`).map((name) => entry(name)))
      await rig.clock.advance(10_000)
    }
    isBad = false
    await rig.drained()
    expect(await rig.letters()).toEqual([])
    expect(good(rig)).toBe(1_800)
  })
})

it('an operator who resumes in an outage has Braze asked at once', () => {
  let down = true
  return withRig({ answer: () => (down ? reply(503, '') : undefined) }, async (rig) => {
    await rig.accept(entry('a'))
    await rig.clock.advance(20 * 60_000)
    down = false
    rig.dispatcher.resume()
    await rig.drained(100)
  })
})

/** A store whose claims fail at what `broken` names. */
function failing(broken: { at?: keyof Claim }): (store: Store) => Store {
  const unless =
    <Args extends unknown[], Result>(name: keyof Claim, ask: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (broken.at === name) throw new Error('disk')
      return ask(...args)
    }
  return (store) => ({
    ...store,
    claim: async (...args) => {
      const claim = await store.claim(...args)
      return { ...claim, settle: unless('settle', claim.settle), next: unless('next', claim.next), mark: unless('mark', claim.mark) }
    },
  })
}

describe('an outbox that fails for a moment', () => {
  it('while many requests are on their way: dispatch goes on a second later', () => {
    const broken: { at?: keyof Claim } = {}
    return withRig({ latencyMs: 50, wrap: failing(broken) }, async (rig) => {
      await rig.accept(...names(1_000).map((name) => entry(name)))
      await rig.clock.advance(100)
      broken.at = 'settle'
      await rig.clock.advance(300)
      expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'storage' })
      delete broken.at
      await rig.drained(10_000)
      expect(rig.dispatcher.state()).toMatchObject({ state: 'running' })
      expect(rig.braze.taken.sort()).toEqual(names(1_000).sort())
      expect(rig.told.filter((line) => line.startsWith('error')).length).toBe(1)
    })
  })

  it('while an operator has paused: it is asked once a second, and what the operator paused stays', () => {
    const broken: { at?: keyof Claim; asked?: number } = { at: 'next' }
    return withRig({ wrap: failing(broken) }, async (rig) => {
      rig.dispatcher.pause('operator')
      await rig.accept(entry('a'))
      await rig.clock.advance(60_000)
      expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'operator' })
      delete broken.at
      await rig.clock.advance(60_000)
      expect(rig.braze.asked).toEqual([])
      rig.dispatcher.resume()
      await rig.drained()
    })
  })

  it('as it is left: what was being read then is missed by nobody, and no failure', () => {
    const wrap = (store: Store): Store => ({
      ...store,
      claim: async (...args) => {
        const claim = await store.claim(...args)
        let cut = (): void => {}
        const reading = new Promise<never>((_resolve, reject) => (cut = () => reject(new Error('connection ended'))))
        reading.catch(() => {})
        return { ...claim, next: () => reading, release: () => (cut(), claim.release()) }
      },
    })
    return withRig({ wrap }, async (rig) => {
      await rig.accept(entry('a'))
      await rig.clock.advance(100)
      await rig.restart()
      await rig.clock.advance(100)
      expect(rig.told.filter((line) => line.startsWith('error'))).toEqual([])
    })
  })

  it('so that the right to dispatch is lost: who gets it next begins at once', () => {
    const broken: { at?: keyof Claim } = {}
    let lose = (): void => {}
    const wrap = (store: Store): Store => ({
      ...failing(broken)(store),
      claim: (workspace, lost, signal) => {
        lose = lost
        return failing(broken)(store).claim(workspace, lost, signal)
      },
    })
    return withRig({ latencyMs: 50, wrap }, async (rig) => {
      await rig.accept(...names(1_000).map((name) => entry(name)))
      await rig.clock.advance(100)
      broken.at = 'settle'
      await rig.clock.advance(100)
      lose()
      await rig.clock.advance(3_000)
      delete broken.at
      await rig.drained(20_000)
    })
  })
})

describe('a clock that is set forward by an hour', () => {
  it('what Braze asked to wait is waited, and shown by the clock as it is now', () =>
    withRig({ answer: (_asked, count) => (count === 1 ? reply(429, '', { 'retry-after': '60' }) : undefined) }, async (rig) => {
      await rig.accept(entry('a'))
      await rig.clock.advance(100)
      rig.clock.setBack(-HOUR)
      const { until = 0 } = rig.dispatcher.waiting() ?? {}
      expect(until - rig.clock.now()).toBeGreaterThan(59_000)
      expect(until - rig.clock.now()).toBeLessThanOrEqual(60_000)
      await rig.clock.advance(59_000)
      expect(rig.braze.asked).toHaveLength(1)
      await rig.drained(2_000)
    }))

  it('no limit is passed', () =>
    withRig({ workspace: { rate: [{ requests: 10, seconds: 60 }], objects: 1 } }, async (rig) => {
      await rig.accept(...names(40).map((name) => entry(name)))
      for (let minute = 0; minute < 10; minute++) {
        await rig.clock.advance(60_000)
        rig.clock.setBack(minute % 2 ? HOUR : -HOUR)
      }
      const times = rig.braze.asked.map(({ at }) => at)
      expect(times).toHaveLength(40)
      expect(most(times, 60_000)).toBeLessThanOrEqual(10)
    }))

  it('since when a workspace is paused is shown by the clock as it is now', () =>
    withRig({ answer: () => reply(401, '') }, async (rig) => {
      await rig.accept(entry('a'))
      await rig.clock.advance(5_000)
      rig.clock.setBack(-HOUR)
      const now = rig.clock.now()
      const state = rig.dispatcher.state() as { since: number; probeAt: number }
      expect(now - state.since).toBeGreaterThan(4_000)
      expect(now - state.since).toBeLessThanOrEqual(5_000)
      expect(state.probeAt - state.since).toBe(10_000)
    }))
})

describe('a clock that is set back by an hour', () => {
  it.each([
    ['while Braze asked to wait', () => reply(429, '', { 'retry-after': '5' })],
    ['while a batch waits to be sent again', () => reply(500, '')],
    ['while a workspace is paused', () => reply(401, '')],
  ])('%s: nothing waits for that hour', (_name, answer) =>
    withRig({ answer: (_asked, count) => (count === 1 ? answer() : undefined) }, async (rig) => {
      await rig.accept(entry('a'))
      await rig.clock.advance(100)
      expect(rig.braze.asked).toHaveLength(1)
      rig.clock.setBack(HOUR)
      await rig.drained(30_000)
      expect(rig.braze.taken).toEqual(['a'])
    }),
  )

  it('while what became of a batch is being written: its own time, from before, is not waited for', () => {
    const broken: { at?: keyof Claim } = {}
    return withRig({ answer: (_asked, count) => (count === 1 ? reply(500, '') : undefined), wrap: failing(broken) }, async (rig) => {
      await rig.accept(entry('a'))
      broken.at = 'settle'
      await rig.clock.advance(100)
      rig.clock.setBack(HOUR)
      await rig.accept(entry('b'))
      await rig.clock.advance(5_000)
      delete broken.at
      await rig.drained(60_000)
      expect(rig.braze.taken.sort()).toEqual(['a', 'b'])
    })
  })
})
