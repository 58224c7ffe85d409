// Rows of values in a document: fixed values keep their kind, what does not read is said and loses nothing, and a row keeps what is open in it when another is removed.
import { describe, expect, test } from 'vitest'
import type { EventTarget, Rule } from '../../src/core/hub-file.ts'
import { EventTargets } from '../../src/settings/map/event-targets.tsx'
import { Places } from '../../src/settings/map/places.tsx'
import { rowsOf, targetsOf, type Targets } from '../../src/settings/map/rows.ts'
import { ValueRows } from '../../src/settings/map/value-rows.tsx'
import { all, button, field, optionsOf, press, root, set, show, unnamed } from './document.tsx'

const edit = (start: Targets) =>
  show<Targets | undefined>(start, (targets, onChange) => (
    <ValueRows of="attribute" rows={rowsOf(targets)} onChange={(rows) => onChange(targetsOf(rows))} />
  ))
const openMore = (name: string): void => press(button(`More about ${name}`))
const errors = (): (string | null)[] => all<HTMLElement>('.wrong').map(({ textContent }) => textContent)
/** As a browser says it: the focus goes to what is clicked. */
const remove = async (pressed: HTMLElement | undefined): Promise<void> => {
  pressed?.focus()
  press(pressed)
  await new Promise(requestAnimationFrame)
}

describe('a fixed value', () => {
  test('that is a list, a number, a yes or no or an object stays one when it is changed', () => {
    const values = edit({
      hubs_played: { value: ['summer-footy'], op: 'add' },
      seven: { value: 7 },
      yes: { value: true },
      o: { value: { a: 1 } },
    })
    expect(field('Source of hubs_played')?.value).toBe('["summer-footy"]')
    set(field('Source of hubs_played'), '["winter-footy"]')
    set(field('Source of seven'), '8')
    set(field('Source of yes'), 'false')
    set(field('Source of o'), '{"a": 2}')
    expect(values.now()).toEqual({
      hubs_played: { value: ['winter-footy'], op: 'add' },
      seven: { value: 8 },
      yes: { value: false },
      o: { value: { a: 2 } },
    })
  })

  test('that does not read stays as it was typed, with what is wrong; the one before stands until it does', () => {
    const values = edit({ hubs_played: { value: ['a'], op: 'add', default: ['d'] } })
    set(field('Source of hubs_played'), 'winter')
    expect(values.now()).toEqual({ hubs_played: { value: ['a'], op: 'add', default: ['d'] } })
    expect(field('Source of hubs_played')?.value).toBe('winter')
    expect(field('Source of hubs_played')?.getAttribute('aria-invalid')).toBe('true')
    expect(errors()).toEqual(['This has to be a list, such as ["a", "b"].'])
    set(field('Source of hubs_played'), '["winter"]')
    expect(errors()).toEqual([])
    openMore('hubs_played')
    set(field('If there is none'), '["e"]')
    expect(values.now()).toEqual({ hubs_played: { value: ['winter'], op: 'add', default: ['e'] } })
    set(field('If there is none'), '')
    expect(values.now()).toEqual({ hubs_played: { value: ['winter'], op: 'add' } })
  })

  test('that is nothing is nothing again, and no text, where the word for it is typed again: here and in what is replaced', () => {
    const start = { gone: { value: null }, area: { from: 'field.area', map: { none: null, one: '1' } } }
    const values = edit(start)
    openMore('area')
    const lines = field('Replace values')?.value ?? ''
    set(field('Source of gone'), 'x')
    set(field('Replace values'), 'other = x')
    expect(values.now()).toEqual({ gone: { value: 'x' }, area: { from: 'field.area', map: { other: 'x' } } })
    set(field('Source of gone'), 'null')
    set(field('Replace values'), lines)
    expect(values.now()).toEqual(start)
  })

  test('for a text stays a text, whatever it looks like', () => {
    const values = edit({ postcode: { from: 'field.postcode', default: '3000' } })
    openMore('postcode')
    set(field('If there is none'), '4000')
    expect(values.now()).toEqual({ postcode: { from: 'field.postcode', default: '4000' } })
  })
})

test('"Replace values": a line more leaves the others as they are; a line without "=" is said and nothing vanishes', () => {
  const map = { a: '4000', b: '3000', 'x=y': 'eq', gone: null }
  const values = edit({ area: { from: 'field.postcode', map } })
  openMore('area')
  const before = field('Replace values')?.value ?? ''
  set(field('Replace values'), `${before}\nc = new`)
  expect(values.now()).toEqual({ area: { from: 'field.postcode', map: { ...map, c: 'new' } } })
  const typed = `${field('Replace values')?.value ?? ''}\nbrisbane`
  set(field('Replace values'), typed)
  expect(values.now()).toEqual({ area: { from: 'field.postcode', map: { ...map, c: 'new' } } })
  expect(errors()).toEqual(['This line needs a = between hub value and Braze value: brisbane'])
  expect(field('Replace values')?.value).toBe(typed)
  set(field('Replace values'), `${typed} = BNE`)
  expect(errors()).toEqual([])
  expect(values.now()).toEqual({ area: { from: 'field.postcode', map: { ...map, c: 'new', brisbane: 'BNE' } } })
})

test('what is replaced by digits keeps all of them', () => {
  const values = edit({ prize: 'field.prize' })
  openMore('prize')
  set(field('Replace values'), 'a = 5\nb = 5.00\nc = 12345678901234567890')
  expect(values.now()).toEqual({ prize: { from: 'field.prize', map: { a: 5, b: '5.00', c: '12345678901234567890' } } })
})

test('a type that is declared is shown, also where the target has it by itself', () => {
  edit({ first_name: { from: 'field.first_name', type: 'string' }, last_name: 'field.last_name' })
  expect(field('Type of first_name')).toMatchObject({ value: 'string' })
  expect(optionsOf('Type of first_name')).toContain('string')
  expect(optionsOf('Type of last_name')).not.toContain('string')
})

test('what stands first among the types is what the value is read as without one', () => {
  edit({
    games: { from: 'field.games', op: 'inc' },
    prefs: { from: 'field.prefs', op: 'merge' },
    answers: 'play.responses',
    finished: 'play.complete',
    team: 'field.team',
    dob: 'field.dob',
    seven: { value: 7 },
    yes: { value: true },
    seasons: { value: [2025, 2026] },
    prize: { value: { name: 'Ball' } },
    code: { value: '7' },
    visits: { value: 1, op: 'inc' },
  })
  const first = (name: string): string | undefined => field(`Type of ${name}`)?.querySelector('option')?.textContent
  const names = ['games', 'prefs', 'answers', 'finished', 'team', 'dob', 'seven', 'yes', 'seasons', 'prize', 'code', 'visits']
  expect(names.map(first)).toEqual([
    'Whole number',
    'Object',
    'Object',
    'Yes or no',
    'Text',
    'Date',
    'Number',
    'Yes or no',
    'Number',
    'Object',
    'Text',
    'Whole number',
  ])
  expect(optionsOf('Type of games')).toContain('number')
})

test('what Braze’s own attributes are asked for is offered without a declared type: a date’s format, a phone’s country', () => {
  edit({ dob: 'field.birthday', phone: 'field.mobile', note: 'field.note' })
  const asks = (name: string): boolean[] => {
    openMore(name)
    const found = ['Format', 'Country of numbers without +'].map((label) => Boolean(field(label)))
    openMore(name)
    return found
  }
  expect(['dob', 'phone', 'note'].map(asks)).toEqual([
    [true, false],
    [false, true],
    [false, false],
  ])
})

test('a name that another row has, or none, is said: the row keeps its own until there is one', () => {
  const values = edit({ a: 'field.a', b: 'field.b' })
  const names = () => all('.value-main .field:nth-child(2) input')
  set(names()[1], 'a')
  expect(values.now()).toEqual({ a: 'field.a', b: 'field.b' })
  expect(errors()).toEqual(['There is already one with this name.'])
  set(names()[1], ' ')
  expect(errors()).toEqual(['A name is needed here.'])
  set(names()[1], 'c')
  expect(errors()).toEqual([])
  expect(values.now()).toEqual({ a: 'field.a', c: 'field.b' })
})

test('a sort that is chosen away and chosen again reads what it read, also when the details were closed meanwhile', () => {
  const start = { team: { from: ['field.team', 'tracked.team'], map: { a: 'A' } } }
  const values = edit(start)
  openMore('team')
  set(field('Value'), 'value')
  set(field('Source of team'), 'Sharks')
  openMore('team')
  openMore('team')
  set(field('Value'), 'from')
  expect(values.now()).toEqual(start)
  set(field('Value'), 'value')
  expect(values.now()).toEqual({ team: { value: 'Sharks' } })
})

test('only what can be declared of it is asked: nothing is divided or replaced in a value that is always the same, and what is added is a list', () => {
  edit({ hubs: { value: ['a'], op: 'add' }, teams: { from: 'field.team', op: 'add' }, score: { from: 'field.score', type: 'integer' } })
  const asked = (name: string): (string | null)[] => {
    openMore(name)
    const labels = all<HTMLElement>('.value-details label').map(({ textContent }) => textContent)
    openMore(name)
    return labels
  }
  expect(asked('hubs')).toEqual(['Value', 'Operation', 'Set'])
  expect(asked('teams')).toEqual(['Value', 'Operation', 'Split text at', 'If there is none', 'Replace values', 'If too long', 'Set'])
  expect(asked('score')).toContain('Format')
})

test('a source that was emptied is empty, without quotes', () => {
  const values = edit({ team: 'field.team' })
  set(field('Source of team'), '')
  expect([field('Source of team')?.value, values.now()]).toEqual(['', { team: '' }])
})

test('Braze’s own attributes are offered their own type only', () => {
  edit({ dob: 'field.birthday', phone: { from: 'field.mobile', type: 'string' }, other: 'field.other' })
  expect(optionsOf('Type of dob')).toEqual([''])
  expect(optionsOf('Type of phone')).toEqual(['', 'string'])
  expect(optionsOf('Type of other')).toContain('date')
})

describe('when a row is removed', () => {
  test('another stays open, and the keyboard goes on with the one that follows', async () => {
    edit({ a: 'field.a', b: 'field.b', c: 'field.c' })
    openMore('c')
    const open = root.querySelector('.value-details')
    await remove(button('Remove a'))
    expect(root.querySelector('.value-details')).toBe(open)
    expect(button('More about c')?.getAttribute('aria-expanded')).toBe('true')
    expect(document.activeElement).toBe(button('Remove b'))
  })

  test('of events too', async () => {
    const start: EventTarget[] = [
      { name: 'One', properties: { p: 'field.p' } },
      { name: 'Two', properties: { q: 'field.q' } },
    ]
    show(start, (targets, onChange) => <EventTargets targets={targets} onChange={onChange} />)
    openMore('q')
    await remove(button('Remove One'))
    expect(button('More about q')?.getAttribute('aria-expanded')).toBe('true')
    expect(document.activeElement).toBe(button('Remove Two'))
  })
})

describe('where a rule holds', () => {
  const places = (start: Rule) =>
    show(start, (rule, onChange) => (
      <Places
        rule={rule}
        seen={undefined}
        onChange={(change) => {
          const next = structuredClone(rule)
          change(next)
          onChange(next)
        }}
      />
    ))

  test('a comma is part of a card’s name and of a selector', () => {
    const rule = places({ id: 'r', on: 'form', where: { cardName: 'Finals quiz', form: ':is(a, b)' } })
    expect(field('Form (CSS selector)')?.value).toBe(':is(a, b)')
    set(field('Form (CSS selector)'), ':is(a, b, c)')
    set(field('Card name'), 'Finals quiz, round 2')
    expect(rule.now().where).toEqual({ cardName: 'Finals quiz, round 2', form: ':is(a, b, c)' })
  })

  test('each of several names has its control; one more counts once it is typed, an emptied one is gone', async () => {
    const rule = places({ id: 'r', on: 'form', where: { cardName: 'One' } })
    press(button('Or one more valueCard name'))
    expect(rule.now().where).toEqual({ cardName: 'One' })
    set(field('Card name: 2'), ' Two, and a half ')
    expect(rule.now().where).toEqual({ cardName: ['One', 'Two, and a half'] })
    expect(unnamed()).toEqual([])
    set(field('Card name'), '')
    expect(rule.now().where).toEqual({ cardName: 'Two, and a half' })
    await remove(button('Remove Card name'))
    expect(rule.now()).toEqual({ id: 'r', on: 'form' })
    expect(field('Card name')).toBeUndefined()
    expect(root.contains(document.activeElement)).toBe(true)
  })

  test('a place that was chosen waits for its value, and is taken back without one', () => {
    const rule = places({ id: 'r', on: 'form' })
    set(all<HTMLSelectElement>('.list-field select').at(-1), 'path')
    expect(rule.now()).toEqual({ id: 'r', on: 'form' })
    press(button('Remove Path'))
    expect(field('Path')).toBeUndefined()
    set(all<HTMLSelectElement>('.list-field select').at(-1), 'path')
    set(field('Path'), '/quiz')
    expect(rule.now().where).toEqual({ path: '/quiz' })
  })
})
