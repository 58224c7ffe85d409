// However many reports come, what is kept of them has the contract's size.
import { expect, test } from 'vitest'
import { SEEN_MAX, type Seen } from '../../../src/core/inspector.ts'
import { mergeSeen } from '../../../src/proxy/inspector/merge-seen.ts'

const AT = '2026-11-21T09:30:00.000Z'
const many = <One>(count: number, make: (name: string) => One): One[] => Array.from({ length: count }, (_, n) => make(`n${n}`))
const field = (id: string) => ({ id, kind: 'select', options: [id] })
const path = (name: string) => ({ path: name, kind: 'string' as const })

/** Of report number `n`: one form and one event of its own, and of a form and an event that all share something new of everything. */
function report(n: number): Seen {
  const own = `n${n}`
  const shared = { id: 'shared', kind: 'select', options: many(3, (option) => `${option}-${n}`) }
  return {
    forms: [
      { selector: own, at: AT, path: '/', fields: [] },
      { selector: 'shared', at: AT, path: '/', fields: [shared, ...many(3, (id) => field(`${id}-${n}`))] },
    ],
    events: [
      { name: own, at: AT, cardTypes: [], paths: [] },
      { name: 'shared', at: AT, cardTypes: many(3, (type) => `${type}-${n}`), paths: many(3, (name) => path(`${name}-${n}`)) },
    ],
  }
}

test('each list keeps no more than its maximum', () => {
  let seen: Seen = { forms: [], events: [] }
  for (let n = 0; n < 500; n++) seen = mergeSeen(seen, report(n))
  expect(seen.forms.length).toBe(SEEN_MAX.forms)
  expect(seen.events.length).toBe(SEEN_MAX.events)
  for (const { fields } of seen.forms) {
    expect(fields.length).toBeLessThanOrEqual(SEEN_MAX.fields)
    for (const { options = [] } of fields) expect(options.length).toBeLessThanOrEqual(SEEN_MAX.options)
  }
  for (const { cardTypes, paths } of seen.events) {
    expect(cardTypes.length).toBeLessThanOrEqual(SEEN_MAX.cardTypes)
    expect(paths.length).toBeLessThanOrEqual(SEEN_MAX.paths)
  }
})
