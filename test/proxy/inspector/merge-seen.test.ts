// However many reports come, what is kept of them has the contract's size.
import { expect, test } from 'vitest'
import { SEEN_MAX, type Seen } from '../../../src/core/inspector.ts'
import { mergeSeen } from '../../../src/proxy/inspector/merge-seen.ts'

const AT = '2026-11-21T09:30:00.000Z'

/** Of report number `n`: one form and one event that no other report has. */
const ownOf = (n: number): Seen => ({
  forms: [{ selector: `f${n}`, at: AT, path: '/', fields: [] }],
  events: [{ name: `e${n}`, at: AT, cardTypes: [], paths: [] }],
})
/** Of a form and an event that come again and again, each time with a field, a card type and a path more. */
const moreOf = (n: number): Seen => ({
  forms: [{ selector: 'form', at: AT, path: '/', fields: [{ id: `field${n}`, kind: 'text' }] }],
  events: [{ name: 'event', at: AT, cardTypes: [`type${n}`], paths: [{ path: `path${n}`, kind: 'string' }] }],
})
/** Of a field that comes again and again, each time with an option more. */
const optionOf = (n: number): Seen => ({
  forms: [{ selector: 'form', at: AT, path: '/', fields: [{ id: 'field', kind: 'select', options: [`option${n}`] }] }],
  events: [],
})

function after500(report: (n: number) => Seen): Seen {
  let seen: Seen = { forms: [], events: [] }
  for (let n = 0; n < 500; n++) seen = mergeSeen(seen, report(n))
  return seen
}

test('a form or an event more than there may be drives out the first', () => {
  const { forms, events } = after500(ownOf)
  expect([forms[0]?.selector, forms.at(-1)?.selector]).toEqual([`f${500 - SEEN_MAX.forms}`, 'f499'])
  expect([events[0]?.name, events.at(-1)?.name]).toEqual([`e${500 - SEEN_MAX.events}`, 'e499'])
})

test('each list keeps its maximum and no more', () => {
  const { forms, events } = after500(ownOf)
  expect([forms.length, events.length]).toEqual([SEEN_MAX.forms, SEEN_MAX.events])
  const more = after500(moreOf)
  expect(more.forms.map(({ fields }) => fields.length)).toEqual([SEEN_MAX.fields])
  expect(more.events.map(({ cardTypes, paths }) => [cardTypes.length, paths.length])).toEqual([[SEEN_MAX.cardTypes, SEEN_MAX.paths]])
  expect(after500(optionOf).forms[0]?.fields.map(({ options }) => options?.length)).toEqual([SEEN_MAX.options])
})
