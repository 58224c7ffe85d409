// What the demo page calls a journey, and why it was refused: in words, whatever is known of it.
import { beforeAll, expect, test } from 'vitest'
import { headlineOf, whatOf } from '../../demo/page/headline.ts'
import type { Journey, Standing } from '../../demo/page/journey.ts'
import { config } from '../../demo/page/state.ts'
import type { Envelope } from '../../src/core/envelope.ts'
import type { HubFile } from '../../src/core/hub-file.ts'

const hubFile: HubFile = {
  hub: 'h',
  origins: [],
  identity: [],
  rules: [
    { id: 'entry', on: 'form', events: [{ name: 'Shared' }, { name: 'Entered', properties: { prize: 'field.prize', card: 'card.name' } }] },
    { id: 'profile', on: ['form'], attributes: { last_card: { from: 'card.name' } } },
    { id: 'poll', on: 'card-answered', attributes: { tip: 'event.answer' } },
    { id: 'play', on: 'card-answered', collect: { question: [], answer: [], until: [] } },
    { id: 'view', on: 'card-viewed' },
  ],
}
beforeAll(() => {
  config.value = { hub: '', braze: { kind: 'stand-in', url: '' }, connect: '', adminToken: '', hubFile }
})

const journey = (rule: string, parts: Partial<Envelope> = {}, standing: Standing = { is: 'under-way', stop: 'sent' }): Journey => ({
  id: 'j',
  rule,
  envelope: { v: 1, id: 'e', at: '', rev: '', rule, identity: [], ...parts },
  times: {},
  transit: 0,
  startedAt: 0,
  standing,
  attempts: [],
})

const nameless: [journey: Journey, what: string][] = [
  [
    journey('entry', { events: [{ event: 0 }, { event: 1, properties: { prize: 'Jersey', card: 'Finals quiz' } }] }),
    'The entry in “Finals quiz”',
  ],
  [journey('profile', { attributes: { last_card: 'Finals quiz' } }), 'The entry in “Finals quiz”'],
  [journey('entry', { events: [{ event: 0 }] }), 'The entry in “entry”'],
  [journey('poll', { attributes: { tip: 'Roos' } }), 'The answer in “poll”'],
  [journey('play'), 'The set of answers in “play”'],
  [journey('view'), '“view”'],
  [journey('gone'), '“gone”'],
]
test.each(nameless)('without its capture, of rule $rule, it is called %s', (one, what) => {
  expect(whatOf(one)).toBe(what)
})

test('what the proxy has accepted is on its disk: paused where the workspace is, and never in the browser', () => {
  const accepted = { ...journey('view'), times: { accepted: 1 } }
  expect(headlineOf(accepted, false, true)).toBe('“view” is safe on the proxy’s disk. Sending to Braze is paused.')
  expect([headlineOf(accepted, true), headlineOf(journey('view'), true)]).toEqual([
    '“view” is on its way.',
    '“view” is kept in the browser until the proxy answers.',
  ])
})

const reasons: [standing: Standing, sentence: string][] = [
  [{ is: 'refused', detail: 'no_identity' }, 'The proxy refused it. Nobody can be recognised: no identity holds.'],
  [{ is: 'refused', detail: '413' }, 'The proxy refused it. It answered 413.'],
  [{ is: 'dead', detail: 'failing' }, 'Braze refused part of it: Braze fails on it'],
  [{ is: 'dead', detail: 'not a valid email' }, 'Braze refused part of it: not a valid email'],
  [{ is: 'dropped', reason: 'consent_withdrawn' }, '“view” was not sent: consent was withdrawn.'],
]
test.each(reasons)('%j', (standing, sentence) => {
  expect(headlineOf(journey('view', {}, standing), false)).toBe(sentence)
})
