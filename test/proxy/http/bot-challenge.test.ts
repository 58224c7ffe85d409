// The bot check that a hub may declare: who is given a session, and how often its provider is asked.
import { describe, expect, test } from 'vitest'
import type { BotCheck } from '../../../src/proxy/identity/bot-check.ts'
import { createLimiter } from '../../../src/proxy/limits/limiter.ts'
import type { Limits } from '../../../src/proxy/limits/limits.ts'
import { until } from '../service.ts'
import { HUB, ORIGIN, startRig, type Rig } from './fixture.ts'

describe('a hub with a bot check', () => {
  const bot = { verify: 'https://verify.example', siteKey: 'k', secret: 'env:X' }
  const startChecking = (judge: BotCheck['judge'], limits: Partial<Limits> = {}) =>
    startRig({ hubs: [{ ...HUB, bot }], botCheck: { judge }, limits })
  const asking = (own: Rig) => async (body?: string) => {
    const answer = await fetch(`${own.url}/v1/hubs/summer/session`, {
      method: 'POST',
      headers: { origin: ORIGIN },
      ...(body !== undefined && { body }),
    })
    return [answer.status, ((await answer.json()) as { code?: string }).code, answer.headers.get('retry-after')]
  }

  test('gives a session only to whom the provider confirms', async () => {
    const own = await startChecking((_bot, challenge) => Promise.resolve(challenge === 'right' ? 'passed' : 'failed'))
    const ask = asking(own)
    expect(await ask()).toEqual([403, 'challenge_required', null])
    expect(await ask('{}')).toEqual([403, 'challenge_required', null])
    expect(await ask('{"challenge":"wrong"}')).toEqual([403, 'challenge_failed', null])
    expect(await ask('{"challenge":["right"]}')).toEqual([400, 'invalid_request', null])
    expect(await ask('{"challenge":"right"}')).toEqual([200, undefined, null])
    await own.stop()
  })
  test('is not final for a visitor of whom the provider says nothing', async () => {
    const own = await startChecking(() => Promise.resolve('no_answer'))
    expect(await asking(own)('{"challenge":"right"}')).toEqual([503, 'unavailable', '10'])
    await own.stop()
  })
  test('counts failed challenges as junk: over the rate of its address nobody is asked any more', async () => {
    let asked = 0
    const own = await startChecking(
      (_bot, challenge) => (asked++, Promise.resolve(challenge === 'silence' ? 'no_answer' : challenge === 'right' ? 'passed' : 'failed')),
      { junkToken: createLimiter({ perSecond: 0.01, burst: 2 }) },
    )
    const ask = asking(own)
    const codes = []
    for (const word of ['silence', 'right', 'wrong', 'silence', 'wrong', 'wrong', 'right'])
      codes.push((await ask(`{"challenge":"${word}"}`))[1] ?? 'given')
    expect(codes).toEqual(['unavailable', 'given', 'challenge_failed', 'unavailable', 'challenge_failed', 'rate_limited', 'rate_limited'])
    expect(asked).toBe(5)
    await own.stop()
  })
  test('has no more than 16 challenges of one address checked at once', async () => {
    let release = (): void => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    let asked = 0
    const own = await startChecking(() => (asked++, held.then(() => 'passed' as const)))
    const ask = asking(own)
    const first = Array.from({ length: 16 }, () => ask('{"challenge":"right"}'))
    await until(() => asked === 16)
    expect(await ask('{"challenge":"right"}')).toEqual([429, 'rate_limited', '2'])
    release()
    expect((await Promise.all(first)).map(([status]) => status)).toEqual(Array(16).fill(200))
    expect(await ask('{"challenge":"right"}')).toEqual([200, undefined, null])
    await own.stop()
  })
})
