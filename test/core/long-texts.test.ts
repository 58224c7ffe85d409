// Anybody may post a text as long as an envelope, and reading it must not keep all others waiting. These are longer still: work that grows with the square of a length does not end within a test's time.
import { expect, it } from 'vitest'
import type { HubFile, Value } from '../../src/core/hub-file.ts'
import { planOf } from '../../src/core/shape/plan.ts'
import { shape } from '../../src/core/shape/shape.ts'
import { tables } from '../../src/proxy/accept/tables.ts'
import { HUB } from '../schema/hub.ts'

const AT = '2026-11-21T10:00:00.000Z'
const LENGTH = 150_000

/** A letter with accents above and below it, which NFKC sorts. */
const ACCENTS = `a${'\u0301'.repeat(LENGTH)}${'\u0316'.repeat(LENGTH)}`

it.each([
  ['image_url', {}, `https://${'a'.repeat(LENGTH)} b`, 'invalid_url'],
  ['email', {}, ACCENTS, 'invalid_email'],
  ['a', { type: 'boolean' }, ACCENTS, 'invalid_boolean'],
  ['a', { type: 'number' }, ACCENTS, 'invalid_number'],
  ['a', { type: 'integer' }, ACCENTS, 'invalid_integer'],
  ['a', { type: 'date' }, ACCENTS, 'invalid_date'],
  ['phone', {}, ACCENTS, 'invalid_phone'],
  ['country', {}, ACCENTS, 'invalid_country'],
  ['language', {}, ACCENTS, 'invalid_language'],
  ['gender', {}, ACCENTS, 'invalid_gender'],
  ['time_zone', {}, ACCENTS, 'invalid_time_zone'],
] as [string, Value, string, string][])('%s %j', (name, value, text, code) => {
  const attributes = { [name]: { from: 'field.x', ...value } }
  const hub: HubFile = {
    ...HUB,
    identity: [{ as: 'user_alias', label: 'crm', from: { from: 'field.id' } }],
    rules: [{ id: 'r', on: 'form', attributes }],
  }
  const identity = [{ as: 'user_alias', label: 'crm', value: 'c' }]
  const envelope = { v: 1 as const, id: 'x', at: AT, rev: '0123456789abcdef', rule: 'r', identity, attributes: { [name]: text } }
  const { problems } = shape(envelope, planOf(hub), { tables, proofs: [], at: AT, now: Date.parse(AT) })
  expect(problems).toEqual([{ target: `attributes.${name}`, code }])
})
