// What the demo page makes of what it hears: where a submission stands, whose objects are whose in a request, and what became of each value.
import { describe, expect, test } from 'vitest'
import type { JournalEntry } from '../../demo/fake-braze/journal.ts'
import { journeysOf } from '../../demo/page/journey.ts'
import { rowsOf } from '../../demo/page/rows.ts'
import type { Capture } from '../../src/core/capture.ts'
import type { Envelope } from '../../src/core/envelope.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import type { Json } from '../../src/core/json.ts'
import type { TraceEntry } from '../../src/core/trace.ts'

const page = { path: '/', title: '', language: 'en', url: '', referrer: '', query: {} }
const capture = (id: string, more: Partial<Capture> = {}): Capture => ({ on: 'form', submission: { id, at: '' }, page, ...more })
const envelope = (id: string, value: string, more: Partial<Envelope> = {}): Envelope => ({
  v: 1,
  id,
  at: '',
  rev: 'r',
  rule: 'entry',
  identity: value ? [{ as: 'user_alias', label: 'email', value }] : [],
  attributes: { team: 'Reds' },
  ...more,
})
const told = (at: number, stage: TraceEntry['stage'], more: Partial<TraceEntry> = {}): TraceEntry => ({
  stage,
  at,
  hub: 'h',
  rule: 'entry',
  ...more,
})
const alias = (name: string) => ({ user_alias: { alias_name: name, alias_label: 'email' } })
const request = (n: number, at: number, body: Json, status = 201, answer: Json = {}): JournalEntry => ({
  n,
  at,
  doneAt: at + 1,
  method: 'POST',
  path: '/users/track',
  status,
  key: 'good',
  userAgent: '',
  bytes: 0,
  objects: 0,
  taken: 0,
  body,
  answer,
})

const ada = envelope('e1', 'Ada@b.co')
const onItsWay = [
  { stage: 'captured', at: 10, hub: 'h', capture: capture('c1') } as TraceEntry,
  told(11, 'selected', { capture: capture('c1'), envelope: ada }),
  told(20, 'sent', { envelope: ada }),
  told(30, 'accepted', { envelope: ada, result: { id: 'e1', status: 'accepted' } }),
]

describe('where it stands', () => {
  test('in Braze, by a request with other people in it', () => {
    const [journey] = journeysOf(onItsWay, [
      request(1, 40, { attributes: [{ ...alias('other@b.co') }, { ...alias('ada@b.co'), team: 'Reds' }] }),
    ])
    expect(journey).toMatchObject({
      standing: { is: 'arrived' },
      startedAt: 10,
      times: { captured: 10, selected: 11, sent: 20, accepted: 30, braze: 41 },
      attempts: [{ others: 1, body: { attributes: [{ team: 'Reds' }] } }],
    })
  })

  test('waiting, while Braze answers 503, then in Braze', () => {
    const body = { attributes: [alias('ada@b.co')] }
    expect(journeysOf(onItsWay, [request(1, 40, body, 503)])[0]?.standing).toEqual({ is: 'waiting', status: 503 })
    const [journey] = journeysOf(onItsWay, [request(1, 40, body, 503), request(2, 90, body)])
    expect([journey?.standing.is, journey?.attempts.length]).toEqual(['arrived', 2])
  })

  test('refused by Braze, object by object', () => {
    const answer = { errors: [{ type: 'not a valid email', input_array: 'attributes', index: 0 }] }
    const [journey] = journeysOf(onItsWay, [request(1, 40, { attributes: [alias('ada@b.co')] }, 400, answer)])
    expect(journey?.standing).toEqual({ is: 'dead', detail: 'not a valid email' })
  })

  test('two submissions of one person take one object each', () => {
    const second = envelope('e2', 'ada@b.co')
    const both = [...onItsWay, told(50, 'selected', { capture: capture('c2'), envelope: second }), told(51, 'sent', { envelope: second })]
    const first = request(1, 40, { attributes: [alias('ada@b.co')] })
    expect(journeysOf(both, [first]).map(({ standing }) => standing.is)).toEqual(['arrived', 'under-way'])
    expect(journeysOf(both, [first, request(2, 60, { attributes: [alias('ada@b.co')] })]).map(({ standing }) => standing.is)).toEqual([
      'arrived',
      'arrived',
    ])
    const together = {
      attributes: [
        { ...alias('ada@b.co'), team: 'one' },
        { ...alias('ada@b.co'), team: 'two' },
      ],
    }
    const bodies = journeysOf(both, [request(1, 60, together)]).map(({ attempts }) => attempts[0]?.body.attributes)
    expect(bodies).toMatchObject([[{ team: 'one' }], [{ team: 'two' }]])
  })

  test('held, dropped, kept in the browser, refused by the proxy', () => {
    const start = onItsWay.slice(0, 2)
    const standing = (...more: TraceEntry[]) => journeysOf([...start, ...more], [])[0]
    expect(standing(told(12, 'held', { envelope: ada, reason: 'unconfirmed' }))?.standing).toEqual({ is: 'held', reason: 'unconfirmed' })
    expect(standing(told(12, 'dropped', { envelope: ada, reason: 'not_confirmed' }))?.standing).toEqual({
      is: 'dropped',
      reason: 'not_confirmed',
    })
    const offline = standing(told(12, 'sent', { envelope: ada }), told(13, 'held', { envelope: ada, reason: 'offline' }))
    expect([offline?.standing, offline?.times.sent]).toEqual([{ is: 'held', reason: 'offline' }, undefined])
    const refused = told(13, 'refused', { envelope: ada, result: { id: 'e1', status: 'refused', code: 'undeclared' } })
    expect(standing(refused)?.standing).toEqual({ is: 'refused', detail: 'undeclared' })
  })

  test('answers that are collected are one journey', () => {
    const play = envelope('e3', '')
    const answers = ['a1', 'a2'].flatMap((id, index) => [
      told(2 * index, 'selected', { capture: capture(id, { on: 'card-answered', card: { id: 'q' } }), envelope: play }),
      told(2 * index + 1, 'held', { envelope: play, reason: 'collecting' }),
    ])
    const end = told(5, 'selected', { capture: capture('a3', { on: 'card-answered', card: { id: 'q' } }), envelope: play })
    expect(journeysOf(answers, [])).toMatchObject([{ standing: { is: 'held', reason: 'collecting' } }])
    expect(journeysOf([...answers, end], [])).toMatchObject([{ envelope: { id: 'e3' }, standing: { is: 'under-way' } }])
  })
})

test('what became of each value: mapped, constant, consent, and never read', () => {
  const hub: HubFile = {
    hub: 'h',
    origins: [],
    identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.email' } }],
    consent: { from: 'field.terms' },
    rules: [
      {
        id: 'entry',
        on: 'form',
        attributes: { team: 'field.team', source: { value: 'hub' } },
        events: [{ name: 'Entered', properties: { who: { template: '{field.team}-{card.name}' } } }],
      },
    ],
  }
  const fields = ['email', 'team', 'terms', 'secret'].map((id) => ({ id, label: id.toUpperCase() }))
  const full = capture('c1', {
    card: { name: 'Quiz' },
    fields: {
      team: [{ value: 'r', kind: 'text' }],
      email: [{ value: 'Ada@b.co', kind: 'email' }],
      terms: [{ value: 'on', kind: 'checkbox' }],
    },
  })
  const [journey] = journeysOf(
    [told(1, 'selected', { capture: full, envelope: ada }), told(2, 'sent', { envelope: ada })],
    [request(1, 5, { attributes: [{ ...alias('ada@b.co'), team: 'Reds', source: 'hub' }] })],
  )
  expect(rowsOf(journey!, hub, fields)).toEqual([
    { source: 'EMAIL', held: 'Ada@b.co', targets: [{ kind: 'identity', name: 'user_alias', value: 'ada@b.co' }] },
    {
      source: 'TEAM',
      held: 'r',
      targets: [
        { kind: 'attribute', name: 'team', value: 'Reds' },
        { kind: 'property', name: 'Entered · who' },
      ],
    },
    { source: 'TERMS', held: 'on', targets: [{ kind: 'consent', name: 'consent' }] },
    { source: 'card.name', held: 'Quiz', targets: [{ kind: 'property', name: 'Entered · who' }] },
    { source: '', targets: [{ kind: 'attribute', name: 'source', value: 'hub' }] },
    { source: 'SECRET', targets: [] },
  ])
})
