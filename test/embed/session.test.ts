// The session token: asked for once, renewed before its end by the proxy's clock, and the bot check's own token with it as long as nobody has looked at that.
import { endDelivery, json, offline, refusal, startDelivery } from './delivery-rig.ts'
import { afterEach, describe, expect, test, vi } from 'vitest'

const MINUTE = 60
afterEach(endDelivery)

describe('the token', () => {
  test('is asked for once by all who want it, and held until a minute before its end', async () => {
    const { openSession, heldToken, of, seconds } = await startDelivery()
    expect(heldToken()).toBe(false)
    await Promise.all([openSession(), openSession()])
    await openSession()
    expect(of('session')).toHaveLength(1)
    await seconds(59 * MINUTE - 1)
    expect(heldToken()).toBe('token')
    await seconds(1)
    expect(heldToken()).toBe(false)
    await openSession()
    expect(of('session')).toHaveLength(2)
  })

  test.each([-26, 26])('lasts as long where the visitor’s clock is wrong by %i hours', async (hours) => {
    const { openSession, heldToken, seconds } = await startDelivery()
    vi.setSystemTime(Date.now() + hours * 3_600_000)
    await openSession()
    await seconds(59 * MINUTE - 1)
    expect(heldToken()).toBe('token')
    await seconds(1)
    expect(heldToken()).toBe(false)
  })

  test('that the proxy refused is held no more', async () => {
    const { openSession, dropSession, heldToken, of } = await startDelivery()
    await openSession()
    dropSession()
    expect(heldToken()).toBe(false)
    await openSession()
    expect(of('session')).toHaveLength(2)
  })

  test.each([
    ['nonsense', json(200, {}), 0],
    ['no JSON', () => new Response('<html>'), 0],
    ['a refusal', refusal(403), 403],
    ['nothing', offline, 0],
  ])('the proxy answers %s: there is none, and what it said is handed on', async (_, answer, status) => {
    const { openSession, heldToken, faults } = await startDelivery()
    faults.session.push(answer)
    expect(await openSession()).toMatchObject({ status })
    expect(heldToken()).toBe(false)
  })

  test('is not asked for while the proxy wants to be left alone, whatever the visitor’s clock says', async () => {
    const { prepare, openSession, leaveAlone, mayAsk, of, seconds } = await startDelivery()
    leaveAlone(10_000)
    vi.setSystemTime(Date.now() + 3_600_000)
    prepare()
    expect(await openSession()).toBeUndefined()
    expect(mayAsk()).toBe(false)
    expect(of('session')).toEqual([])
    await seconds(10)
    prepare()
    expect(of('session')).toHaveLength(1)
  })

  test('that was refused before anything is pending is asked for again as the proxy says, for what comes', async () => {
    const { prepare, keep, of, faults, seconds } = await startDelivery()
    faults.session.push(refusal(503, { 'Retry-After': '2' }))
    prepare()
    await seconds(1)
    keep({ v: 1, id: 'a', at: new Date().toISOString(), rev: 'rev', rule: 'form', identity: [] })
    prepare()
    await seconds(2)
    expect(of('session').map(({ at }) => at)).toEqual([0, 2])
    expect(of('submissions').map(({ at }) => at)).toEqual([2])
  })
})

describe('the bot check', () => {
  test.each([
    [200, json(200, { token: 't', now: 0, expiresAt: 0 }), undefined],
    [400, refusal(400), undefined],
    [403, refusal(403), undefined],
    [429, refusal(429), 'passed'],
    [503, refusal(503), 'passed'],
    ['nothing', offline, 'passed'],
  ])('its token is good for one use: after %s the next request has it or not', async (_, answer, next) => {
    const { openSession, setChallenge, of, faults } = await startDelivery()
    setChallenge('passed')
    faults.session.push(answer)
    await openSession()
    await openSession()
    expect(of('session').map(({ body }) => body.challenge)).toEqual(['passed', next])
  })

  test('passed while the proxy answers a request without it: asked again with it', async () => {
    const { openSession, setChallenge, heldToken, of, faults } = await startDelivery()
    faults.session.push(refusal(403))
    const opened = openSession()
    setChallenge('passed')
    expect(await opened).toBeUndefined()
    expect(of('session').map(({ body }) => body.challenge)).toEqual([undefined, 'passed'])
    expect(heldToken()).toBe('token')
  })
})
