// The request beside the map never says more than what becomes of it: a rule whose captures have no consent field sends nothing.
import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { Capture } from '../../src/core/capture.ts'
import type { Issue } from '../../src/core/admin.ts'
import type { Consent, HubFile, Rule } from '../../src/core/hub-file.ts'
import type { Judgement } from '../../src/settings/judgement.ts'
import { LivePanel } from '../../src/settings/map/live-panel.tsx'
import { usedSources } from '../../src/settings/map/sources.ts'
import { all, field, set, show } from './document.tsx'

const rule: Rule = { id: 'r', on: 'card-answered', events: [{ name: 'Played' }] }
const hub = (consent: Consent): HubFile => ({ hub: 'h', origins: [], identity: [], consent, rules: [rule] })

function judgementOf(): Judgement {
  return {
    capture: signal<Capture | undefined>(undefined),
    rules: signal([{ rule: 'r', consent: 'absent', body: { events: [] }, problems: [] }]),
    judged: signal(undefined),
    isBusy: signal(false),
    error: signal(undefined),
  }
}

function notes(file: HubFile, one: Rule): (string | null)[] {
  const judgement = judgementOf()
  show(file, () => <LivePanel hub={file} rule={one} index={0} seen={undefined} judgement={judgement} issues={[]} />)
  return all<HTMLElement>('.note').map(({ textContent }) => textContent)
}

test('a yes that counts for one submission never comes with an event; one that counts for the visitor is waited for', () => {
  expect(notes(hub({ from: 'field.terms' }), rule)).toEqual([expect.stringContaining('nothing is sent')])
  expect(notes(hub({ from: 'field.terms', scope: 'person' }), rule)).toEqual(['Sent once the visitor has said yes in a form.'])
})

test('a consent that the page gives by a call is waited for, beside that of the visitor', () => {
  expect(notes(hub({ api: true, from: 'field.terms', scope: 'person' }), rule)).toEqual([
    'Sent once the page has called komoBraze.consent(true).',
    'Sent once the visitor has said yes in a form.',
  ])
  expect(notes(hub({ api: true, from: 'field.terms' }), rule)).toEqual([expect.stringContaining('nothing is sent')])
})

test('what is refused anyway is not said to be sent once there is consent', () => {
  const judgement = judgementOf()
  judgement.rules.value = [{ rule: 'r', consent: 'absent', refusal: 'no_identity', problems: [] }]
  const file = hub({ api: true, from: 'field.terms', scope: 'person' })
  show(file, () => <LivePanel hub={file} rule={rule} index={0} seen={undefined} judgement={judgement} issues={[]} />)
  expect(all<HTMLElement>('.note').map(({ textContent }) => textContent)).toEqual([expect.stringContaining('Nobody can be recognised')])
})

test('a value that looks like a payment card’s number is said to stay in the page', () => {
  const judgement = judgementOf()
  judgement.rules.value = [{ rule: 'r', consent: 'none', withheld: ['note'], body: { events: [] }, problems: [] }]
  show(hub({}), (file) => <LivePanel hub={file} rule={rule} index={0} seen={undefined} judgement={judgement} issues={[]} />)
  expect(all<HTMLElement>('.problems li').map(({ textContent }) => textContent)).toEqual([
    'note looks like a payment card’s number and stays in the page',
  ])
})

test('before there is an answer nothing is said of the request, but where the file has errors there is none', () => {
  const shown = (error: string | undefined, issues: Issue[]): (string | null)[] => {
    const judgement = { ...judgementOf(), rules: signal([]), error: signal(error) }
    show(issues, () => <LivePanel hub={hub({})} rule={rule} index={0} seen={undefined} judgement={judgement} issues={issues} />)
    return all<HTMLElement>('pre').map(({ textContent }) => textContent)
  }
  expect(shown(undefined, [])).toEqual(['Loading'])
  expect(shown('The proxy does not answer.', [])).toEqual([])
  expect(shown(undefined, [{ level: 'error', path: ['rules'], message: 'none' }])).toEqual(['Nothing'])
})

test('of many errors those of the rule come first', () => {
  const issues = ['identity', 'identity', 'identity', 'rules'].map((root): Issue => ({ level: 'error', path: [root, 0], message: root }))
  show(hub({}), (file) => <LivePanel hub={file} rule={rule} index={0} seen={undefined} judgement={judgementOf()} issues={issues} />)
  expect(all<HTMLElement>('.issues span').map(({ textContent }) => textContent)).toEqual(['rules', 'identity', 'identity'])
})

test('the sample of a field whose values are replaced begins with one of them, or with what a condition asks', () => {
  const team: Rule = { id: 'r', on: 'form', attributes: { team: { from: 'field.team', map: { bris: 'Brisbane', syd: 'Sydney' } } } }
  notes(hub({}), team)
  expect(field('field.team')?.value).toBe('bris')
  const asked: Rule = { ...team, events: [{ name: 'E', when: { 'field.team': 'syd' } }] }
  expect(usedSources(hub({}), asked)).toMatchObject([{ path: 'field.team', example: 'syd' }])
})

test('the sample shows what is judged: what the rule asks for, until something else is typed', () => {
  const asks: Rule = {
    id: 'r',
    on: 'card-answered',
    where: { cardName: ['Finals quiz, round 2', 'Other'], event: { score: 7 } },
    attributes: { card: 'card.name', score: 'event.score', title: 'page.title', tags: { from: 'event.tags', many: true } },
  }
  const file = { ...hub({}), rules: [asks] }
  const judgement = judgementOf()
  show(file, () => <LivePanel hub={file} rule={asks} index={0} seen={undefined} judgement={judgement} issues={[]} />)
  expect(['card.name', 'event.score', 'page.title', 'event.tags'].map((path) => field(path)?.value)).toEqual([
    'Finals quiz, round 2',
    '7',
    'Sample',
    'Sample tags',
  ])
  expect(judgement.capture.value).toMatchObject({ card: { name: 'Finals quiz, round 2' }, event: { score: 7, tags: ['Sample tags'] } })
  set(field('card.name'), 'Another quiz')
  set(field('event.tags'), 'a, b')
  expect(judgement.capture.value).toMatchObject({ card: { name: 'Another quiz' }, event: { score: 7, tags: ['a', 'b'] } })
  expect([field('card.name')?.value, field('event.tags')?.value]).toEqual(['Another quiz', 'a, b'])
})

test('a source that is called as what every object has is a sample like any other', () => {
  const odd: Rule = { id: 'r', on: 'form', attributes: { a: { from: 'constructor', many: true } } }
  notes(hub({}), odd)
  expect(field('constructor')?.value).toBe('Sample constructor')
})

test('the request of a rule that was removed is not shown as that of the next', () => {
  const request = (): string | undefined => all<HTMLElement>('pre')[0]?.textContent
  notes(hub({}), rule)
  expect(request()).toContain('events')
  notes(hub({}), { ...rule, id: 'next' })
  expect(request()).toBe('Loading')
})
