// One capture to every rule: what a rule adds to it stays with that rule, and what is begun is gone on with by the same card only.
import { endPage, formIn, startPage, rule } from './page-rig.ts'
import { afterEach, describe, expect, test } from 'vitest'
import type { HubFile } from '../../src/core/hub-file.ts'

const [one, other] = [{ card: { id: 'c1' } }, { card: { id: 'c2' } }]
const byEmail: Partial<HubFile> = { identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.email' } }] }
afterEach(endPage)

describe('each rule for itself', () => {
  test('a card that one finds is not the next one’s', async () => {
    const attributes = { email: 'field.email', card: 'card.id' } as const
    const { submitted, sent } = await startPage([
      rule({ card: { closest: 'div', attribute: 'data-card' }, attributes }),
      rule({ id: 'b', attributes }),
    ])
    document.body.innerHTML = '<div data-card="c1"></div>'
    submitted(formIn(document.querySelector('div')!), null)
    expect(sent()).toEqual([{ email: 'a@b.co', card: 'c1' }, { email: 'a@b.co' }])
  })

  test('a form with a password goes only to the rule that names it', async () => {
    const { submitted, gone, told } = await startPage([rule(), rule({ id: 'named', where: { form: '.login' } })])
    const form = formIn(document.body)
    form.className = 'login'
    form.insertAdjacentHTML('beforeend', '<input type="password" value="secret">')
    submitted(form, null)
    expect(gone()).toEqual(['named'])
    formIn(document.body).insertAdjacentHTML('beforeend', '<input type="password" value="secret">')
    submitted(document.forms[1]!, null)
    expect(gone()).toEqual(['named'])
    expect(told).toContain('dropped a password_form')
  })

  test('of one trigger, the container that the rule names', async () => {
    const [near, far] = [rule({ trigger: 'click b', root: '.near' }), rule({ id: 'b', trigger: 'click b', root: '.far' })]
    const { submitted, gone } = await startPage([near, far])
    submitted(formIn(document.body), null, near as never)
    expect(gone()).toEqual(['a'])
  })
})

describe('steps', () => {
  const steps = rule({ steps: 'merge', confirm: 'komo', attributes: { email: 'field.email', team: 'field.team' } })

  test('what a later one says counts, of the same card only', async () => {
    const { take, capture, hear, sent, waits } = await startPage([steps])
    take(capture({ email: 'a@b.co', team: 'red' }, one))
    take(capture({ email: 'other', team: 'green' }, other))
    take(capture({ team: 'blue' }, one))
    expect(waits()).toEqual(['a unconfirmed', 'a unconfirmed'])
    hear('form-submission', { cardId: 'c1' })
    expect(sent()).toEqual([{ email: 'a@b.co', team: 'blue' }])
  })

  test('after one that is confirmed and waits for who it is, another begins', async () => {
    const { take, capture, hear, waits } = await startPage([steps], byEmail)
    take(capture({ team: 'red' }, one))
    hear('form-submission', { cardId: 'c1' })
    expect(waits()).toEqual(['a no_identity'])
    take(capture({ team: 'blue' }, one))
    expect(waits()).toEqual(['a no_identity', 'a unconfirmed'])
  })
})

describe('collect', () => {
  const play = rule({
    on: ['card-answered', 'card-completed'],
    where: { event: { answer: ['red', 'blue'] } },
    collect: { question: ['event.question'], answer: ['event.answer'], until: ['card-completed'], max: 2 },
    attributes: { answers: 'play.responses', score: 'event.score' },
  })

  test('the event that ends it need not be an answer; what it says counts; no more answers than declared', async () => {
    const { hear, sent } = await startPage([play])
    for (const answer of ['red', 'none', 'blue', 'red']) hear('card-answered', { cardId: 'c1', question: 'q', answer, score: 1 })
    hear('card-completed', { cardId: 'c1', answer: 'none', score: 3 })
    expect(sent()).toEqual([
      {
        answers: [
          { question: 'q', answer: 'red' },
          { question: 'q', answer: 'blue' },
        ],
        score: 3,
      },
    ])
  })

  test('an end without any answer is no play', async () => {
    const { hear, gone, waits } = await startPage([play])
    hear('card-completed', { cardId: 'c1', score: 3 })
    expect([gone(), waits()]).toEqual([[], []])
  })
})

test('what has waited too long is not waited for again because something comes now', async () => {
  const { take, capture, waits, seconds, told } = await startPage([rule({ attributes: { team: 'field.team' } })], {
    ...byEmail,
    hold: { max: 10, minutes: 1 },
  })
  take(capture({ team: 'red' }))
  await seconds(59)
  take(capture({ team: 'blue' }))
  await seconds(59)
  take(capture({ team: 'white' }))
  expect(waits()).toHaveLength(3)
  await seconds(61)
  take(capture({ email: 'a@b.co', team: 'green' }))
  expect(told.filter((line) => line.includes('expired'))).toHaveLength(3)
})

test.each([
  ['another user', { userId: 'u2' }, { user: 'u2' }],
  ['the same user', { userId: 'u1' }, { user: 'u1', contact: 'k', tier: 'gold', extra: 'x' }],
  ['no user', {}, { user: 'u1', contact: 'k', tier: 'gold', extra: 'x' }],
])('what Komo said of a person, in the next event of %s', async (_, next, wanted) => {
  const { hear, sent } = await startPage([
    rule({ on: 'next', attributes: { user: 'user.id', contact: 'contact.id', tier: 'tracked.tier', extra: 'extension.extra' } }),
  ])
  hear('first', { userId: 'u1', contactId: 'k', trackedData: { tier: 'gold' }, extensionData: { extra: 'x' } })
  hear('next', next)
  expect(sent()).toEqual([wanted])
})

test('on a shared device, in the next person’s submission: nothing', async () => {
  const attributes = { email: 'field.email', user: 'user.id', contact: 'contact.id' } as const
  const { hear, submitted, sent } = await startPage([rule({ attributes })], { kiosk: true })
  hear('first', { userId: 'u1', contactId: 'k' })
  submitted(formIn(document.body, 'first'), null)
  submitted(formIn(document.body, 'second'), null)
  expect(sent()).toEqual([{ email: 'first', user: 'u1', contact: 'k' }, { email: 'second' }])
})

test('what waits is stored as it would be sent: nothing of the page that no rule asks for', async () => {
  const { take, capture, waits } = await startPage([rule({ attributes: { team: 'field.team' } })], byEmail)
  take(capture({ team: 'red', note: 'undeclared' }, { contact: { id: 'undeclared' } }))
  expect(waits()).toEqual(['a no_identity'])
  expect(JSON.stringify(sessionStorage)).not.toContain('undeclared')
  expect(JSON.stringify(sessionStorage)).toContain('red')
})

test('nor is more stored of a step than what the next one adds to', async () => {
  const { take, capture, waits } = await startPage([rule({ steps: 'merge', confirm: 'komo', attributes: { team: 'field.team' } })])
  const page = { ...capture({}).page!, query: { token: 'undeclared' } }
  take(capture({ team: 'red' }, { page, contact: { id: 'undeclared' }, extension: { user: 'undeclared' } }))
  expect(waits()).toEqual(['a unconfirmed'])
  expect(JSON.stringify(sessionStorage)).not.toContain('undeclared')
  expect(JSON.stringify(sessionStorage)).toContain('red')
})
