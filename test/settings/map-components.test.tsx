// The field map's editors in a document: what is chosen and typed is what the rule becomes, what they have no rows for is shown and left alone, and whoever uses the keyboard stays in the list.
import { describe, expect, test } from 'vitest'
import type { Seen } from '../../src/core/inspector.ts'
import type { Condition, Consent, EventTarget, HubFile, PurchaseTarget, Rule } from '../../src/core/hub-file.ts'
import type { Editor } from '../../src/settings/hub-editor.ts'
import { addSuggestion } from '../../src/settings/map/add-suggestion.ts'
import { ConditionEditor } from '../../src/settings/map/condition-editor.tsx'
import { eventNames } from '../../src/settings/map/event-names.ts'
import { EventTargets } from '../../src/settings/map/event-targets.tsx'
import { PurchaseTargets } from '../../src/settings/map/purchase-targets.tsx'
import { RuleWhen } from '../../src/settings/map/rule-when.tsx'
import { Unmapped } from '../../src/settings/map/unmapped.tsx'
import type { Resource } from '../../src/settings/resource.ts'
import { all, field, optionsOf, press, root, set, show, unnamed } from './document.tsx'

describe('a condition', () => {
  const edit = (start: Condition | undefined) =>
    show(start, (condition, onChange) => <ConditionEditor of="Entered" label="Sent" condition={condition} onChange={onChange} />)

  test('is built from nothing and taken away again', () => {
    const condition = edit(undefined)
    expect(all('.condition-row')).toHaveLength(0)
    set(all('.condition select')[0], 'only')
    set(all('.condition-row input')[0], 'field.team')
    set(all('.condition-row select')[0], 'is')
    set(all('.condition-row input')[1], 'sharks, roos')
    expect(condition.now()).toEqual({ 'field.team': { in: ['sharks', 'roos'] } })
    press(all<HTMLElement>('.condition > button')[0])
    set(all('.condition-row')[1]?.querySelector('input') ?? undefined, 'field.newsletter')
    expect(condition.now()).toEqual({ 'field.team': { in: ['sharks', 'roos'] }, 'field.newsletter': true })
    set(all('.condition > .field select')[1], 'any')
    expect(condition.now()).toEqual({ any: [{ 'field.team': { in: ['sharks', 'roos'] } }, { 'field.newsletter': true }] })
    expect(unnamed()).toEqual([])
    set(all('.condition select')[0], 'always')
    expect(condition.now()).toBeUndefined()
  })

  test('that rows cannot say is shown as it stands in the file and stays until it is taken away', () => {
    const deep: Condition = { all: [{ any: [{ 'field.team': 'sharks' }, { 'field.team': 'roos' }] }, { 'field.newsletter': true }] }
    const condition = edit(deep)
    expect(all('.condition-row')).toHaveLength(0)
    expect(JSON.parse(root.querySelector('.json')?.textContent ?? '')).toEqual(deep)
    expect(condition.now()).toBe(deep)
    set(all('.condition select')[0], 'always')
    expect(condition.now()).toBeUndefined()
  })

  test('keeps its source where what is typed combines conditions or is none, and says so', () => {
    const condition = edit({ 'field.team': 'sharks' })
    for (const typed of ['not', '']) {
      set(all('.condition-row input')[0], typed)
      expect(condition.now()).toEqual({ 'field.team': 'sharks' })
      expect(root.querySelector('.wrong')?.textContent).toBe('A source is needed here, such as field.team.')
    }
  })

  test('that is chosen away and chosen again is what it was', () => {
    const deep: Condition = { all: [{ any: [{ 'field.a': 'x' }, { 'field.b': 'y' }] }, { 'field.c': true }] }
    const condition = edit(deep)
    set(all('.condition select')[0], 'always')
    set(all('.condition select')[0], 'only')
    expect(condition.now()).toEqual(deep)
  })

  test('compares with the same values again after a yes, a no or a presence was asked', () => {
    const start: Condition = { 'field.team': { in: ['sharks', 'roos'] } }
    const condition = edit(start)
    for (const asked of ['yes', 'present', 'isNot', 'absent', 'is']) set(field('Condition 1: what is asked'), asked)
    expect(condition.now()).toEqual(start)
  })

  test('takes a value with a comma in quotes, says how many values there are, and keeps numbers', () => {
    const condition = edit({ 'card.name': 'a', 'event.score': { in: [1, 2] } })
    set(field('Condition 1: values'), '"Finals quiz, round 2"')
    set(field('Condition 2: values'), '1, 2, 3')
    expect(condition.now()).toEqual({ 'card.name': 'Finals quiz, round 2', 'event.score': { in: [1, 2, 3] } })
    expect(all<HTMLElement>('.condition-row .hint').map(({ textContent }) => textContent)).toEqual([
      '3 values. One with a comma in it goes in quotes: "a, b"',
    ])
  })

  test('of which rows are removed keeps the focus in the list, and with the last row is gone', async () => {
    const condition = edit({ 'field.a': true, 'field.b': true })
    for (const [left, focused] of [
      [{ 'field.a': true }, 'BUTTON'],
      [undefined, 'SELECT'],
    ] as const) {
      const button = all<HTMLElement>('.condition-row .icon-only').at(-1)
      button?.focus()
      press(button)
      await new Promise(requestAnimationFrame)
      expect(condition.now()).toEqual(left)
      expect(root.contains(document.activeElement)).toBe(true)
      expect(document.activeElement?.tagName).toBe(focused)
    }
  })
})

test('an event keeps its name, properties and app where its condition changes', () => {
  const target: EventTarget = { name: 'Entered', properties: { card: 'card.name' }, appId: 'app', when: { 'field.a': true } }
  const events = show([target], (targets, onChange) => <EventTargets targets={targets} onChange={onChange} />)
  set(all('.condition select')[0], 'always')
  expect(events.now()).toEqual([{ name: 'Entered', properties: { card: 'card.name' }, appId: 'app' }])
})

describe('purchases', () => {
  const edit = (start: PurchaseTarget[]) => show(start, (targets, onChange) => <PurchaseTargets targets={targets} onChange={onChange} />)

  test('one is added, its parts read from the hub or always the same, and removed', () => {
    const purchases = edit([])
    press(all<HTMLElement>('.purchases > button')[0])
    const part = (index: number) => all<Element>('.purchase-part')[index]
    set(part(0)?.querySelector('select') ?? undefined, 'template')
    set(part(0)?.querySelector('input') ?? undefined, 'pass-{field.tier}')
    set(part(1)?.querySelector('input') ?? undefined, '19.90')
    set(part(2)?.querySelector('input') ?? undefined, 'AUD')
    set(part(3)?.querySelector('select') ?? undefined, 'from')
    set(part(3)?.querySelector('input') ?? undefined, 'field.seats')
    expect(purchases.now()).toEqual([
      { productId: { template: 'pass-{field.tier}' }, price: { value: 19.9 }, currency: { value: 'AUD' }, quantity: 'field.seats' },
    ])
    expect(unnamed()).toEqual([])
    set(part(3)?.querySelector('select') ?? undefined, 'one')
    expect(purchases.now()[0]).not.toHaveProperty('quantity')
    press(all<HTMLElement>('.event-target > .card-head button')[0])
    expect(purchases.now()).toEqual([])
  })

  test('what has no control stays as the file has it', () => {
    const price = { from: 'event.price', type: 'number', format: '1.234,5' } as const
    const purchases = edit([{ productId: 'event.sku', price, currency: { value: 'EUR' }, when: { 'event.paid': true } }])
    set(all<Element>('.purchase-part')[0]?.querySelector('input') ?? undefined, 'event.product')
    expect(purchases.now()).toEqual([{ productId: 'event.product', price, currency: { value: 'EUR' }, when: { 'event.paid': true } }])
  })

  test('a quantity that is made just one, and chosen again, is replaced as before', () => {
    const start: PurchaseTarget = {
      productId: 'card.name',
      price: { value: 5 },
      currency: { value: 'EUR' },
      quantity: { from: 'field.seats', map: { one: 1, two: 2 }, default: 1 },
    }
    const purchases = edit([start])
    const sort = (): HTMLSelectElement | undefined => all<Element>('.purchase-part')[3]?.querySelector('select') ?? undefined
    for (const chosen of ['one', 'value', 'one', 'from']) set(sort(), chosen)
    expect(purchases.now()).toEqual([start])
  })
})

describe('what a rule takes', () => {
  const seen: Seen = {
    forms: [],
    events: [
      {
        name: 'card-answered',
        at: '',
        cardTypes: ['Quiz'],
        paths: [
          { path: 'prompt.question', kind: 'string' },
          { path: 'choice', kind: 'string' },
          { path: 'isCorrect', kind: 'boolean' },
        ],
      },
    ],
  }
  const edit = (start: Rule, consent?: Consent) =>
    show(start, (rule, onChange) => (
      <RuleWhen
        rule={rule}
        consent={consent}
        seen={seen}
        events={eventNames(seen, [rule])}
        onChange={(change) => {
          const next = structuredClone(rule)
          change(next)
          onChange(next)
        }}
        onRemove={() => undefined}
      />
    ))
  test('forms and several events, each once; how a form is confirmed goes with the forms', () => {
    const rule = edit({ id: 'r', on: 'form', confirm: 'komo' })
    field('It takes: 2')?.focus()
    set(field('It takes: 2'), 'card-answered')
    expect(document.activeElement).toBe(field('It takes: 3'))
    set(field('It takes: 3'), 'card-finished')
    expect(rule.now()).toEqual({ id: 'r', on: ['form', 'card-answered', 'card-finished'], confirm: 'komo' })
    expect(optionsOf('It takes: 2')).not.toContain('form')
    expect(optionsOf('It takes: 2')).not.toContain('card-finished')
    expect(optionsOf('It takes: 2')).toContain('card-answered')
    expect(unnamed()).toEqual([])
    press(all<HTMLElement>('.event-list .icon-only')[0])
    expect(rule.now()).toEqual({ id: 'r', on: ['card-answered', 'card-finished'] })
    press(all<HTMLElement>('.event-list .icon-only')[1])
    expect(rule.now()).toEqual({ id: 'r', on: 'card-answered' })
    expect(all('.event-list .icon-only')).toHaveLength(0)
    set(field('It takes'), 'form')
    expect(rule.now()).toEqual({ id: 'r', on: 'form', confirm: 'komo' })
  })

  test('the answers of a play together, from the paths that were seen', () => {
    const rule = edit({ id: 'r', on: 'card-answered' })
    set(field('Answers'), 'play')
    expect(rule.now().collect).toEqual({
      question: ['event.prompt.question'],
      answer: ['event.choice'],
      correct: ['event.isCorrect'],
      until: ['card-finished'],
    })
    set(field('Answer'), 'event.choice, event.text')
    set(field('Question'), '')
    set(field('Was it right?'), '')
    set(field('A play ends with: 2'), 'survey-submitted')
    set(field('Maximum answers per play'), '20')
    set(field('Or after this many minutes without an answer'), '2.5')
    expect(rule.now().collect).toEqual({
      question: ['event.prompt.question'],
      answer: ['event.choice', 'event.text'],
      until: ['card-finished', 'survey-submitted'],
      max: 20,
      idleMinutes: 2.5,
    })
    expect(unnamed()).toEqual([])
    set(field('Maximum answers per play'), '')
    expect(rule.now().collect).not.toHaveProperty('max')
    const { collect } = rule.now()
    set(field('Answers'), 'each')
    expect(rule.now()).toEqual({ id: 'r', on: 'card-answered' })
    set(field('Answers'), 'play')
    expect(rule.now().collect).toEqual(collect)
  })

  test('a rule can do without the hub’s consent, and goes back to it or to its own', () => {
    const own: Consent = { from: 'field.age' }
    const rule = edit({ id: 'r', on: 'card-answered', consent: own }, { from: 'field.terms' })
    set(field('Consent'), 'none')
    expect(rule.now().consent).toBe('none')
    set(field('Consent'), 'own')
    expect(rule.now().consent).toEqual(own)
    set(field('Consent'), 'hub')
    expect(rule.now()).toEqual({ id: 'r', on: 'card-answered' })
    expect(optionsOf('Consent')).toEqual(['hub', 'none', 'own'])
    edit({ id: 'r', on: 'form' })
    expect(field('Consent')).toBeUndefined()
    const only = edit({ id: 'r', on: 'form', consent: own })
    set(field('Consent'), 'hub')
    set(field('Consent'), 'own')
    expect(only.now()).toEqual({ id: 'r', on: 'form', consent: own })
  })

  test('a confirmation of the hub file’s own comes back when it is chosen again', () => {
    const confirm = { appears: '.thanks' }
    const rule = edit({ id: 'r', on: 'form', confirm })
    set(field('A form counts when'), 'submit')
    expect(rule.now().confirm).toBe('submit')
    set(field('A form counts when'), 'file')
    expect(rule.now().confirm).toEqual(confirm)
  })

  test('a form has no play to choose; a rule that has both can be freed of it', () => {
    edit({ id: 'r', on: 'form' })
    expect(field('Answers')).toBeUndefined()
    const rule = edit({ id: 'r', on: 'form', collect: { question: ['event.q,x'], answer: ['event.a'], until: ['card-finished'] } })
    expect(field('Question')?.value).toBe('"event.q,x"')
    set(field('Answers'), 'each')
    expect(rule.now()).toEqual({ id: 'r', on: 'form' })
  })

  test('what the event must say is typed as path and values; a row without both is no part of the rule yet', () => {
    const where = { cardType: 'Quiz', event: { 'a.b': ['x', 'y'], note: 'one, two' } }
    const rule = edit({ id: 'r', on: 'card-answered', where })
    expect(field('Event value 1 is')?.value).toBe('x, y')
    expect(field('Event value 2 is')?.value).toBe('"one, two"')
    set(all<HTMLSelectElement>('.list-field select').at(-1), 'event')
    set(field('Event value 3'), 'note')
    set(field('Event value 3 is'), 'true')
    expect(rule.now().where).toEqual(where)
    all<HTMLElement>('.where-event .icon-only').at(-1)?.focus()
    const focused = document.activeElement
    set(field('Event value 3'), 'isCorrect')
    expect(document.activeElement).toBe(focused)
    expect(root.contains(focused)).toBe(true)
    expect(rule.now().where).toEqual({ ...where, event: { ...where.event, isCorrect: true } })
    set(field('Event value 1'), 'note')
    set(field('Event value 1 is'), ' ')
    expect(rule.now().where?.event).toMatchObject({ 'a.b': ['x', 'y'], note: 'one, two' })
    expect(unnamed()).toEqual([])
    for (let left = 3; left > 0; left--) press(all<HTMLElement>('.where-event .icon-only')[0])
    expect(rule.now().where).toEqual({ cardType: 'Quiz' })
  })
})

test('a play’s answers, and whether it was finished, are offered as properties where the rule gathers them, each once', () => {
  const events = show<EventTarget[]>([{ name: 'Quiz Played' }], (targets, onChange) => (
    <EventTargets targets={targets} hasPlay onChange={onChange} />
  ))
  const adds = () => all<HTMLElement>('.row-adds button')
  press(adds()[1])
  press(adds()[1])
  expect(events.now()).toEqual([
    {
      name: 'Quiz Played',
      properties: {
        answers: { from: 'play.responses', type: 'object', many: true },
        complete: { from: 'play.complete', type: 'boolean' },
      },
    },
  ])
  expect(adds()).toHaveLength(1)
})

describe('what was seen on the hub', () => {
  const seen: Seen = {
    forms: [],
    events: [
      {
        name: 'card-answered',
        at: new Date().toISOString(),
        cardTypes: ['Poll'],
        paths: [
          { path: 'answer', kind: 'string' },
          { path: 'score', kind: 'number' },
          { path: 'tags', kind: 'list' },
          { path: 'tags.*', kind: 'string' },
        ],
      },
      { name: 'card-action', at: new Date().toISOString(), cardTypes: [], paths: [{ path: 'extra', kind: 'object' }] },
    ],
  }
  const hub = { hub: 'h', origins: [], identity: [], rules: [] } as HubFile
  const editRule = (start: Rule) =>
    show(start, (rule, onChange) => (
      <Unmapped
        hub={hub}
        rule={rule}
        seen={{ data: seen } as Resource<Seen>}
        canInspect
        editor={{} as Editor}
        onMap={(suggestion) => {
          const next = structuredClone(rule)
          addSuggestion(next, suggestion)
          onChange(next)
        }}
      />
    ))

  test('values of the rule’s Komo event are offered by their kind, and gone from the list once mapped', () => {
    const rule = editRule({ id: 'r', on: 'card-answered', attributes: { answer: 'event.answer' } })
    expect(all<HTMLElement>('.unmapped li > span:first-child > code').map(({ textContent }) => textContent)).toEqual(['score', 'tags.*'])
    press(all<HTMLElement>('.unmapped button')[0])
    press(all<HTMLElement>('.unmapped button')[0])
    expect(rule.now().attributes).toEqual({
      answer: 'event.answer',
      score: { from: 'event.score', type: 'number' },
      tags: { from: 'event.tags.*', many: true },
    })
    expect(all('.unmapped')).toHaveLength(0)
    expect(all('.seen-all')).toHaveLength(1)
  })

  test('an event that had objects only is not said to be mapped', () => {
    editRule({ id: 'r', on: 'card-action' })
    expect([all('.seen-all').length, root.textContent]).toEqual([0, 'Nothing that could be mapped was seen here yet.'])
  })

  test('another event’s values are not offered: the page says how they come', () => {
    editRule({ id: 'r', on: 'card-finished' })
    expect(all('.unmapped')).toHaveLength(0)
    expect(root.textContent).toContain('Play the card with the inspector open')
  })
})
