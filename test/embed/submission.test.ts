// What is one submission, and what of it is read: by the clock, by what waits, and by what the page's own listeners do to it.
import { endPage, formIn, startPage, rule } from './page-rig.ts'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { HubFile } from '../../src/core/hub-file.ts'

/** Who it is, nobody says: what is submitted waits. */
const byTeam: Partial<HubFile> = { identity: [{ as: 'user_alias', label: 'team', from: { from: 'field.team' } }] }
afterEach(endPage)

describe('equal entries once more', () => {
  test.each([
    ['at once', 0, 1],
    ['just within two seconds', 1.999, 1],
    ['after two seconds', 2, 2],
    ['after the clock was set back by an hour', -3600, 2],
  ])('%s', async (_, seconds, count) => {
    const page = await startPage([rule()])
    const form = formIn(document.body)
    page.submitted(form, null)
    await page.seconds(0)
    vi.setSystemTime(Date.now() + seconds * 1000)
    page.submitted(form, null)
    expect(page.gone()).toHaveLength(count)
  })

  test('by form.submit(), another time than in the task of the first', async () => {
    const { submitted, gone, seconds } = await startPage([rule()])
    const form = formIn(document.body)
    submitted(form)
    await seconds(3)
    submitted(form)
    expect(gone()).toEqual(['a', 'a'])
  })

  test('what waits for nothing but who it is was a submission of its own', async () => {
    const { submitted, waits, seconds } = await startPage([rule()], byTeam)
    const form = formIn(document.body)
    submitted(form, null)
    await seconds(3)
    submitted(form, null)
    expect(waits()).toEqual(['a no_identity', 'a no_identity'])
  })

  test('while the first is unconfirmed: the same, and its time begins anew', async () => {
    const { submitted, checkConfirmations, waits, seconds } = await startPage([rule({ confirm: { appears: '.ok' } })])
    const form = formIn(document.body)
    submitted(form, null)
    await seconds(20)
    checkConfirmations(20_000)
    submitted(form, null)
    checkConfirmations(20_000)
    expect(waits()).toEqual(['a unconfirmed'])
  })
})

describe('the page’s own listeners', () => {
  const list = (...entries: [string, string][]) => {
    const data = new FormData()
    for (const [name, value] of entries) data.append(name, value)
    return data
  }

  test('take away what let it go: it does not go', async () => {
    const { submitted, noteFormData, gone, seconds } = await startPage([rule({ consent: { from: 'field.yes' } })])
    const form = formIn(document.body)
    form.insertAdjacentHTML('beforeend', '<input type="checkbox" name="yes" checked>')
    submitted(form, null)
    expect(gone()).toEqual(['a'])
    noteFormData(form, list(['email', 'a@b.co']))
    await seconds(0)
    expect(gone()).toEqual([])
  })

  const team = rule({ attributes: { email: 'field.email', team: 'field.team' } })

  test.each([
    ['what must not be read', '<input name="team" autocomplete="cc-number" value="secret">', 'secret'],
    ['a file', '', new File(['secret'], 'secret.txt')],
  ])('add %s: it is not read of their list either', async (_, html, value) => {
    const { submitted, noteFormData, sent, seconds } = await startPage([team])
    const form = formIn(document.body)
    form.insertAdjacentHTML('beforeend', html)
    submitted(form, null)
    const data = list(['email', 'a@b.co'])
    data.append('team', value as string)
    noteFormData(form, data)
    await seconds(0)
    expect(sent()).toEqual([{ email: 'a@b.co' }])
  })

  test('make a list of their own, which lacks the button: it was used all the same', async () => {
    const { submitted, noteFormData, sent, seconds } = await startPage([team])
    const form = formIn(document.body)
    form.insertAdjacentHTML('beforeend', '<button name="team" value="red">Red</button>')
    submitted(form, form.querySelector('button'))
    noteFormData(form, list(['email', 'b@b.co']))
    await seconds(0)
    expect(sent()).toEqual([{ email: 'b@b.co', team: 'red' }])
  })

  test('send another form’s entries: nothing of this one’s', async () => {
    const { submitted, noteFormData, sent, seconds } = await startPage([rule()])
    submitted(formIn(document.body), null)
    noteFormData(formIn(document.body), list(['email', 'another']))
    await seconds(0)
    expect(sent()).toEqual([{ email: 'a@b.co' }])
  })
})

describe('what is read', () => {
  test('before a declaration is known, a control whose name is a word of the language', async () => {
    const { submitted, told } = await startPage([rule()])
    const form = formIn(document.body)
    for (const name of ['constructor', 'toString', '__proto__']) form.insertAdjacentHTML('beforeend', `<input name="${name}" value="x">`)
    localStorage.clear()
    submitted(form, null)
    expect(told).toEqual(['held no_hub'])
  })

  const asked = rule({ attributes: { answers: { from: 'form.responses', only: ['team'], question: 'label' } } })

  test.each([
    ['a label in several lines', '<label>Your\n  team <input name="team" value="red"></label>', 'Your team'],
    ['around a list', '<label>Team <select name="team"><option value="red">Red<option>Blue</select></label>', 'Team'],
    ['around a text field', '<label>Team <textarea name="team">red</textarea> (yours)</label>', 'Team (yours)'],
    ['before a text field that begins with them', '<label for="t">red</label><textarea id="t" name="team">red</textarea>', 'red'],
    ['aria-label', '<input name="team" value="red" aria-label="Team">', 'Team'],
    ['no label at all', '<input name="team" value="red">', ''],
    ['something else with its id', '<label>Team <input id="team" value="other"></label><input name="team" value="red">', 'Team'],
  ])('by name, with the words that ask for it: %s', async (_, html, question) => {
    const { submitted, sent } = await startPage([asked])
    const form = formIn(document.body)
    form.innerHTML = html
    submitted(form, null)
    expect(sent()).toEqual([{ answers: [{ question, answer: 'red' }] }])
  })

  test.each([
    ['the result of a calculation', '<output name="team">red</output>'],
    ['a button that was not used', '<button name="team" value="red">Red</button>'],
    ['a button that resets', '<button type="reset" name="team" value="red">Red</button>'],
    ['a button of the page’s own', '<button type="button" name="team" value="red">Red</button>'],
    ['an image that was not used', '<input type="image" name="team" value="red">'],
    ['an option that is disabled', '<select name="team"><option value="red" selected disabled>Red</option></select>'],
  ])('the browser would not send it, so it is not read: %s', async (_, html) => {
    const { submitted, sent } = await startPage([rule({ attributes: { email: 'field.email', team: 'field.team' } })])
    const form = formIn(document.body)
    form.insertAdjacentHTML('beforeend', html)
    submitted(form, null)
    expect(sent()).toEqual([{ email: 'a@b.co' }])
  })

  test('of a text that several elements bear, the first; a label without a control of its own stands for what is in it', async () => {
    const fields = { city: { label: 'City' }, team: { label: 'Red' } }
    const { submitted, sent } = await startPage([
      rule({ fields, attributes: { city: 'field.city', team: 'field.team', size: 'field.size' } }),
    ])
    const form = formIn(document.body)
    form.innerHTML = `<label for="c1">City</label><input id="c1" value="Rome"><label for="c2">City</label><input id="c2" value="Oslo">
      <label><b role="checkbox" aria-checked="true" data-value="red"></b>Red</label>
      <input data-field="size" value="s"><input data-field="size" value="l">`
    submitted(form, null)
    expect(sent()).toEqual([{ city: 'Rome', team: 'red', size: 's' }])
  })

  test('of a long text its first 10,000 characters', async () => {
    const { submitted, sent } = await startPage([rule()])
    submitted(formIn(document.body, 'x'.repeat(10_001)), null)
    expect(sent()).toEqual([{ email: 'x'.repeat(10_000) }])
  })

  test('of a custom element its value, whatever options it has', async () => {
    const { submitted, sent } = await startPage([rule({ attributes: { email: 'field.email', team: 'field.team' } })])
    const form = formIn(document.body)
    const custom = form.appendChild(document.createElement('x-select'))
    Object.assign(custom, { id: 'team', value: 'red', options: [{ value: 'red', selected: true }] })
    submitted(form, null)
    expect(sent()).toEqual([{ email: 'a@b.co', team: 'red' }])
  })

  test.each([
    ['a named group', '<fieldset name="team"><input type="checkbox" value="red" checked></fieldset>'],
    ['an item of a list', '<ul><li id="team"><label>Your team <input name="q1" value="red"></label></li></ul>'],
  ])('%s stands for what is in it', async (_, html) => {
    const { submitted, sent } = await startPage([rule({ attributes: { team: 'field.team' } })])
    const form = formIn(document.body)
    form.innerHTML = html
    submitted(form, null)
    expect(sent()).toEqual([{ team: 'red' }])
  })
})
