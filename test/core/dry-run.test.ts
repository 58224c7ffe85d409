// The dry run: for each rule a miss, or the envelope and what becomes of it.
import { describe, expect, it } from 'vitest'
import type { Capture } from '../../src/core/capture.ts'
import { dryRun } from '../../src/core/dry-run.ts'
import { dryRunRule } from '../../src/core/dry-run-rule.ts'
import { WIRE_VERSION } from '../../src/core/envelope.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import { tables } from '../../src/proxy/accept/tables.ts'

const AT = '2026-11-21T09:30:00.000Z'
const REV = '0123456789abcdef'
const HUB: HubFile = {
  hub: 'summer',
  origins: ['https://summer.example.com'],
  identity: [{ as: 'email', from: { from: 'field.email' }, trust: 'page' }],
  consent: { from: 'field.terms', scope: 'person' },
  rules: [
    { id: 'entry', on: 'form', attributes: { first_name: 'field.name' } },
    { id: 'click', on: 'Button Clicked', attributes: { first_name: 'field.name' } },
  ],
}
const capture = (fields: Record<string, string>): Capture => ({
  on: 'form',
  submission: { id: 'a', at: AT },
  page: { path: '/', title: '', language: 'fr', url: '', referrer: '', query: {} },
  fields: Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, [{ value, kind: 'text' }]])),
})
const run = (fields: Record<string, string>, hub = HUB, now = Date.parse(AT)) => dryRun(hub, REV, capture(fields), { tables, now })

describe('dryRun', () => {
  it.each([
    ['granted', { terms: 'yes' }, { consent: 'granted', waits: false }],
    ['denied', { terms: 'no' }, { consent: 'denied', waits: false }],
    ['absent: it waits, as the consent is the person’s', {}, { consent: 'absent', waits: true }],
  ])('consent %s', (_, terms, wanted) => {
    expect(run({ email: 'jo@example.com', name: 'Jo', ...terms })).toMatchObject([
      { rule: 'entry', ...wanted },
      { rule: 'click', miss: 'on' },
    ])
  })

  it('names the version, the revision and the page’s language where it is asked for', () => {
    const [one] = run({ email: 'jo@example.com', name: 'Jo' })
    expect(one).toMatchObject({ envelope: { v: WIRE_VERSION, id: 'a', at: AT, rev: REV, rule: 'entry' } })
    expect(one && 'envelope' in one && 'locale' in one.envelope).toBe(false)
    expect(run({ email: 'jo@example.com', name: 'Jo' }, { ...HUB, locale: 'page' })).toMatchObject([{ envelope: { locale: 'fr' } }, {}])
  })

  it('a page whose clock is ahead has no problem with its time', () => {
    expect(run({ email: 'jo@example.com', name: 'Jo' }, HUB, 0)).toMatchObject([{ shaped: { problems: [] } }, {}])
  })

  it('of an event reads the fields of an earlier form for its person only: nothing else of it is remembered', () => {
    const clicked = { ...capture({ email: 'jo@example.com', name: 'Jo', terms: 'yes' }), on: 'Button Clicked' }
    const rule: HubFile['rules'][number] = {
      id: 'click',
      on: 'Button Clicked',
      attributes: { first_name: 'field.name', card: 'card.name' },
    }
    expect(dryRun({ ...HUB, rules: [rule] }, REV, { ...clicked, card: { name: 'Quiz' } }, { tables, now: Date.parse(AT) })).toMatchObject([
      { consent: 'absent', envelope: { identity: [{ as: 'email', value: 'jo@example.com' }], attributes: { card: 'Quiz' } } },
    ])
    const [only] = dryRun({ ...HUB, rules: [rule] }, REV, clicked, { tables, now: Date.parse(AT) })
    expect(only).toMatchObject({ shaped: { refusal: 'nothing_left' } })
  })

  it('withholds what looks like a payment card’s number', () => {
    expect(run({ email: 'jo@example.com', name: '4111 1111 1111 1111' })).toMatchObject([{ withheld: ['first_name'] }, {}])
  })
})

describe('dryRunRule', () => {
  it('tells a miss, a body, or a refusal', () => {
    expect(run({ email: 'jo@example.com', name: 'Jo' }).map(dryRunRule)).toMatchObject([
      { rule: 'entry', consent: 'absent', problems: [], body: { attributes: [{ first_name: 'Jo' }] } },
      { rule: 'click', miss: 'on', problems: [] },
    ])
    expect(run({ name: 'Jo' }).map(dryRunRule)).toMatchObject([{ refusal: 'no_identity' }, {}])
    expect(run({ email: 'jo@example.com', name: '4111 1111 1111 1111' }).map(dryRunRule)).toMatchObject([{ withheld: ['first_name'] }, {}])
  })
})
