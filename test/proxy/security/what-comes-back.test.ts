// What an attacker would try, each attempt by name, against the real server over a socket: what an answer shows.
import { describe, expect, test } from 'vitest'
import { envelope, ORIGIN } from '../http/fixture.ts'
import { MARK, post, rig, SUBMISSIONS, token, underAttack } from './attacked.ts'

underAttack()

describe('answers', () => {
  test.each([
    ['in the path', () => fetch(`${rig.url}/v1/hubs/${MARK}`, { headers: { origin: ORIGIN } })],
    ['in an unknown path', () => fetch(`${rig.url}/${MARK}<script>`)],
    ['in the origin', () => fetch(`${rig.url}/v1/hubs/summer`, { headers: { origin: `https://${MARK}.example` } })],
    ['in the token', () => rig.submit([envelope(rig.rev())], { token: MARK })],
    ['in a broken body', () => post(SUBMISSIONS, `{"${MARK}":`)],
    ['in an unknown key', () => post(SUBMISSIONS, JSON.stringify({ [MARK]: MARK }))],
    ['in an attribute', () => rig.submit([envelope(rig.rev(), { attributes: { [MARK]: MARK } })], { token })],
    ['in an id', () => rig.submit([{ id: MARK }], { token })],
    ['in a rule', () => rig.submit([envelope(rig.rev(), { rule: MARK })], { token })],
    ['in a value', () => rig.submit([envelope(rig.rev(), { attributes: { score: MARK } })], { token })],
  ])('nothing of the request comes back: a mark %s', async (_where, ask) => {
    const answer = await ask()
    expect(JSON.stringify([...answer.headers]) + (await answer.text())).not.toContain(MARK)
  })

  test('a rule’s name from the wire stands in no list of the operator’s and in no metric', async () => {
    await rig.submit([envelope(rig.rev(), { rule: MARK, at: '2020-01-01T00:00:00.000Z' })], { token })
    const activity = JSON.stringify(rig.service.activity.answer('summer', 1))
    expect(activity).toContain('time_clamped')
    expect(activity + (await rig.service.metrics.scrape()).text).not.toContain(MARK)
  })

  test('every answer under /v1/ can be used across origins, and none names the server or shows a stack', async () => {
    for (const path of ['/v1/embed.js', '/v1/hubs/summer', '/v1/hubs/none', '/v1/none', SUBMISSIONS]) {
      const answer = await fetch(rig.url + path, { headers: { origin: ORIGIN } })
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('server')).toBeNull()
      expect(answer.headers.get('x-powered-by')).toBeNull()
      expect(await answer.text()).not.toMatch(/\n\s+at /)
    }
  })

  test('a page of the hub can read every refusal', async () => {
    for (const answer of [
      await rig.submit([{}], { token: 'x' }),
      await post(SUBMISSIONS, '{'),
      await fetch(rig.url + SUBMISSIONS, { headers: { origin: ORIGIN } }),
    ]) {
      expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN)
      expect(answer.headers.get('access-control-expose-headers')).toBe('Retry-After')
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
  })
})
