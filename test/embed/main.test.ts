// What happens to the page as a whole: what makes the script try again, and what it does before the page may be gone.
import { PREFIX } from './declared.ts'
import { endDelivery, offline, startDelivery } from './delivery-rig.ts'
import { envelope } from './envelope.ts'
import { afterEach, describe, expect, test, vi } from 'vitest'

/** The listeners stay at the window when the test ends: they are taken off by hand. */
const heard: [string, EventListenerOrEventListenerObject][] = []
const start = async (before = () => {}) => {
  const rig = await startDelivery(envelope('a'))
  before()
  rig.faults.submissions.push(offline)
  const add = window.addEventListener.bind(window)
  vi.stubGlobal('addEventListener', (type: string, listener: EventListener) => {
    heard.push([type, listener])
    add(type, listener)
  })
  vi.stubGlobal('setInterval', () => 0)
  vi.stubGlobal('__VERSION__', '0')
  await import('../../src/embed/main.ts')
  await rig.seconds(0)
  return rig
}
afterEach(() => {
  for (const [type, listener] of heard.splice(0)) removeEventListener(type, listener)
  Reflect.deleteProperty(window, 'komoBraze')
  endDelivery()
})

test.each([
  ['the network is back', () => new Event('online')],
  ['the page is looked at', () => new Event('focus')],
  ['it is shown again', () => new Event('pageshow')],
  ['its tab is shown', () => new Event('visibilitychange')],
])('%s: sent at once, not when the next try is due', async (_, event) => {
  const { sent, seconds } = await start()
  dispatchEvent(event())
  await seconds(0)
  expect(sent()).toEqual(['a', 'a'])
})

test.each(['pagehide', 'visibilitychange'])('the page may be gone (%s): what is pending goes with it, what waits is kept', async (type) => {
  const { sent } = await start()
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  sessionStorage.clear()
  dispatchEvent(new Event(type))
  expect(sent()).toEqual(['a', 'a'])
  expect(sessionStorage.getItem(`${PREFIX}tab`)).not.toBeNull()
})

test('an event that the page makes up throws nothing', async () => {
  await start()
  for (const [type, listener] of heard.filter(([name]) => name === 'securitypolicyviolation'))
    expect(() => (listener as EventListener)(new Event(type))).not.toThrow()
  expect(heard.map(([type]) => type)).toContain('securitypolicyviolation')
})

describe('calls that the page made before the script loaded come after what the tab’s last page left', () => {
  const alex = { as: 'external_id', value: 'alex' }
  const waiting = [
    { envelope: { ...envelope('w'), identity: [] }, submission: 's', reading: 'none', left: 0, isEmpty: false, consent: { api: true } },
  ]
  const leave = (left: object, call: unknown[]) => () => {
    sessionStorage.setItem(`${PREFIX}tab`, JSON.stringify({ identity: [], named: false, waiting: [], at: Date.now(), ...left }))
    vi.stubGlobal('komoBraze', [call])
  }
  const now = async () => {
    const { tab } = await import('../../src/embed/tab.ts')
    return { who: tab.identity, waits: tab.waiting.map(({ envelope }) => envelope.id) }
  }

  test('identify: who it says is here', async () => {
    await start(leave({ identity: [alex], named: true }, ['identify', { as: 'external_id', value: 'kim' }]))
    expect(await now()).toMatchObject({ who: [{ value: 'kim' }] })
  })

  test('identify(null): that person has gone, and what waited with them', async () => {
    await start(leave({ identity: [alex], named: true, waiting }, ['identify', null]))
    expect(await now()).toEqual({ who: [], waits: [] })
  })

  test('consent: it lets go what waited for it', async () => {
    const { sent } = await start(leave({ identity: [alex], named: true, waiting }, ['consent', true]))
    expect(sent()[0]).toBe('aw')
  })

  test('submit: what waited is kept', async () => {
    await start(leave({ waiting }, ['submit', {}]))
    expect(await now()).toMatchObject({ waits: ['w'] })
  })
})
