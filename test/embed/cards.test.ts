// Which card a form belongs to, and which submission an event of a card confirms.
import { endPage, formIn, startPage } from './page-rig.ts'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Rule } from '../../src/core/hub-file.ts'

const [START, DONE] = ['form-start', 'form-submission']
const rule = (more: Partial<Rule> = {}): Rule => ({
  id: 'a',
  on: 'form',
  attributes: { email: 'field.email', card: 'card.id', name: 'card.name' },
  ...more,
})
const card = { id: 'c1' }
afterEach(endPage)

describe('one event confirms one submission', () => {
  test('the one that waited for it, and not the next as well', async () => {
    const { hear, take, capture, gone, waits } = await startPage([rule({ confirm: 'komo' })])
    take(capture({ email: 'first' }, { card }))
    hear(DONE, { cardId: 'c1' })
    take(capture({ email: 'second' }, { card }))
    expect(gone()).toEqual(['a'])
    expect(waits()).toEqual(['a unconfirmed'])
  })

  test('the next that comes within two seconds, and not the one after it', async () => {
    const { hear, take, capture, gone, waits } = await startPage([rule({ confirm: 'komo' })])
    hear(DONE, { cardId: 'c1' })
    take(capture({ email: 'first' }, { card }))
    take(capture({ email: 'second' }, { card }))
    expect(gone()).toEqual(['a'])
    expect(waits()).toEqual(['a unconfirmed'])
  })

  test.each([
    [1_999, ['a']],
    [2_000, []],
    [-2_000, []],
  ])('from %i ms before the submit', async (before, wanted) => {
    const { hear, take, capture, gone } = await startPage([rule({ confirm: 'komo' })])
    hear(DONE, { cardId: 'c1' })
    vi.setSystemTime(Date.now() + before)
    take(capture({ email: 'a' }, { card }))
    expect(gone()).toEqual(wanted)
  })
})

describe('the card of a form', () => {
  const around = (id: string, within: Element = document.body) => {
    const element = Object.assign(document.createElement('div'), { id })
    within.append(element)
    return element
  }
  const rules = (finder?: Rule['card']) => [rule({ confirm: 'submit', ...(finder && { card: finder }) })]

  test.each([
    ['an element around it that carries the id of a known card', undefined, () => around('c2'), { card: 'c2', name: 'Two' }],
    ['not an id that no event told', undefined, () => around('c9'), {}],
    ['the rule’s own: part of the address', { url: '//(\\w+)' }, () => around('c2'), { card: 'localhost' }],
    ['the rule’s own: an attribute', { closest: '[id]', attribute: 'id' }, () => around('c9'), { card: 'c9' }],
    ['the rule’s own finds none: that of the form', { url: 'no(thing)' }, () => around('c2'), { card: 'c2', name: 'Two' }],
    ['the rule’s own has no such element', { closest: 'main', attribute: 'id' }, () => around('c2'), { card: 'c2', name: 'Two' }],
  ])('%s', async (_, finder, place, wanted) => {
    const { hear, submitted, sent } = await startPage(rules(finder))
    hear(START, { cardId: 'c1', cardName: 'One' })
    hear(START, { cardId: 'c2', cardName: 'Two' })
    submitted(formIn(place()), null)
    expect(sent()).toEqual([{ email: 'a@b.co', ...wanted }])
  })

  test('the only one whose form is open', async () => {
    const { hear, submitted, sent, seconds } = await startPage(rules())
    hear(START, { cardId: 'c1' })
    hear(DONE, { cardId: 'c1' })
    hear(START, { cardId: 'c2' })
    await seconds(2)
    submitted(formIn(document.body), null)
    expect(sent()).toMatchObject([{ card: 'c2' }])
  })

  test.each([
    ['two forms are open', [{ cardId: 'c1' }, { cardId: 'c2' }]],
    ['the one that is open told no id', [{}]],
    ['none was shown', []],
  ])('none, and that is told: %s', async (_, shown) => {
    const { hear, submitted, sent, told } = await startPage(rules())
    for (const one of shown) hear(START, one)
    submitted(formIn(document.body), null)
    expect(told).toContain('captured card_ambiguous')
    expect(sent()).toEqual([{ email: 'a@b.co' }])
  })
})
