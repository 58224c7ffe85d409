// What the demo page makes of what it hears: where a submission stands, whose objects are whose in a request, and what became of each value.
import { describe, expect, test } from 'vitest'
import type { JournalEntry } from '../../demo/fake-braze/journal.ts'
import { journeysOf, type Delivery } from '../../demo/page/journey.ts'
import { leftOutOf, rowsOf } from '../../demo/page/rows.ts'
import type { Capture } from '../../src/core/capture.ts'
import type { Problem } from '../../src/core/codes.ts'
import type { Envelope } from '../../src/core/envelope.ts'
import type { HubFile, Rule } from '../../src/core/hub-file.ts'
import type { Json, JsonObject } from '../../src/core/json.ts'
import type { TraceEntry } from '../../src/core/trace.ts'

const page = { path: '/', title: '', language: 'en', url: '', referrer: '', query: {} }
const capture = (id: string, more: Partial<Capture> = {}): Capture => ({ on: 'form', submission: { id, at: '' }, page, ...more })
const RULES: Rule[] = [
  { id: 'entry', on: 'form', attributes: { team: 'field.team' }, events: [{ name: 'Entered', properties: { team: 'field.team' } }] },
  { id: 'answer', on: 'form', attributes: { team: 'field.team' }, events: [{ name: 'Answered' }] },
  { id: 'profile', on: 'form', attributes: { team: 'field.team' } },
]
/** The page's clock is 1970's: times of envelopes are milliseconds after its beginning. */
const envelope = (id: string, at: number, more: Partial<Envelope> = {}): Envelope => ({
  v: 1,
  id,
  at: new Date(at).toISOString(),
  rev: 'r',
  rule: 'entry',
  identity: [{ as: 'user_alias', label: 'email', value: 'Ada@b.co' }],
  attributes: { team: 'Reds ' },
  events: [{ event: 0, properties: { team: 'Reds ' } }],
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
/** What the proxy makes of such an envelope. */
const objects = (name: string, at: number, team = 'Reds', event = 'Entered') => ({
  attributes: [{ ...alias(name), team }],
  events: [{ ...alias(name), name: event, time: new Date(at).toISOString(), properties: { team } }] as JsonObject[],
})
const together = (...bodies: ReturnType<typeof objects>[]): Json => ({
  attributes: bodies.flatMap(({ attributes }) => attributes),
  events: bodies.flatMap(({ events }) => events),
})
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

/** Captured, selected and sent at once, and accepted 10 ms later. */
const wayOf = (one: Envelope, more: Partial<Capture> = {}): TraceEntry[] => {
  const [at, { id, rule }] = [Date.parse(one.at), one]
  return [
    { stage: 'captured', at, hub: 'h', capture: capture(`c${id}`, more) },
    told(at + 1, 'selected', { rule, capture: capture(`c${id}`, more), envelope: one }),
    told(at + 2, 'sent', { rule, envelope: one }),
    told(at + 12, 'accepted', { rule, envelope: one, result: { id, status: 'accepted' } }),
  ]
}
const ada = envelope('e1', 10)
const onItsWay = wayOf(ada)
const standings = (entries: TraceEntry[], ...requests: JournalEntry[]) =>
  journeysOf({ told: entries, rules: RULES, requests }).map(({ standing }) => standing.is)

describe('where it stands', () => {
  test('in Braze, by a request with other people in it', () => {
    const body = together(objects('other@b.co', 90), objects('ada@b.co', 15))
    const [journey] = journeysOf({ told: onItsWay, rules: RULES, requests: [request(1, 40, body)] })
    expect(journey).toMatchObject({
      standing: { is: 'arrived' },
      startedAt: 10,
      times: { captured: 10, selected: 11, sent: 12, accepted: 22, braze: 41 },
      attempts: [{ others: 2, body: objects('ada@b.co', 15) }],
    })
  })

  test('accepted by the time Braze got it, where the page heard the proxy’s answer later', () => {
    const [journey] = journeysOf({ told: onItsWay, rules: RULES, requests: [request(1, 18, objects('ada@b.co', 15))] })
    expect(journey?.times).toMatchObject({ accepted: 18, braze: 19 })
  })

  test('waiting, while Braze answers 503, then in Braze', () => {
    const body = objects('ada@b.co', 15)
    const heard = (...requests: JournalEntry[]) => journeysOf({ told: onItsWay, rules: RULES, requests })[0]
    expect(heard(request(1, 40, body, 503))?.standing).toEqual({ is: 'waiting', status: 503 })
    const journey = heard(request(1, 40, body, 503), request(2, 90, body))
    expect([journey?.standing.is, journey?.attempts.length]).toEqual(['arrived', 2])
  })

  test('refused by Braze, object by object', () => {
    const answer = { errors: [{ type: 'not a valid email', input_array: 'attributes', index: 0 }] }
    const requests = [request(1, 40, objects('ada@b.co', 15), 400, answer)]
    expect(journeysOf({ told: onItsWay, rules: RULES, requests })[0]?.standing).toEqual({ is: 'dead', detail: 'not a valid email' })
  })

  test('two submissions of one person are told apart by their times', () => {
    const both = [...onItsWay, ...wayOf(envelope('e2', 50))]
    const [first, second] = [request(1, 70, objects('ada@b.co', 15)), request(2, 80, objects('ada@b.co', 51))]
    expect(standings(both, first)).toEqual(['arrived', 'under-way'])
    expect(standings(both, second)).toEqual(['under-way', 'arrived'])
    expect(standings(both, first, second)).toEqual(['arrived', 'arrived'])
  })

  test('two rules of one capture are told apart by their events', () => {
    const answer = { ...envelope('e2', 10), rule: 'answer', events: [{ event: 0 }] }
    const both = [...onItsWay, ...wayOf(answer)]
    expect(standings(both, request(1, 40, objects('ada@b.co', 15, 'Reds', 'Answered')))).toEqual(['under-way', 'arrived'])
  })

  const identities: [why: string, identity: Envelope['identity'], who: JsonObject][] = [
    [
      'a phone as it was typed',
      [{ as: 'user_alias', label: 'phone', value: '0491 570 156' }],
      { user_alias: { alias_name: '+61491570156', alias_label: 'phone' } },
    ],
    ['a proof', [{ as: 'external_id', proof: 'a.b.c' }], { external_id: 'member-7' }],
    ['nobody in the page: known from before', [], alias('ada@b.co')],
  ]
  test.each(identities)('the person may be %s', (_, identity, who) => {
    const [{ attributes, events }] = [objects('', 15)]
    const body = { attributes: attributes.map((one) => ({ ...one, ...who })), events: events.map((one) => ({ ...one, ...who })) }
    if (who['external_id'] !== undefined) for (const one of [...body.attributes, ...body.events]) Reflect.deleteProperty(one, 'user_alias')
    expect(standings(wayOf(envelope('e1', 10, { identity })), request(1, 40, body))).toEqual(['arrived'])
  })

  test('sent again after an answer that was lost: the time is that of the first try', () => {
    const [captured, selected, sent] = onItsWay as [TraceEntry, TraceEntry, TraceEntry, TraceEntry]
    const again = [captured, selected, sent, told(40, 'held', { envelope: ada, reason: 'offline' }), told(1040, 'sent', { envelope: ada })]
    expect(standings([...again, told(1042, 'accepted', { envelope: ada })], request(1, 60, objects('ada@b.co', 30)))).toEqual(['arrived'])
    expect(standings([...again, told(1042, 'accepted', { envelope: ada })], request(1, 1100, objects('ada@b.co', 1041)))).toEqual([
      'under-way',
    ])
  })
})

describe('what another tab sent for the same person is not claimed', () => {
  const rows: [why: string, body: Json][] = [
    ['another event', objects('ada@b.co', 15, 'Reds', 'Answered')],
    ['the same event, earlier', objects('ada@b.co', 0)],
    ['the same event, later', objects('ada@b.co', 400)],
    ['the same event at the same time, with another value', objects('ada@b.co', 15, 'Blues')],
    ['two people at the same moment', together(objects('ada@b.co', 15), objects('other@b.co', 16))],
    ['attributes alone', { attributes: [{ ...alias('ada@b.co'), team: 'Reds' }] }],
  ]
  test.each(rows)('%s', (_, body) => {
    expect(standings(onItsWay, request(1, 500, body))).toEqual(['under-way'])
  })

  test('nor are attributes of an envelope that has no event: of these the proxy tells, by their id', () => {
    const profile = wayOf({ ...envelope('e1', 10), rule: 'profile', events: [] })
    const requests = [request(1, 40, { attributes: [{ ...alias('ada@b.co'), team: 'Blues' }] })]
    const tell = (delivery: Delivery) => journeysOf({ told: profile, rules: RULES, requests, deliveries: new Map([['e1', delivery]]) })[0]
    expect(standings(profile, ...requests)).toEqual(['under-way'])
    expect(tell({ stage: 'waiting', at: 50, reason: '' })?.standing).toEqual({ is: 'waiting', status: 0 })
    const body = { attributes: [{ ...alias('ada@b.co'), team: 'Reds' }] }
    expect(tell({ stage: 'sent', at: 60, reason: '', body })).toMatchObject({
      standing: { is: 'arrived' },
      times: { braze: 60 },
      attempts: [{ body }],
    })
  })

  test('a request that was seen says more than the proxy, but for what the proxy gave up', () => {
    const tell = (stage: Delivery['stage'], status: number, answer: Json = {}) => {
      const requests = [request(1, 40, objects('ada@b.co', 15), status, answer)]
      const deliveries = new Map([['e1', { stage, at: 60, reason: 'failing' }]])
      return journeysOf({ told: onItsWay, rules: RULES, requests, deliveries })[0]?.standing
    }
    expect(tell('waiting', 503)).toEqual({ is: 'waiting', status: 503 })
    expect(tell('dead', 503)).toEqual({ is: 'dead', detail: 'failing' })
    const errors = [{ type: 'not a valid email', input_array: 'attributes', index: 0 }]
    expect(tell('dead', 400, { errors })).toEqual({ is: 'dead', detail: 'not a valid email' })
  })
})

describe('before Braze', () => {
  test('held, dropped, kept in the browser, refused by the proxy', () => {
    const start = onItsWay.slice(0, 2)
    const standing = (...more: TraceEntry[]) => journeysOf({ told: [...start, ...more], rules: RULES })[0]
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
    const play = envelope('e3', 0, { identity: [] })
    const answers = ['a1', 'a2'].flatMap((id, index) => [
      told(2 * index, 'selected', { capture: capture(id, { on: 'card-answered', card: { id: 'q' } }), envelope: play }),
      told(2 * index + 1, 'held', { envelope: play, reason: 'collecting' }),
    ])
    const end = told(5, 'selected', { capture: capture('a3', { on: 'card-answered', card: { id: 'q' } }), envelope: play })
    expect(journeysOf({ told: answers, rules: RULES })).toMatchObject([{ standing: { is: 'held', reason: 'collecting' } }])
    expect(journeysOf({ told: [...answers, end], rules: RULES })).toMatchObject([{ envelope: { id: 'e3' }, standing: { is: 'under-way' } }])
  })
})

describe('what became of each value', () => {
  const hub: HubFile = {
    hub: 'h',
    origins: [],
    identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.email' } }],
    consent: { from: 'field.terms' },
    rules: [
      {
        id: 'entry',
        on: 'form',
        attributes: { team: 'field.team', source: { value: 'hub' }, dob: { from: 'field.birthday', type: 'date' } },
        events: [{ name: 'Entered', properties: { who: { template: '{field.team}-{card.name}' } } }],
      },
    ],
  }
  const fields = ['email', 'team', 'terms', 'birthday', 'secret'].map((id) => ({ id, label: id.toUpperCase() }))
  const full = {
    card: { name: 'Quiz' },
    fields: {
      team: [{ value: 'Reds', kind: 'text' }],
      email: [{ value: 'Ada@b.co', kind: 'email' }],
      terms: [{ value: 'on', kind: 'checkbox' }],
      birthday: [{ value: 'spring', kind: 'text' }],
    },
  } as Partial<Capture>
  const problems: Problem[] = [
    { target: 'attributes.dob', code: 'invalid_date' },
    { target: 'events.0.who', code: 'cut' },
    { target: 'identity.user_alias', code: 'invalid_email' },
    { target: 'at', code: 'time_clamped' },
  ]
  const way = wayOf(envelope('e1', 10), full).map((entry) => ({ ...entry, ...(entry.result && { result: { ...entry.result, problems } }) }))
  const { attributes, events } = objects('ada@b.co', 15)
  const body = { attributes: [{ ...attributes[0], source: 'hub' }], events: [{ ...events[0], properties: { who: 'Reds-Q' } }] } as Json
  const [journey] = journeysOf({ told: way, rules: hub.rules, requests: [request(1, 50, body)] })

  test('mapped, constant, consent, left out with its reason, and never read', () => {
    expect(rowsOf(journey!, hub, fields)).toEqual([
      {
        source: 'EMAIL',
        held: 'Ada@b.co',
        targets: [{ kind: 'identity', name: 'user_alias', value: 'ada@b.co', problem: 'invalid_email' }],
      },
      {
        source: 'TEAM',
        held: 'Reds',
        targets: [
          { kind: 'attribute', name: 'team', value: 'Reds' },
          { kind: 'property', name: 'Entered · who', value: 'Reds-Q', problem: 'cut' },
        ],
      },
      { source: 'TERMS', held: 'on', targets: [{ kind: 'consent', name: 'consent' }] },
      { source: 'BIRTHDAY', held: 'spring', targets: [{ kind: 'attribute', name: 'dob', problem: 'invalid_date' }] },
      { source: 'card.name', held: 'Quiz', targets: [{ kind: 'property', name: 'Entered · who', value: 'Reds-Q', problem: 'cut' }] },
      { source: '', targets: [{ kind: 'attribute', name: 'source', value: 'hub' }] },
      { source: 'SECRET', targets: [] },
    ])
  })
  const errors = [{ type: 'not a valid state', input_array: 'attributes', index: 0 }]
  const outcomes: [why: string, requests: JournalEntry[], team: Json | undefined, who: Json | undefined][] = [
    ['asked, and answering 503', [request(1, 50, body, 503)], undefined, undefined],
    ['well again', [request(1, 50, body, 503), request(2, 60, body)], 'Reds', 'Reds-Q'],
    ['refusing a part', [request(1, 50, body, 201, { errors })], undefined, 'Reds-Q'],
    ['refusing all', [request(1, 50, body, 400, { errors })], undefined, undefined],
  ]
  test.each(outcomes)('in Braze is only what it took: %s', (_, requests, team, who) => {
    const [one] = journeysOf({ told: way, rules: hub.rules, requests })
    const { targets } = rowsOf(one!, hub, fields).find(({ source }) => source === 'TEAM')!
    expect(targets.map(({ value }) => value)).toEqual([team, who])
  })
  const group = '11111111-2222-4333-8444-555555555555'
  const found = (identity: HubFile['identity'], more: Partial<Rule>, sent: Json): unknown[] => {
    const declared: HubFile = { ...hub, identity, rules: [{ id: 'entry', on: 'form', events: [{ name: 'Entered' }], ...more }] }
    const [one] = journeysOf({ told: way, rules: declared.rules, requests: [request(1, 50, sent)] })
    const targets = rowsOf(one!, declared, []).flatMap((row) => row.targets)
    return targets.filter(({ kind }) => kind === 'identity' || kind === 'subscription').map(({ value }) => value)
  }
  const aliases: HubFile['identity'] = ['phone', 'email'].map((label) => ({ as: 'user_alias', label, from: { from: `field.${label}` } }))
  const byPage: HubFile['identity'] = (['external_id', 'email'] as const).map((as) => ({
    as,
    from: { from: `field.${as}` },
    trust: 'page',
  }))
  const [event] = events.map(({ user_alias: _, ...rest }) => rest)
  test.each<[why: string, identity: HubFile['identity'], more: Partial<Rule>, sent: Json, values: unknown[]]>([
    ['an alias of another label', aliases, {}, { attributes, events }, [undefined, 'ada@b.co']],
    ['an event alone', byPage, {}, { events: [{ ...event, external_id: 'u1' }] }, ['u1', undefined]],
    [
      'an address beside an id',
      byPage,
      {},
      { attributes: [{ external_id: 'u1', email: 'ada@b.co' }], events: [{ ...event, external_id: 'u1' }] },
      ['u1', undefined],
    ],
    [
      'a subscription group',
      [],
      { subscriptions: [{ to: group, from: 'field.news' }] },
      {
        attributes: [{ ...alias('ada@b.co'), subscription_groups: [{ subscription_group_id: group, subscription_state: 'subscribed' }] }],
        events,
      },
      ['subscribed'],
    ],
  ])('who it is and what is subscribed: %s', (_, identity, more, sent, values) => {
    expect(found(identity, more, sent)).toEqual(values)
  })
  test('fields that go only to a purchase, or into the list of answers, are none that were never read', () => {
    const rule: Rule = {
      id: 'entry',
      on: 'form',
      events: [{ name: 'Entered', properties: { answers: { from: 'form.responses', only: ['birthday'], type: 'object', many: true } } }],
      purchases: [{ productId: { value: 'shirt' }, price: 'field.team', currency: { value: 'AUD' }, properties: { terms: 'field.terms' } }],
    }
    const bought = envelope('e1', 10, { purchases: [{ purchase: 0, values: { price: '9' }, properties: { terms: 'on' } }] })
    const who = alias('ada@b.co')
    const time = new Date(15).toISOString()
    const sent = {
      events: [{ ...who, name: 'Entered', time, properties: { answers: [{ question: 'birthday', answer: 'spring' }] } }],
      purchases: [{ ...who, product_id: 'shirt', price: 9, currency: 'AUD', time, properties: { terms: 'on' } }],
    }
    const [one] = journeysOf({ told: wayOf(bought, full), rules: [rule], requests: [request(1, 50, sent)] })
    const rows = rowsOf(one!, { ...hub, identity: [], rules: [rule] }, fields)
    const got = rows.map(({ source, targets }) => [source, ...targets.filter(({ kind }) => kind !== 'consent').map(({ value }) => value)])
    expect(got).toEqual([
      ['TEAM', 9],
      ['TERMS', 'on'],
      ['BIRTHDAY', [{ question: 'birthday', answer: 'spring' }]],
      ['', 'shirt', 'AUD'],
      ['EMAIL'],
      ['SECRET'],
    ])
  })
  test('a field that only a condition or another rule reads is not called never read', () => {
    const more: Rule = { id: 'other', on: 'form', attributes: { team: 'field.team' } }
    const rule: Rule = { id: 'entry', on: 'form', events: [{ name: 'Entered', when: { 'field.birthday': { present: true } } }] }
    const rows = rowsOf(journey!, { ...hub, identity: [], rules: [rule, more] }, fields)
    expect(rows.filter(({ targets }) => targets.length === 0)).toEqual([
      { source: 'EMAIL', targets: [] },
      { source: 'TEAM', targets: [], isRead: true },
      { source: 'BIRTHDAY', targets: [], isRead: true },
      { source: 'SECRET', targets: [] },
    ])
  })
  test('after a reload, what its envelope keeps: its values and its time, and that it was selected', () => {
    const kept = { ...envelope('e1', 10), attributes: { team: 'Reds' }, events: [{ event: 0, properties: { who: 'Reds-Quiz' } }] }
    const [one] = journeysOf({ told: [told(5_000, 'held', { envelope: kept, reason: 'offline' })], rules: hub.rules })
    expect(one).toMatchObject({ startedAt: 10, times: { captured: 10 } })
    expect(rowsOf(one!, hub, []).map(({ source, held }) => [source, held])).toEqual([
      ['field.email', 'Ada@b.co'],
      ['field.terms', undefined],
      ['field.team', 'Reds'],
      ['field.birthday', undefined],
      ['card.name', undefined],
      ['', undefined],
    ])
  })
  test('the answers of a play, one to a line', () => {
    const rule: Rule = { id: 'entry', on: 'card-finished', events: [{ name: 'Played', properties: { answers: 'play.responses' } }] }
    const play = {
      complete: true,
      responses: [
        { question: 'Who?', answer: 'Reds', correct: true },
        { question: 'Which?', answer: ['Left', 'Right'] },
      ],
    }
    const [one] = journeysOf({ told: wayOf(envelope('e2', 10), { on: 'card-finished', play }), rules: [rule], requests: [] })
    expect(rowsOf(one!, { ...hub, rules: [rule] }, [])[0]?.held).toBe('Who? · Reds · true\nWhich? · Left, Right')
  })
  test('only what Braze does not get counts as left out', () => {
    expect(leftOutOf(journey!)).toBe(1)
  })
})
