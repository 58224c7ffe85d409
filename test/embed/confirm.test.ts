// What confirms a submission, and how long it waits for it: by the page's own signs and by Komo's event.
import { endPage, formIn, startPage } from './page-rig.ts'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { HubFile, Rule } from '../../src/core/hub-file.ts'

const card = { id: 'c1' }
const [START, DONE] = ['form-start', 'form-submission']
const rule = (id: string, more: Partial<Rule> = {}): Rule => ({ id, on: 'form', attributes: { email: 'field.email' }, ...more })
const appears = { appears: '.ok' }
const show = (root: Element | ShadowRoot = document.body) => {
  const element = Object.assign(document.createElement('p'), { className: 'ok' })
  root.append(element)
  return element
}
const waiting = (confirm: Rule['confirm'] | 'play', more: object = {}) => ({
  envelope: {
    v: 1,
    id: `id-${JSON.stringify(confirm)}`,
    at: new Date(Date.now()).toISOString(),
    rev: 'rev',
    rule: 'a',
    identity: [{ as: 'external_id', value: 'en' }],
    attributes: { email: 'a' },
  },
  submission: `of-${JSON.stringify(confirm)}`,
  reading: 'none',
  confirm,
  left: 30_000,
  kept: true,
  ...more,
})
afterEach(endPage)

describe('by Komo', () => {
  test('auto: a card that showed its form waits for its event, also the second time', async () => {
    const { hear, take, capture, gone, waits, seconds } = await startPage([rule('a')])
    hear(START, { cardId: 'c1' })
    take(capture({ email: 'first' }, { card }))
    hear(DONE, { cardId: 'c1' })
    expect(gone()).toEqual(['a'])
    await seconds(3)
    take(capture({ email: 'second' }, { card }))
    expect(waits()).toEqual(['a unconfirmed'])
  })

  test('auto: a card that showed no form is not one that Komo confirms, though its event came', async () => {
    const { hear, take, capture, gone, seconds } = await startPage([rule('a')])
    hear(DONE, { cardId: 'c1' })
    await seconds(3)
    take(capture({ email: 'a' }, { card }))
    expect(gone()).toEqual(['a'])
  })

  test('an event that came just before confirms what every rule takes of the submission', async () => {
    const { hear, take, capture, gone } = await startPage([rule('a', { confirm: 'komo' }), rule('b', { confirm: 'komo' })])
    hear(DONE, { cardId: 'c1' })
    take(capture({ email: 'a' }, { card }))
    expect(gone()).toEqual(['a', 'b'])
  })

  test('its event confirms what waits for another sign too, and what the form is read as once more', async () => {
    const { hear, take, capture, gone, waits } = await startPage([rule('a', { confirm: 'komo' }), rule('b', { confirm: appears })])
    const submission = { ids: {} }
    const given = capture({ email: 'a' }, { card })
    take(given, submission)
    expect(waits()).toEqual(['a unconfirmed', 'b unconfirmed'])
    hear(DONE, { cardId: 'c1' })
    expect(gone()).toEqual(['a', 'b'])
    take(given, submission)
    expect(waits()).toEqual([])
  })
})

describe('an element appears', () => {
  test.each([
    ['in the page', (form: Element) => formIn(form), () => document.body],
    ['in the page, around a form in a shadow root', (host: Element) => formIn(host.attachShadow({ mode: 'open' })), () => document.body],
    ['in the form’s own shadow root', (host: Element) => formIn(host.attachShadow({ mode: 'open' })), (host: Element) => host.shadowRoot!],
  ])('%s', async (_, place, where) => {
    const { submitted, checkConfirmations, gone } = await startPage([rule('a', { confirm: appears })])
    const host = document.body.appendChild(document.createElement('div'))
    submitted(place(host), null)
    checkConfirmations(250)
    expect(gone()).toEqual([])
    show(where(host))
    checkConfirmations(250)
    expect(gone()).toEqual(['a'])
  })

  test('what shows since before the submit must go and come again', async () => {
    const { take, capture, checkConfirmations, gone } = await startPage([rule('a', { confirm: appears })])
    const old = show()
    take(capture({ email: 'a' }))
    checkConfirmations(250)
    expect(gone()).toEqual([])
    old.remove()
    checkConfirmations(250)
    show()
    checkConfirmations(250)
    expect(gone()).toEqual(['a'])
  })

  test('at once, before the form is read as once more: it was not there before the submit', async () => {
    const { take, capture, checkConfirmations, gone } = await startPage([rule('a', { confirm: appears })])
    const submission = { ids: {} }
    const given = capture({ email: 'a' })
    take(given, submission)
    show()
    take(given, submission)
    checkConfirmations(250)
    expect(gone()).toEqual(['a'])
  })

  test('in a browser that can only say what takes up room', async () => {
    const { take, capture, checkConfirmations, gone } = await startPage([rule('a', { confirm: appears })])
    Object.defineProperty(Element.prototype, 'checkVisibility', { value: undefined, configurable: true, writable: true })
    const rects = vi.spyOn(Element.prototype, 'getClientRects').mockReturnValue([] as never)
    take(capture({ email: 'a' }))
    show()
    checkConfirmations(250)
    expect(gone()).toEqual([])
    rects.mockReturnValue([{}] as never)
    checkConfirmations(250)
    expect(gone()).toEqual(['a'])
  })
})

describe('the form goes', () => {
  test('reset confirms its own submission, and only where that is the sign', async () => {
    const rules = [rule('gone', { confirm: { gone: true } }), rule('komo', { confirm: 'komo' })]
    const { submitted, confirmReset, gone } = await startPage(rules)
    const [form, other] = [formIn(document.body), formIn(document.body)]
    submitted(form, null)
    confirmReset(other)
    expect(gone()).toEqual([])
    confirmReset(form)
    expect(gone()).toEqual(['gone'])
  })
})

describe('corrected and submitted once more, for the hub had refused it', () => {
  const corrected = async (more: Partial<Rule>, hub: Partial<HubFile> = {}) => {
    const page = await startPage([rule('a', more)], hub)
    const form = formIn(document.body, 'wrong@b.co')
    page.submitted(form, null)
    await page.seconds(1)
    form.querySelector('input')!.value = 'right@b.co'
    page.submitted(form, null)
    await page.seconds(1)
    return { ...page, form }
  }

  test.each([[appears], [{ gone: true as const }]])('%j is of the correction alone', async (confirm) => {
    const { form, checkConfirmations, sent, told } = await corrected({ confirm })
    expect(told).toContain('dropped a not_confirmed')
    show()
    form.remove()
    checkConfirmations(250)
    expect(sent()).toEqual([{ email: 'right@b.co' }])
  })

  test('with Komo’s event the first may still have one of its own', async () => {
    const { waits } = await corrected({ confirm: 'komo' })
    expect(waits()).toEqual(['a unconfirmed', 'a unconfirmed'])
  })

  test('with steps it is the same submission', async () => {
    const { form, checkConfirmations, sent, told } = await corrected({ confirm: { gone: true }, steps: 'merge' })
    form.remove()
    checkConfirmations(250)
    expect(sent()).toEqual([{ email: 'right@b.co' }])
    expect(told).not.toContain('dropped a not_confirmed')
  })

  test('what is confirmed and waits for who it is stays', async () => {
    const { waits } = await corrected(
      { confirm: 'submit' },
      { identity: [{ as: 'external_id', from: { from: 'field.id' }, trust: 'page' }] },
    )
    expect(waits()).toEqual(['a no_identity', 'a no_identity'])
  })
})

describe('on a later page', () => {
  test('its form has gone with the page; what must appear, appears there', async () => {
    const { checkConfirmations, gone, waits } = await startPage([rule('a')], {}, [
      waiting(appears),
      waiting({ gone: true }),
      waiting('komo'),
    ])
    checkConfirmations(250)
    expect(waits()).toHaveLength(2)
    expect(gone()).toEqual(['a'])
    show()
    checkConfirmations(250)
    expect(waits()).toHaveLength(1)
  })

  test('a play of another page, of which a popup has a copy, goes on when this page closes', async () => {
    const { endPlays, gone } = await startPage([rule('a')], {}, [waiting('play', { left: 60_000 })])
    endPlays()
    expect(gone()).toEqual([])
  })
})

describe('time', () => {
  test('in which the page does not show is none', async () => {
    const { take, capture, checkConfirmations, told, waits } = await startPage([rule('a', { confirm: appears, within: 2 })])
    take(capture({ email: 'a' }))
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    checkConfirmations(60_000)
    hidden.mockReturnValue(false)
    checkConfirmations(1_750)
    expect(waits()).toEqual(['a unconfirmed'])
    checkConfirmations(250)
    expect(waits()).toEqual([])
    expect(told.at(-1)).toBe('dropped a not_confirmed')
  })

  test('steps that are confirmed by the submit wait for more of them, each rule for as long as it says', async () => {
    const steps = { steps: 'merge', confirm: 'submit' } as const
    const { take, capture, checkConfirmations, gone } = await startPage([
      rule('a', { ...steps, within: 2 }),
      rule('b', { ...steps, within: 5 }),
    ])
    take(capture({ email: 'a' }, { card }))
    checkConfirmations(1_750)
    expect(gone()).toEqual([])
    checkConfirmations(250)
    expect(gone()).toEqual(['a'])
    checkConfirmations(3_000)
    expect(gone()).toEqual(['a', 'b'])
  })
})
