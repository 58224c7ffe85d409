// Inspector sessions by the clock and by whom they are for; over a socket they are tested with the operator's port.
import { expect, test } from 'vitest'
import { createInspectors } from '../../../src/proxy/inspector/inspectors.ts'

const [HUB, PAGE, CONNECT] = ['summer', 'https://summer.komo.site', 'https://connect.example']
const NOW = Date.parse('2026-11-21T12:00:00Z')
const MINUTE = 60_000

test('a code is good for five minutes, once, on its own hub', () => {
  const inspectors = createInspectors()
  const invite = () => inspectors.invite(HUB, CONNECT, NOW)
  expect(inspectors.open(invite(), HUB, PAGE, NOW + 5 * MINUTE - 1)).toMatchObject({ connect: CONNECT })
  expect(inspectors.open(invite(), HUB, PAGE, NOW + 5 * MINUTE)).toBeUndefined()
  const code = invite()
  expect(inspectors.open(code, 'winter', PAGE, NOW)).toBeUndefined()
  expect(inspectors.open(code, HUB, PAGE, NOW)).toBeDefined()
  expect(inspectors.open(code, HUB, PAGE, NOW)).toBeUndefined()
})
test('a session is open for an hour, for its hub and origin only', () => {
  const inspectors = createInspectors()
  const { session = '' } = inspectors.open(inspectors.invite(HUB, CONNECT, NOW), HUB, PAGE, NOW) ?? {}
  const isOpen = (hub: string, origin: string, at: number) => inspectors.isOpen(session, hub, origin, at)
  expect(isOpen(HUB, PAGE, NOW + 60 * MINUTE - 1)).toBe(true)
  expect(isOpen(HUB, PAGE, NOW + 60 * MINUTE)).toBe(false)
  expect(isOpen(HUB, 'https://other.komo.site', NOW)).toBe(false)
  expect(isOpen('winter', PAGE, NOW)).toBe(false)
})
