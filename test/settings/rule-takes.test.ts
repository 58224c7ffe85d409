// The pure parts of what a rule takes: names of events, what an event must say, the answers of a play, and samples of each kind of capture.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Seen } from '../../src/core/inspector.ts'
import { compile } from '../../src/core/compile.ts'
import type { HubFile, Rule, Scalar } from '../../src/core/hub-file.ts'
import { select } from '../../src/core/select.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'
import { freshCollect, PLAY_ROWS } from '../../src/settings/map/collect.ts'
import { eventNames, putOn } from '../../src/settings/map/event-names.ts'
import { targetsOf } from '../../src/settings/map/rows.ts'
import { sampleCapture } from '../../src/settings/map/sample.ts'
import { seenFor } from '../../src/settings/map/seen-sources.ts'
import { rememberedFields, usedSources } from '../../src/settings/map/sources.ts'
import { textOfValues } from '../../src/settings/map/typed-values.ts'
import { wantedOfText, whereEventRows, whereOfRows } from '../../src/settings/map/where-event.ts'

type Kind = Seen['events'][number]['paths'][number]['kind']
const event = (name: string, paths: Record<string, Kind> = {}): Seen['events'][number] => ({
  name,
  at: '',
  cardTypes: [],
  paths: Object.entries(paths).map(([path, kind]) => ({ path, kind })),
})
const hub = (rule: Rule, more: Partial<HubFile> = {}): HubFile => ({
  hub: 'h',
  origins: ['https://h.example'],
  identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.email' } }],
  rules: [rule],
  ...more,
})

describe('names', () => {
  test('are Komo’s, the seen and those of rules, each once and without forms', () => {
    const names = eventNames({ forms: [], events: [event('new-event'), event('card-answered')] }, [
      { id: 'r', on: ['form', 'typed-by-hand'] },
      { id: 's', on: 'form', collect: { question: [], answer: [], until: ['ended-by-hand'] } },
    ])
    expect(names.slice(-2)).toEqual(['typed-by-hand', 'ended-by-hand'])
    expect(names).not.toContain('form')
    expect(new Set(names).size).toBe(names.length)
  })

  test('one is a word, several a list; how a form is confirmed goes and comes with the forms', () => {
    const rule: Rule = { id: 'r', on: 'form', confirm: 'submit' }
    putOn(rule, ['form', 'card-answered'], 'submit')
    expect(rule).toEqual({ id: 'r', on: ['form', 'card-answered'], confirm: 'submit' })
    putOn(rule, ['card-answered'], 'submit')
    expect(rule).toEqual({ id: 'r', on: 'card-answered' })
    putOn(rule, ['form'], 'submit')
    expect(rule).toEqual({ id: 'r', on: 'form', confirm: 'submit' })
  })
})

describe('what an event must say', () => {
  test('rows become the same part of the file again, in the same order, and none leaves no key', () => {
    const where = { cardType: 'Quiz', event: { b: ['x'], a: true, 'c.0.d': [1, 'one, two'] } }
    expect(JSON.stringify(whereOfRows(where, whereEventRows(where)))).toBe(JSON.stringify(where))
    expect(whereOfRows(where, [])).toEqual({ cardType: 'Quiz' })
    expect(whereOfRows({}, [])).toEqual({})
  })

  test('values come back as they were from the text that shows them', () => {
    const scalar = fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.constantFrom('true', '7', 'a b', 'a,b', ' a'))
    const same = (one: Scalar, other: Scalar): boolean => String(one) === String(other)
    fc.assert(
      fc.property(fc.uniqueArray(scalar, { minLength: 1, maxLength: 4, comparator: same }), (values) => {
        expect([wantedOfText(textOfValues(values), values)].flat()).toEqual(values)
      }),
    )
  })

  test.each([
    ['true', true],
    ['7', 7],
    ['007', '007'],
    ['5.00', '5.00'],
    ['12345678901234567890', '12345678901234567890'],
    ['2.5, 5.00', [2.5, '5.00']],
    ['Sharks, Roos', ['Sharks', 'Roos']],
    [' , ', undefined],
  ])('%j is %j', (text, wanted) => expect(wantedOfText(text)).toEqual(wanted))
})

describe('a play', () => {
  test('begins with the paths that are called for what they hold in the rule’s own events', () => {
    const seen: Seen = {
      forms: [],
      events: [
        event('card-viewed', { questions: 'number' }),
        event('card-answered', { question: 'object', 'question.text': 'string', 'answers.*.label': 'string', correctText: 'string' }),
      ],
    }
    expect(freshCollect('card-answered', seen)).toEqual({
      question: ['event.question.text'],
      answer: ['event.answers.*.label'],
      until: ['card-finished'],
    })
  })

  test('begins with the usual names where nothing was seen; a survey ends when it is submitted', () => {
    expect(freshCollect('card-answered', undefined)).toEqual({
      question: ['event.question'],
      answer: ['event.answer'],
      until: ['card-finished'],
    })
    expect(freshCollect('x', { forms: [], events: [event('survey-submitted')] }).until).toEqual(['survey-submitted'])
    expect(freshCollect('x', { forms: [], events: [event('survey-submitted'), event('card-finished')] }).until).toEqual(['card-finished'])
  })

  test('with its answers as properties is a hub file without errors, and its sample fills them', () => {
    const collect = { ...freshCollect('card-answered', undefined), correct: ['event.isCorrect'] }
    const properties = targetsOf(Object.values(PLAY_ROWS))!
    const file = hub({ id: 'r', on: 'card-answered', collect, events: [{ name: 'Quiz Played', properties }] })
    expect(parseHubFile(file)).toMatchObject({ ok: true })
    const [rule] = file.rules
    const capture = sampleCapture(rule!, {
      sources: usedSources(file, rule!),
      sample: {},
      kinds: {},
      at: '2026-11-21T00:00:00.000Z',
      remembered: rememberedFields(file),
    })
    const selection = select(compile(file), compile(file).rules[0]!, capture)
    const answers = [{ question: 'Sample question', answer: 'Sample answer', correct: true }]
    expect(selection).toMatchObject({
      identity: [{ as: 'user_alias', value: 'jane@example.com' }],
      parts: { events: [{ properties: { answers, complete: true } }] },
    })
  })
})

describe('a rule on forms and events', () => {
  const rule: Rule = { id: 'r', on: ['form', 'card-answered'], attributes: { team: 'field.team', answer: 'event.answer' } }

  test('is offered what was seen of both', () => {
    const seen: Seen = {
      forms: [{ selector: '#f', at: '', path: '/', fields: [{ id: 'answer', kind: 'text' }] }],
      events: [event('card-answered', { answer: 'string' }), event('card-viewed', { x: 'string' })],
    }
    expect(seenFor(rule, seen).sources.map(({ path }) => path)).toEqual(['field.answer', 'event.answer'])
    expect(seenFor(rule, seen).places.map(({ name }) => name)).toEqual(['#f', 'card-answered'])
  })

  test.each([
    ['form', { fields: { email: [{ kind: 'text', value: 'jane@example.com' }], team: [{ kind: 'text', value: 'Sample team' }] } }],
    ['card-answered', { fields: { email: [{ kind: 'text', value: 'jane@example.com' }] }, event: { answer: 'Sample answer' } }],
  ])('has a sample of each: %s', (on, parts) => {
    const file = hub(rule)
    const sources = usedSources(file, rule)
    const capture = sampleCapture(rule, { sources, sample: {}, kinds: {}, at: '', on, remembered: rememberedFields(file) })
    expect({ on: capture.on, fields: capture.fields, event: capture.event }).toEqual({ on, event: undefined, ...parts })
  })

  test.each([{ remember: false as const }, { kiosk: true }])('knows nobody on an event where the hub forgets: %j', (more) =>
    expect(rememberedFields(hub(rule, more))).toEqual([]),
  )
})
