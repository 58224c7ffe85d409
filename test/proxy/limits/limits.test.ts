// Rates: the limiter against its definition, client addresses, and what one person may be sent.
import { BlockList } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clientAddress } from '../../../src/proxy/limits/client-address.ts'
import { createHashedLimiter } from '../../../src/proxy/limits/hashed-limiter.ts'
import { ignoredForwarding } from '../../../src/proxy/limits/ignored-forwarding.ts'
import { createLimiter, type Limiter } from '../../../src/proxy/limits/limiter.ts'
import { createLimits } from '../../../src/proxy/limits/limits.ts'
import type { AttributesObject } from '../../../src/core/track-request.ts'
import { createPersonLimits, type About } from '../../../src/proxy/limits/person-limits.ts'
import { createLog } from '../../../src/proxy/log.ts'
import { readSettings } from '../../../src/proxy/settings.ts'

describe('limiter', () => {
  test('in any stretch of time no more than the burst and what is refilled meanwhile', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 }),
        (perSecond, burst, gaps) => {
          const limiter = createLimiter({ perSecond, burst })
          const taken: number[] = []
          let now = 1_000_000
          for (const gap of gaps) {
            now += gap
            if (limiter.take('a', now) === 0) taken.push(now)
          }
          for (let from = 0; from < taken.length; from++)
            for (let to = from; to < taken.length; to++)
              if (to - from + 1 > burst + ((taken[to]! - taken[from]!) / 1000) * perSecond + 1e-6) return false
          return true
        },
      ),
      { seed: 7, numRuns: 300 },
    )
  })
  test('whoever waits as long as told gets in, and not a millisecond earlier', () => {
    const limiter = createLimiter({ perSecond: 2, burst: 3 })
    for (let i = 0; i < 3; i++) expect(limiter.take('a', 5000)).toBe(0)
    const seconds = limiter.take('a', 5000)
    expect(seconds).toBeCloseTo(0.5)
    expect(limiter.wait('a', 5000 + seconds * 1000 - 1)).toBeGreaterThan(0)
    expect(limiter.take('a', 5000 + seconds * 1000)).toBe(0)
  })
  test('keys do not share, and a refusal takes nothing', () => {
    const limiter = createLimiter({ perSecond: 1, burst: 1 })
    expect([limiter.take('a', 0), limiter.take('b', 0)]).toEqual([0, 0])
    for (let i = 0; i < 100; i++) limiter.take('a', 10)
    expect(limiter.take('a', 1000)).toBe(0)
  })
  test('a flood of keys is forgotten, oldest first; a key in use is not', () => {
    const limiter = createLimiter({ perSecond: 0.001, burst: 1 }, 500)
    expect(limiter.take('first', 0)).toBe(0)
    for (let i = 0; i < 600; i++) limiter.take(`x${i}`, 0)
    expect(limiter.take('first', 0)).toBeGreaterThan(0)
    for (let i = 0; i < 2000; i++) limiter.take(`y${i}`, 0)
    expect(limiter.take('first', 0)).toBe(0)
  })
})

test('each limit is as its own settings declare it', () => {
  const bursts = { RATE_ADDRESS_BURST: '2', RATE_TOKEN_BURST: '3', RATE_HUB_BURST: '4' }
  const perHour = { PERSON_ENVELOPES_PER_HOUR: '6', PERSON_EVENTS_PER_HOUR: '5' }
  const limits = createLimits(readSettings({ SECRET: 'x'.repeat(32), ...bursts, ...perHour }))
  const times = (take: () => number): number => {
    let taken = 0
    while (taken < 100 && take() === 0) taken++
    return taken
  }
  const { address, junkToken, token, hub, person } = limits
  expect([address, junkToken, token, hub].map((limiter) => times(() => limiter.take('a', 0)))).toEqual([2, 3, 3, 4])
  const about = (lane: string, names: string[]): About => ({
    workspace: 'w',
    lane,
    request: { events: names.map((name) => ({ name, time: '' })) },
  })
  const [envelopes, events] = [about('a', []), about('b', ['Won'])]
  expect([envelopes, events].map((one) => times(() => person.take(one, 0)))).toEqual([6, 5])
})

test('each comes back as fast as its own settings declare it', () => {
  const once = { RATE_ADDRESS_BURST: '1', RATE_TOKEN_BURST: '1', RATE_HUB_BURST: '1' }
  const rates = { RATE_ADDRESS_PER_MINUTE: '30', RATE_TOKEN_PER_MINUTE: '20', RATE_HUB_PER_SECOND: '4' }
  const { address, junkToken, token, hub } = createLimits(readSettings({ SECRET: 'x'.repeat(32), ...once, ...rates }))
  const seconds = (limiter: Limiter): number => limiter.take('a', 0) + limiter.take('a', 0)
  expect([address, junkToken, token, hub].map(seconds)).toEqual([2, 3, 3, 0.25])
})

describe('hashed limiter', () => {
  test('says what the plain one says, while nobody has to be forgotten', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 3 })), {
          maxLength: 150,
        }),
        (burst, steps) => {
          const rate = { perSecond: 3, burst }
          const [plain, hashed] = [createLimiter(rate), createHashedLimiter(rate, 2)]
          let now = 1_000_000
          return steps.every(([gap, set, check]) => {
            now += gap
            const wait = plain.wait(`${set} ${check}`, now)
            return plain.take(`${set} ${check}`, now) === wait && hashed.take({ set, check }, now) === wait
          })
        },
      ),
      { seed: 11, numRuns: 300 },
    )
  })
  test('where a set is full, who has the fullest bucket is forgotten', () => {
    const limiter = createHashedLimiter({ perSecond: 0.001, burst: 2 }, 1)
    const key = (check: number) => ({ set: 5, check })
    for (const check of [1, 2, 3]) for (let i = 0; i < 2; i++) expect(limiter.take(key(check), 0)).toBe(0)
    expect(limiter.take(key(4), 0)).toBe(0)
    expect(limiter.take(key(5), 0)).toBe(0)
    for (const check of [1, 2, 3]) expect(limiter.take(key(check), 0)).toBeGreaterThan(0)
    // Who comes where all are at their end begins anew, and waits for nobody of them.
    expect([limiter.take(key(5), 0), limiter.take(key(6), 0)]).toEqual([0, 0])
  })
  test('who was forgotten meanwhile has nothing given back, and nobody else has', () => {
    const limiter = createHashedLimiter({ perSecond: 0.001, burst: 1 }, 1)
    const key = (check: number) => ({ set: 5, check })
    for (const check of [1, 2, 3, 4]) expect(limiter.take(key(check), 0)).toBe(0)
    limiter.giveBack(key(5))
    for (const check of [1, 2, 3, 4]) expect(limiter.take(key(check), 0)).toBeGreaterThan(0)
  })
  test('what is given back can be taken again', () => {
    const limiter = createHashedLimiter({ perSecond: 0.001, burst: 1 })
    const key = { set: 1, check: 2 }
    expect(limiter.take(key, 0)).toBe(0)
    limiter.giveBack(key)
    expect(limiter.take(key, 0)).toBe(0)
    expect(limiter.take(key, 0)).toBeGreaterThan(0)
  })
})

describe('client address', () => {
  const trusted = new BlockList()
  trusted.addSubnet('10.0.0.0', 8, 'ipv4')
  trusted.addAddress('fd00::1', 'ipv6')
  const rows: [peer: string, forwardedFor: string | null, address: string][] = [
    ['203.0.113.7', null, '203.0.113.7'],
    ['203.0.113.7', '198.51.100.9', '203.0.113.7'],
    ['10.1.1.1', '198.51.100.9', '198.51.100.9'],
    ['10.1.1.1', '1.1.1.1, 198.51.100.9', '198.51.100.9'],
    ['10.1.1.1', '1.1.1.1, 10.2.2.2', '1.1.1.1'],
    ['10.1.1.1', 'junk', '10.1.1.1'],
    ['10.1.1.1', '1.1.1.1, junk', '10.1.1.1'],
    ['10.1.1.1', '', '10.1.1.1'],
    ['10.1.1.1', '198.51.100.9:4711', '198.51.100.9'],
    ['::ffff:10.1.1.1', '198.51.100.9', '198.51.100.9'],
    ['::ffff:203.0.113.7', null, '203.0.113.7'],
    ['fd00::1', '[2001:db8:1:2:3:4:5:6]:443', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:3:4:5:6', null, '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', null, '2001:db8:1:2::/64'],
    ['2001:db8::1', null, '2001:db8:0:0::/64'],
    ['2001:db8:1::', null, '2001:db8:1:0::/64'],
    ['fe80::1%eth0', null, 'fe80:0:0:0::/64'],
    ['fe80:1:2:3::%eth0.5', null, 'fe80:1:2:3::/64'],
    ['10.1.1.1', '2001::1:2:3:4:192.0.2.1', '2001:0:1:2::/64'],
    ['::1', null, '0:0:0:0::/64'],
  ]
  test.each([
    ['203.0.113.7', '198.51.100.9', 1],
    ['::ffff:203.0.113.7', '10.1.1.1', 1],
    ['203.0.113.7', null, 0],
    ['10.1.1.1', '198.51.100.9', 0],
    ['10.1.1.1', 'junk', 0],
  ])('of %s with X-Forwarded-For %s it is told %i times that nothing is believed', (peer, forwardedFor, times) => {
    let told = 0
    clientAddress(peer, forwardedFor, trusted, () => told++)
    expect(told).toBe(times)
  })
  test('that is said once, however often it is told', () => {
    const said: string[] = []
    const ignored = ignoredForwarding({ ...createLog('silent'), warn: (_facts, message) => said.push(message) })
    for (let i = 0; i < 3; i++) ignored()
    expect(said).toEqual([expect.stringContaining('TRUSTED_PROXIES')])
  })
  test.each(rows)('%s with X-Forwarded-For %s is %s', (peer, forwardedFor, address) => {
    expect(clientAddress(peer, forwardedFor, trusted)).toBe(address)
  })
})

describe('person', () => {
  const HOUR = 3_600_000
  const about = (lane: string, names: string[] = [], attributes: AttributesObject = {}, workspace = 'w'): About => ({
    workspace,
    lane,
    request: { attributes: [attributes], events: names.map((name) => ({ name, time: '' })) },
  })
  const [ann, won] = [about('email:a@b.c'), about('email:a@b.c', ['Won'])]

  test('20 envelopes and 5 of one event name; both come back over an hour; a refusal takes nothing', () => {
    const person = createPersonLimits(new Uint8Array(32), { envelopes: 20, events: 5 })
    for (let i = 0; i < 5; i++) expect(person.take(won, 0)).toBe(0)
    expect(person.take(won, 0)).toBeCloseTo(720)
    expect(person.take(about('email:a@b.c', ['Other', 'Won']), 0)).toBeGreaterThan(0)
    for (let i = 0; i < 15; i++) expect(person.take(ann, 0)).toBe(0)
    expect(person.take(ann, 0)).toBeCloseTo(180)
    expect(person.take(won, HOUR)).toBe(0)
  })
  test.each([6, 25])('%s events of one name in one envelope are one of that name', (count) => {
    const person = createPersonLimits(new Uint8Array(32), { envelopes: 20, events: 5 })
    const many = about('email:a@b.c', Array<string>(count).fill('Answered'))
    for (let i = 0; i < 5; i++) expect(person.take(many, 0)).toBe(0)
    expect(person.take(many, 0)).toBeCloseTo(720)
  })
  test('however many event names somebody has, each is counted', () => {
    const person = createPersonLimits(new Uint8Array(32), { envelopes: 1e6, events: 1 })
    const names = Array.from({ length: 20 }, (_, n) => `Event ${n}`)
    expect(person.take(about('email:a@b.c', names), 0)).toBe(0)
    expect(names.filter((name) => person.take(about('email:a@b.c', [name]), 0) === 0)).toEqual([])
  })
  test('of many people each is counted, and nobody is taken for another', () => {
    const person = createPersonLimits(new Uint8Array(32), { envelopes: 1, events: 1 })
    const people = Array.from({ length: 250_000 }, (_, n) => about(`email:${n}@b.c`))
    const among = (some: About[], waits: boolean) => some.filter((one) => person.take(one, 0) > 0 === waits)
    expect(among(people.slice(0, 1_000), true)).toEqual([])
    expect(among(people.slice(0, 1_000), false)).toEqual([])
    expect(among(people.slice(1_000), true)).toEqual([])
  })
  test('neither another person nor another workspace is held back', () => {
    const person = createPersonLimits(new Uint8Array(32), { envelopes: 1, events: 1 })
    expect(person.take(ann, 0)).toBe(0)
    expect(person.take(about('email:a@b.d'), 0)).toBe(0)
    expect(person.take(about('email:a@b.c', [], {}, 'v'), 0)).toBe(0)
    expect(person.take(ann, 0)).toBeGreaterThan(0)
  })
  test('an address and a number that are set as attributes are a person’s, too; beside their own lane they count once', () => {
    const person = createPersonLimits(new Uint8Array(32), { envelopes: 2, events: 2 })
    const set = (lane: string) => about(lane, ['Won'], { email: 'a@b.c', phone: '+61412345678' })
    expect(person.take(set('email:a@b.c'), 0)).toBe(0)
    expect(person.take(set('external_id:1'), 0)).toBe(0)
    expect(person.take(set('external_id:2'), 0)).toBeGreaterThan(0)
    expect(person.take(won, 0)).toBeGreaterThan(0)
    expect(person.take(about('phone:+61412345678'), 0)).toBeGreaterThan(0)
    expect(person.take(about('external_id:2', ['Won']), 0)).toBe(0)
    expect(person.take(about('external_id:1', ['Won']), 0)).toBe(0)
    expect(person.take(about('external_id:1', ['Won']), 0)).toBeGreaterThan(0)
  })
  test('what is given back can be taken again, by everybody who was counted', () => {
    const person = createPersonLimits(new Uint8Array(32), { envelopes: 1, events: 1 })
    const set = about('alias:crm:1', ['Won', 'Won'], { email: 'a@b.c' })
    expect(person.take(set, 0)).toBe(0)
    person.giveBack(set)
    expect(person.take(won, 0)).toBe(0)
    expect(person.take(about('alias:crm:1', ['Won']), 0)).toBe(0)
    expect(person.take(set, 0)).toBeGreaterThan(0)
  })
})
