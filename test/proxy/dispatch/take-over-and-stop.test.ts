// The dispatcher as it takes over, and as it stops: nothing is sent twice, and the next finds what is left.
import { describe, expect, it } from 'vitest'
import type { Clock } from '../../../src/proxy/clock.ts'
import { DEFAULT_WORKSPACE } from '../../../src/core/defaults.ts'
import type { Store } from '../../../src/proxy/outbox/store.ts'
import { brazeDouble } from './braze-double.ts'
import { entry, markingLate, names, withRig, type Rig, type RigOptions } from './rig.ts'

describe('while it takes over', () => {
  const slowly = (store: Store, clock: Clock): Store => ({
    ...store,
    claim: async (...args) => {
      const claim = await store.claim(...args)
      const late = (): Promise<void> => new Promise((resolve) => clock.after(200, resolve))
      return { ...claim, sending: (limit) => late().then(() => claim.sending(limit)) }
    },
  })

  it('an operator’s pause is kept', () =>
    withRig({ wrap: slowly }, async (rig) => {
      await rig.accept(entry('a'))
      await rig.clock.advance(50)
      rig.dispatcher.pause('operator')
      await rig.clock.advance(60_000)
      expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'operator' })
      expect(rig.braze.asked).toEqual([])
    }))

  it('a new key is the one that is used', () =>
    withRig({ wrap: slowly }, async (rig) => {
      await rig.accept(entry('a'))
      await rig.clock.advance(50)
      const withNewKey = brazeDouble(rig.clock)
      rig.dispatcher.reconfigure({ ...DEFAULT_WORKSPACE, name: 'default' }, withNewKey)
      await rig.drained()
      expect(withNewKey.taken).toEqual(['a'])
      expect(rig.braze.asked).toEqual([])
      expect(rig.braze.closed).toBe(true)
    }))
})

describe('stop and start', () => {
  it('the right is given up only when what was in flight is settled', () => {
    const order: string[] = []
    return withRig(
      {
        latencyMs: 1_000,
        wrap: (store) => ({
          ...store,
          claim: async (...args) => {
            const claim = await store.claim(...args)
            return {
              ...claim,
              settle: (s) => claim.settle(s).finally(() => order.push('settled')),
              release: () => (order.push('released'), claim.release()),
            }
          },
        }),
      },
      async (rig) => {
        await rig.accept(entry('one'))
        await rig.clock.advance(500)
        await rig.restart()
        expect(order).toEqual(['settled', 'released'])
      },
    )
  })

  it('settles what is in flight before it stops, and leaves the rest', () =>
    withRig({ latencyMs: 1_000 }, async (rig) => {
      await rig.accept(...names(37).map((name) => entry(name)))
      await rig.clock.advance(30)
      await rig.accept(entry('later'))
      let stopped = false
      void rig.dispatcher.stop().then(() => (stopped = true))
      await rig.clock.runUntil(() => stopped)
      expect(rig.braze.taken).toHaveLength(37)
      expect(rig.braze.closed).toBe(true)
      expect(await rig.waiting()).toBe(1)
      const claim = await rig.store.claim('default', () => {})
      expect(await claim.sending(10)).toEqual([])
    }))
})

it('does not send what was being marked as it was told to stop, and leaves it for the next', () => {
  let isFirst = true
  return withRig({ wrap: markingLate(() => isFirst) }, async (rig) => {
    await rig.accept(entry('a'))
    await rig.clock.advance(500)
    isFirst = false
    await rig.restart()
    expect(rig.braze.asked).toEqual([])
    await rig.drained()
    expect(rig.braze.taken).toEqual(['a'])
    expect(rig.told.filter((line) => line.startsWith('ambiguous'))).toEqual([])
  })
})

/** Nothing is recorded under the first `claims` claims. */
function recordingAfter(claims: number): NonNullable<RigOptions['wrap']> {
  let before = 0
  return (store) => ({
    ...store,
    claim: async (...args) => {
      const claim = await store.claim(...args)
      return ++before > claims ? claim : { ...claim, settle: () => Promise.reject(new Error('away')) }
    },
  })
}

it('counts what was in flight once, however often it fails to record what becomes of it', () =>
  withRig({ wrap: recordingAfter(3) }, async (rig) => {
    await rig.accept(entry('a'))
    await rig.clock.runUntil(() => rig.braze.taken.length === 1)
    await rig.restart()
    await rig.drained()
    expect(rig.told.filter((line) => line.startsWith('ambiguous'))).toEqual(['ambiguous "resend" 1'])
  }))

it('does not report what it could not record before it stopped: the next one reports that', () =>
  withRig({ wrap: recordingAfter(1) }, async (rig) => {
    await rig.accept(entry('a'))
    await rig.clock.runUntil(() => rig.braze.taken.length === 1)
    await rig.restart()
    await rig.drained()
    expect(rig.told.filter((line) => /^(delivered|ambiguous)/.test(line)).map((line) => line.split(' ')[0])).toEqual([
      'ambiguous',
      'delivered',
    ])
  }))

describe('where the right to dispatch is lost before it is recorded what became of a batch', () => {
  const losingOnce = (): NonNullable<RigOptions['wrap']> => {
    let claims = 0
    return (store) => ({
      ...store,
      claim: async (workspace, lost, ...rest) => {
        const claim = await store.claim(workspace, lost, ...rest)
        if (++claims > 1) return claim
        const settle = (): Promise<never> => {
          lost()
          return Promise.reject(new Error('away'))
        }
        return { ...claim, settle }
      },
    })
  }
  const counted = ({ told }: Rig): string[] =>
    told.flatMap((line) => /^(delivered|ambiguous|objectsDied) ?("\w+")?/.exec(line)?.[0].trimEnd() ?? [])

  it.each(['resend', 'hold'] as const)('what Braze has taken is not sent again, nor held: %s', (ambiguous) =>
    withRig({ wrap: losingOnce(), workspace: { ambiguous } }, async (rig) => {
      await rig.accept(entry('a'), entry('bad', { email: 'no-at-sign' }))
      await rig.drained()
      expect(rig.braze.taken).toEqual(['a'])
      expect((await rig.letters()).map(({ reason, request }) => [reason, request.events?.[0]?.name])).toEqual([['refused', 'bad']])
      expect(counted(rig)).toEqual(['delivered', 'objectsDied "refused"'])
    }),
  )

  it('what it may have is treated as ambiguous', () => {
    let asked = 0
    const answer: RigOptions['answer'] = () => (++asked === 1 ? { failure: 'timeout', started: true } : undefined)
    return withRig({ wrap: losingOnce(), workspace: { ambiguous: 'hold' }, answer }, async (rig) => {
      await rig.accept(entry('a'))
      await rig.drained()
      expect((await rig.letters()).map(({ reason }) => reason)).toEqual(['ambiguous'])
    })
  })
})
