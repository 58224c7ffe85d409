// When a workspace is paused, by Braze's answers or by an operator, and what ends that.
import { describe, expect, it } from 'vitest'
import { indexed, reply } from './braze-double.ts'
import { entry, markingLate, names, withRig, type RigOptions } from './rig.ts'

/** Braze refuses the first request; the marks of the second are a second on their way to the disk. */
function secondMarkTakesLong(): { options: RigOptions; marks: () => number } {
  let marks = 0
  const options: RigOptions = {
    answer: (_asked, count) => (count === 1 ? reply(401, '') : undefined),
    wrap: markingLate(() => ++marks === 2),
  }
  return { options, marks: () => marks }
}

describe('pauses', () => {
  it('a wrong key loses nothing, is probed from 10 s doubling to 5 min, and resumes by itself', () => {
    let key = 'wrong'
    return withRig({ answer: () => (key === 'wrong' ? reply(401, { message: 'Invalid API key: secret' }) : undefined) }, async (rig) => {
      await rig.accept(...names(100).map((name) => entry(name)))
      await rig.clock.advance(20 * 60_000)
      const times = rig.braze.asked.map(({ at }) => at)
      // The first ones were in flight together; from then on one at a time.
      const probes = times.slice(2).map((at, index) => Math.round((at - times[index + 1]!) / 1000))
      expect(probes).toEqual([10, 20, 40, 80, 160, 300, 300])
      expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'unauthorized' })
      expect(await rig.waiting()).toBe(100)
      expect(rig.told.join('\n')).not.toContain('secret')
      key = 'right'
      await rig.drained()
      expect(rig.braze.taken.sort()).toEqual(names(100).sort())
      expect(await rig.letters()).toEqual([])
      expect(rig.dispatcher.state().state).toBe('running')
    })
  })

  it('probes at once with a new key', () => {
    let key = 'wrong'
    return withRig({ answer: () => (key === 'wrong' ? reply(403, '') : undefined) }, async (rig) => {
      await rig.accept(entry('a'))
      await rig.clock.advance(100_000)
      const tried = rig.braze.asked.length
      key = 'right'
      rig.dispatcher.reconfigure(
        { name: 'default', objects: 75, count: 'combined', rate: [{ requests: 100, seconds: 1 }], ambiguous: 'resend' },
        rig.braze,
      )
      await rig.clock.advance(50)
      expect(rig.braze.asked).toHaveLength(tried + 1)
      expect(rig.braze.taken).toEqual(['a'])
    })
  })

  it('says when Braze asked to wait, and when its failures are an outage; and how much of its limit is in use', () => {
    let answer: ReturnType<typeof reply> | undefined
    return withRig({ answer: () => answer }, async (rig) => {
      await rig.accept(entry('a'))
      await rig.drained()
      expect(rig.dispatcher.waiting()).toBeUndefined()
      expect(rig.dispatcher.windows()).toEqual([{ used: 1, requests: 3000, seconds: 3 }])
      answer = { ...reply(429, ''), headers: { 'retry-after': '30' } }
      await rig.accept(entry('b'))
      await rig.clock.advance(1_000)
      expect(rig.dispatcher.waiting()).toMatchObject({ reason: 'rate_limited' })
      answer = reply(503, '')
      await rig.clock.advance(120_000)
      await rig.accept(...names(400, 'c').map((name) => entry(name)))
      await rig.clock.advance(120_000)
      expect(rig.dispatcher.waiting()).toMatchObject({ reason: 'server_error' })
      answer = undefined
      await rig.drained()
      expect(rig.dispatcher.waiting()).toBeUndefined()
    })
  })

  it('stops where more than half of the last 200 are refused, until an operator resumes', () =>
    withRig({}, async (rig) => {
      await rig.accept(...names(99, 'good').map((name) => entry(name)))
      await rig.drained()
      await rig.accept(...names(150, 'bad').map((name) => entry(name, { email: `${name}-no-at` })))
      await rig.clock.advance(600_000)
      expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'mostly_refused' })
      expect(rig.dispatcher.state()).not.toHaveProperty('probeAt')
      // Once: it is written down, so that a restart does not go on.
      expect(rig.told.filter((line) => line === 'mostlyRefused')).toHaveLength(1)
      const asked = rig.braze.asked.length
      await rig.accept(entry('later'))
      await rig.clock.advance(600_000)
      expect(rig.braze.asked).toHaveLength(asked)
      rig.dispatcher.resume()
      await rig.drained()
      expect(rig.braze.taken).toContain('later')
    }))

  it('an operator pauses and resumes', () =>
    withRig({}, async (rig) => {
      await rig.clock.advance(1)
      rig.dispatcher.pause('operator')
      await rig.accept(entry('a'))
      await rig.clock.advance(600_000)
      expect(rig.braze.asked).toEqual([])
      expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'operator' })
      rig.dispatcher.resume()
      await rig.drained()
      expect(rig.braze.taken).toEqual(['a'])
    }))

  it('does not send what was being marked as the pause came', () => {
    const { options } = secondMarkTakesLong()
    return withRig(options, async (rig) => {
      await rig.accept(...names(80).map((name) => entry(name)))
      await rig.clock.advance(9_000)
      expect(rig.braze.asked).toHaveLength(1)
      await rig.drained()
      expect(rig.braze.taken.sort()).toEqual(names(80).sort())
    })
  })

  it('nor, once an operator has paused, what was being marked to ask whether Braze’s own pause is over', () => {
    const { options, marks } = secondMarkTakesLong()
    // Of so small a limit nothing would be left if what did not go had used it up.
    return withRig({ ...options, workspace: { rate: [{ requests: 10, seconds: 1 }] } }, async (rig) => {
      await rig.accept(entry('a'))
      await rig.clock.runUntil(() => marks() === 2)
      rig.dispatcher.pause('operator')
      await rig.clock.advance(600_000)
      expect(rig.braze.asked).toHaveLength(1)
      rig.dispatcher.resume()
      await rig.drained()
      expect(rig.braze.taken).toEqual(['a'])
    })
  })

  it('rather stops than sends what it cannot mark, and goes on once it can', () => {
    let broken = true
    return withRig(
      {
        // Of so small a limit nothing would be left if what did not go had used it up.
        workspace: { rate: [{ requests: 10, seconds: 1 }] },
        wrap: (store) => ({
          ...store,
          claim: async (...args) => {
            const claim = await store.claim(...args)
            return { ...claim, mark: async (seqs) => (broken ? Promise.reject(new Error('disk')) : claim.mark(seqs)) }
          },
        }),
      },
      async (rig) => {
        await rig.accept(entry('a'))
        await rig.clock.advance(60_000)
        expect(rig.braze.asked).toEqual([])
        expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'storage' })
        broken = false
        await rig.drained()
        expect(rig.braze.taken).toEqual(['a'])
      },
    )
  })
})

it('after a resume the refusals are counted anew', () =>
  withRig({}, async (rig) => {
    await rig.accept(...names(150, 'bad').map((name) => entry(name, { email: `${name}-no-at` })))
    await rig.clock.advance(600_000)
    expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'mostly_refused' })
    rig.dispatcher.resume()
    await rig.accept(entry('later'))
    await rig.clock.advance(60_000)
    expect(rig.dispatcher.state()).toMatchObject({ state: 'running' })
  }))

it('an answer of Braze does not take the operator’s pause away', () =>
  withRig({ latencyMs: 1_000, answer: (_asked, count) => (count === 1 ? reply(401, '') : undefined) }, async (rig) => {
    await rig.accept(entry('one'))
    await rig.clock.advance(500)
    rig.dispatcher.pause('operator')
    await rig.clock.advance(600_000)
    expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'operator' })
    expect(rig.braze.asked).toHaveLength(1)
  }))

it('what is paused stays so when the right is lost and got again', () => {
  let lose = (): void => {}
  return withRig(
    {
      answer: () => reply(401, ''),
      wrap: (store) => ({ ...store, claim: (name, lost, signal) => ((lose = lost), store.claim(name, lost, signal)) }),
    },
    async (rig) => {
      await rig.accept(entry('one'))
      await rig.clock.advance(1_000)
      lose()
      await rig.clock.advance(1_000)
      expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'unauthorized' })
      expect(rig.braze.asked).toHaveLength(1)
    },
  )
})

it('refusals count also where a second answer took the rest', () =>
  withRig(
    {
      answer: ({ request: { attributes } }) =>
        attributes
          ? reply(400, { message: 'x', errors: attributes.map((_, index) => indexed('attributes', index)) })
          : reply(201, { message: 'success' }),
    },
    async (rig) => {
      await rig.accept(...names(190, 'n').map((name) => entry(name)))
      await rig.clock.advance(600_000)
      expect(rig.dispatcher.state()).toMatchObject({ state: 'paused', reason: 'mostly_refused' })
    },
  ))
