// Who is here: what one of Komo's events says of the person, and what becomes of answers that wait for who it is.
import { endPage, startPage } from './page-rig.ts'
import { afterEach, expect, test } from 'vitest'
import type { HubFile, Rule } from '../../src/core/hub-file.ts'

const answers: Rule = { id: 'answer', on: 'card-answered', attributes: { team: 'event.team' } }
const entry: Rule = { id: 'entry', on: 'form', confirm: 'submit', attributes: { email: 'field.email' } }
const hub: Partial<HubFile> = { identity: [{ as: 'email', from: { from: 'field.email' }, trust: 'page' }] }
afterEach(endPage)

test.each([
  ['nobody was known before', [undefined, 'u1'], ['answer no_identity']],
  ['the event carries no user', ['u1', undefined], ['answer no_identity']],
  ['the same', ['u1', 'u1'], ['answer no_identity']],
  ['another', ['u1', 'u2'], []],
])('an answer waits for who it is; the next event says: %s', async (_, [first, next], wanted) => {
  const { hear, waits } = await startPage([answers, entry], hub)
  hear('card-answered', { team: 'red', ...(first && { userId: first }) })
  hear('card-viewed', next ? { userId: next } : {})
  expect(waits()).toEqual(wanted)
})
