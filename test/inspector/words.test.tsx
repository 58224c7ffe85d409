// What the panel says of an envelope: in the tester's words, as Connect says it, and what comes of a proxy that is away or was started anew.
import { render } from 'preact'
import { expect, test, vi } from 'vitest'
import type { Capture } from '../../src/core/capture.ts'
import type { Envelope } from '../../src/core/envelope.ts'
import type { Live, Taken } from '../../src/inspector/live.ts'
import { LiveView } from '../../src/inspector/live-view.tsx'
import { openSession, type Session } from '../../src/inspector/session.ts'

const envelope = { id: 'e1', rule: 'entry' } as Envelope
const capture = { on: 'form', submission: { id: 's1', at: '' } } as Capture

function said(taken: Partial<Taken>): string[] {
  const one: Taken = { rule: 'entry', envelope, stage: 'held', ...taken }
  const live = { shown: () => [{ capture, at: 0, taken: [one], misses: [] }] } as Partial<Live> as Live
  const root = document.createElement('div')
  render(<LiveView live={live} session={{ file: { rules: [] } } as unknown as Session} hub="h" />, root)
  return [...root.querySelectorAll('.taken > p')].map(({ textContent }) => textContent)
}

test('what is left out, and why all of it would be refused', () => {
  const problems = [{ target: 'attributes.phone', code: 'invalid_phone' } as const]
  expect(said({ dryRun: { rule: 'entry', problems, refusal: 'no_identity' } }).slice(1)).toEqual([
    'Would be refused: Nobody can be recognised: no identity holds.',
    'Left out: attributes.phone is not a phone number, or lacks its country',
  ])
})

test('what waits for the proxy, and a proxy that does not answer', () => {
  expect(said({ reason: 'offline', dryRun: { failed: 'offline' } })).toEqual([
    'entry Kept: goes as soon as the proxy answers',
    'The proxy does not answer.',
  ])
  expect(said({ dryRun: { failed: '502' } })).toContain('The proxy could not say: 502')
})

test('what was submitted before this page', () => {
  const live = { shown: () => [{ capture: undefined, at: 0, taken: [{ rule: 'entry', envelope, stage: 'sent' }], misses: [] }] }
  const root = document.createElement('div')
  render(<LiveView live={live as Partial<Live> as Live} session={{ file: { rules: [] } } as unknown as Session} hub="h" />, root)
  expect([...root.querySelectorAll('h2, .taken > p')].map(({ firstChild }) => firstChild?.textContent)).toContain('An earlier submission')
})

test('a session that the proxy knows no longer has expired; one that it is too busy for has not', async () => {
  const expired = vi.fn()
  const answers = [{ code: 'rate_limited' }, { code: 'invalid_token' }]
  const fetch = vi.fn(async (address: RequestInfo | URL) =>
    String(address).endsWith('dry-run')
      ? Response.json(answers.shift(), { status: answers.length ? 429 : 401 })
      : Response.json({ session: 's', connect: '', hub: {}, file: {} }),
  )
  const session = (await openSession('https://b', 'h', 'c', expired, fetch)) as Session
  await session.dryRun(envelope)
  expect(expired).not.toHaveBeenCalled()
  await session.dryRun(envelope)
  expect(expired).toHaveBeenCalledOnce()
})
