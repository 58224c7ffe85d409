// What happens to the page as a whole: what makes the script try again, and what it does before the page may be gone.
import { PREFIX } from './declared.ts'
import { endDelivery, offline, startDelivery } from './delivery-rig.ts'
import { envelope } from './envelope.ts'
import { afterEach, expect, test, vi } from 'vitest'

/** The listeners stay at the window when the test ends: they are taken off by hand. */
const heard: [string, EventListenerOrEventListenerObject][] = []
const start = async () => {
  const rig = await startDelivery(envelope('a'))
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
  expect(rig.sent()).toEqual(['a'])
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
