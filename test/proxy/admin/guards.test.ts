// What guards people: the operator’s routes, masks, and the guards that are compiled for the page.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMIN_ROUTES, type ActivityAnswer, type HubDetail } from '../../../src/core/admin.ts'
import { hasCardNumber } from '../../../src/core/card-number.ts'
import { compilePick } from '../../../src/core/compile-pick.ts'
import { compile } from '../../../src/core/compile.ts'
import { maskDetail, maskRequest } from '../../../src/proxy/activity/mask.ts'
import { createOperators } from '../../../src/proxy/admin/operators.ts'
import { envelope, HUB } from '../http/fixture.ts'
import { ADMIN_TOKEN, startService, type ServiceRig } from '../service.ts'

let rig: ServiceRig
beforeAll(async () => void (rig = await startService()))
afterAll(() => rig.stop())

test('each route that changes something wants the CSRF word', async () => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${rig.adminUrl}/admin/api/session`, { method: 'POST', headers, body: JSON.stringify({ token: ADMIN_TOKEN }) })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const changing = Object.entries(ADMIN_ROUTES).filter(([name, { method }]) => method !== 'GET' && name !== 'login')
  for (const [name, { method, path }] of changing) {
    const { status } = await fetch(rig.adminUrl + path.replace(/:\w+/g, 'summer'), { method, headers: { cookie }, body: '{}' })
    expect([name, status]).toEqual([name, 403])
  }
})
test('of several saves over one version at once, one is taken', async () => {
  const { etag } = (await rig.api<HubDetail>('hub', { params: { hub: 'summer' } })).json
  const headers = { 'if-match': `"${etag}"` }
  const save = (kiosk: boolean) => rig.api('saveHub', { params: { hub: 'summer' }, body: { file: { ...HUB, kiosk } }, headers })
  const answers = await Promise.all([save(true), save(true), save(false), save(true)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412])
})
test('an erasure empties the last submissions', async () => {
  await rig.submit([envelope(await rig.rev(), { identity: [{ as: 'user_alias', label: 'email', value: 'gone@example.com' }] })])
  await rig.api('erase', { body: { email: 'gone@example.com' } })
  expect((await rig.api<ActivityAnswer>('activity')).json.submissions).toEqual([])
})
test('a property called as one of Braze’s own keys is masked', () => {
  const event = {
    user_alias: { alias_name: 'a@b.co', alias_label: 'email' },
    name: 'Entered',
    time: 't',
    properties: { name: 'Ada Lovelace' },
  }
  expect(JSON.stringify(maskRequest({ events: [event] }))).not.toContain('Ada')
})
test('a quoted name is masked', () => {
  expect(maskDetail("'Ada' and 'ada99' are not valid for 'first_name'")).toBe("'•••' and '•••' are not valid for 'first_name'")
})
test('lock-outs double, to an hour at most', () => {
  const operators = createOperators('the-token-of-the-operator')
  let now = 0
  const locks = Array.from({ length: 9 }, () => {
    for (let i = 0; i < 5; i++) operators.checkToken('wrong', 'a', now)
    const { lockedFor } = operators.checkToken('wrong', 'a', now) as { lockedFor: number }
    now += lockedFor * 1000
    return lockedFor
  })
  expect(locks).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
})
test('a session ends after eight hours', () => {
  const operators = createOperators('the-token-of-the-operator')
  const { word } = operators.login('the-token-of-the-operator', 'a', 0) as { word: string }
  expect(operators.session(word, 8 * 3_600_000 - 1)).toBeDefined()
  expect(operators.session(word, 8 * 3_600_000)).toBeUndefined()
})
test('a value with a condition is looked at for card numbers too', () => {
  expect(compilePick({ from: 'field.a', when: { 'field.b': { present: true } } }, 'string')).toMatchObject({ guard: true })
})
test('half a check digit is none', () => expect(hasCardNumber('4111 1111 1111 1116')).toBe(false))
test('a consent for one capture is no visitor’s', () => {
  expect(compile({ ...HUB, consent: { from: 'field.ok', scope: 'capture' } }).rules[0]?.consent).toEqual({ from: 'field.ok' })
})
