// What the panel says of an envelope: in the tester's words, as Connect says it, and what comes of a proxy that is away or was started anew.
import { render } from 'preact'
import { expect, test, vi } from 'vitest'
import type { Capture } from '../../src/core/capture.ts'
import type { Envelope } from '../../src/core/envelope.ts'
import type { TraceEntry } from '../../src/core/trace.ts'
import { createLive, type Live, type Taken } from '../../src/inspector/live.ts'
import { LiveView } from '../../src/inspector/live-view.tsx'
import { openSession, type Session } from '../../src/inspector/session.ts'

const envelope = { id: 'e1', rule: 'entry', identity: [{ as: 'email', value: 'ada' }] } as Partial<Envelope> as Envelope
const capture = { on: 'form', submission: { id: 's1', at: '' } } as Capture

function said(taken: Partial<Taken>): string[] {
  const one: Taken = { rule: 'entry', envelope, stage: 'held', ...taken }
  const live = { shown: () => [{ capture, at: 0, taken: [one], misses: [], notes: [] }] } as Partial<Live> as Live
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

test('what waits for a person would not be refused for want of one', () => {
  const dryRun = { rule: 'entry', problems: [], refusal: 'no_identity' as const }
  expect(said({ envelope: { ...envelope, identity: [] }, reason: 'no_identity', dryRun })).toEqual([
    'entry Waits until the person is known',
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
  const live = { shown: () => [{ capture: undefined, at: 0, taken: [{ rule: 'entry', envelope, stage: 'sent' }], misses: [], notes: [] }] }
  const root = document.createElement('div')
  render(<LiveView live={live as Partial<Live> as Live} session={{ file: { rules: [] } } as unknown as Session} hub="h" />, root)
  expect([...root.querySelectorAll('h2, .taken > p')].map(({ firstChild }) => firstChild?.textContent)).toContain('An earlier submission')
})

/** All that the panel says of captures, newest first, after these entries of the trace. */
function saidAfter(entries: Omit<TraceEntry, 'at' | 'hub'>[]): string[][] {
  const live = createLive({ deliver: vi.fn(), onChange: vi.fn() })
  for (const one of entries) live.hear({ at: 0, hub: 'h', ...one })
  const root = document.createElement('div')
  render(<LiveView live={live} session={{ file: { rules: [] } } as unknown as Session} hub="h" />, root)
  return [...root.querySelectorAll('ol > li')].map((one) => [...one.querySelectorAll('p')].map(({ textContent }) => textContent))
}

test('an answer of a play was taken, though the play stands beside the newest', () => {
  const answer = (id: string): Capture => ({ ...capture, on: 'card-answered', submission: { id, at: '' } })
  const entries = ['a1', 'a2', 'a3'].flatMap((id) => [
    { stage: 'captured' as const, capture: answer(id) },
    { stage: 'selected' as const, capture: answer(id), envelope },
    { stage: 'held' as const, envelope, reason: 'collecting' as const },
  ])
  const play = ['entry Gathers the answers of this play', 'Asking the proxy…']
  expect(saidAfter(entries.map((one) => ({ ...one, rule: 'entry' })))).toEqual([
    play,
    ['entry takes it: see above'],
    ['entry takes it: see above'],
  ])
})

test('which field is never read, and which rule must name a form with a password', () => {
  expect(
    saidAfter([
      { stage: 'captured', capture },
      { stage: 'dropped', reason: 'personal_data', detail: 'field.otp' },
      { stage: 'dropped', reason: 'password_form', rule: 'entry' },
    ]),
  ).toEqual([['No rule takes it', 'field.otp Never read, whatever is declared', 'entry A form with a password: a rule must name it']])
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
