// The waiting room: what ends there by itself, what a withdrawal ends, and what of it the tab's storage gets.
import { PREFIX } from './declared.ts'
import { endPage, startPage } from './page-rig.ts'
import { envelope } from './envelope.ts'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { PublicConsent } from '../../src/core/public-hub.ts'
import type { ConsentReading } from '../../src/core/select.ts'
import type { Consent, HubFile, Rule } from '../../src/core/hub-file.ts'

const attributes = { team: 'field.team' }
const entry: Rule = { id: 'entry', on: 'form', confirm: 'submit', attributes }
const late: Rule = { id: 'late', on: 'form', confirm: 'komo', attributes }
const hub: Partial<HubFile> = { identity: [{ as: 'email', from: { from: 'field.email' }, trust: 'page' }] }
const MINUTE = 60

afterEach(endPage)

const start = async (rules: Rule[] = [entry], more: Partial<HubFile> = hub) => {
  const page = await startPage(rules, more)
  const parts = {
    ...(await import('../../src/embed/consent.ts')),
    ...(await import('../../src/embed/tab.ts')),
    ...(await import('../../src/embed/delivery/pending.ts')),
  }
  const submit = (values: Record<string, string>) => page.take(page.capture(values))
  return { ...page, ...parts, submit }
}

describe('nothing that is worth sending', () => {
  test.each<[name: string, rule: Partial<Rule>, waits: string[], told: string[]]>([
    ['ends at once', {}, [], ['dropped entry empty']],
    [
      'waits where the proxy adds something of its own',
      { attributes: { ...attributes, source: { value: 'hub' } } },
      ['entry no_identity'],
      [],
    ],
    ['waits for the next step', { confirm: 'komo', steps: 'merge' }, ['entry unconfirmed'], []],
    ['ends also where it would be confirmed', { confirm: 'komo' }, [], ['dropped entry empty']],
  ])('%s', async (_, rule, waits, wanted) => {
    const { submit, waits: found, told } = await start([{ ...entry, ...rule } as Rule])
    submit({ other: 'x' })
    expect(found()).toEqual(waits)
    expect(told.filter((one) => one.startsWith('dropped'))).toEqual(wanted)
  })
})

test('why something waits is told once', async () => {
  const { submit, told, advance } = await start()
  submit({ team: 'red' })
  advance()
  advance()
  expect(told.filter((one) => one.startsWith('held'))).toEqual(['held entry no_identity'])
})

describe('what waits for who it is', () => {
  const hold = { max: 2, minutes: 30 }
  test('gives way, the oldest first, to more than declared; what waits for its confirmation is not counted', async () => {
    const { submit, tab, expire, told } = await start([late, entry], { ...hub, hold })
    for (const team of ['one', 'two', 'three']) submit({ team })
    expire()
    const held = tab.waiting.filter(({ envelope: { rule } }) => rule === 'entry')
    expect(held.map((one) => one.envelope.attributes)).toEqual([{ team: 'two' }, { team: 'three' }])
    expect(tab.waiting).toHaveLength(5)
    expect(told.filter((one) => one.startsWith('dropped'))).toEqual(['dropped entry full'])
  })

  test.each([
    ['as long as declared', 30 * MINUTE, ['late unconfirmed', 'entry no_identity']],
    ['longer, with no more captures', 30 * MINUTE + 1, ['late unconfirmed']],
  ])('%s', async (_, seconds, wanted) => {
    const page = await start([late, entry], { ...hub, hold })
    page.submit({ team: 'red' })
    await page.seconds(seconds)
    page.expire()
    expect(page.waits()).toEqual(wanted)
  })
})

describe('withdrawn', () => {
  test('all that is here ends, or all until then', async () => {
    const { keep, forgetAll, pending } = await start()
    for (const hours of [2, 1, 0]) keep(envelope(`a${hours}`, { hours }))
    forgetAll(Date.now() - 3_600_000)
    expect(pending().map(({ id }) => id)).toEqual(['a0'])
    forgetAll()
    expect(pending()).toEqual([])
  })

  test('what waits and who it is are in no storage any more', async () => {
    const { submit, forgetAll, waits, tab } = await start([entry, late])
    submit({ team: 'red', email: 'a@b.co' })
    forgetAll()
    expect(waits()).toEqual([])
    expect(tab.identity).toEqual([])
    expect(sessionStorage.getItem(`${PREFIX}tab`)).not.toMatch(/red|a@b\.co/)
  })
})

describe('whether a capture may be kept', () => {
  type Grant = 'page' | 'person' | 'not person' | 'revoke'
  const person = { from: 'field.ok', person: true } as const
  test.each<[PublicConsent | undefined, ConsentReading, Grant[], boolean | undefined]>([
    [undefined, 'none', [], true],
    [{}, 'none', [], true],
    [{ api: true }, 'none', [], undefined],
    [{ api: true }, 'none', ['page'], true],
    [{ api: true }, 'none', ['page', 'revoke'], undefined],
    [{ from: 'field.ok' }, 'granted', [], true],
    [{ from: 'field.ok' }, 'denied', [], false],
    [{ from: 'field.ok' }, 'absent', [], false],
    [{ from: 'field.ok' }, 'denied', ['person'], false],
    [{ from: 'field.ok', api: true }, 'granted', [], undefined],
    [{ from: 'field.ok', api: true }, 'denied', ['page'], false],
    [person, 'granted', [], true],
    [person, 'denied', [], false],
    [person, 'absent', [], undefined],
    [person, 'denied', ['person'], true],
    [person, 'absent', ['person'], true],
    [person, 'absent', ['person', 'not person'], undefined],
    [person, 'absent', ['person', 'revoke'], undefined],
  ])('%j, its field %s, said %j: %s', async (consent, reading, said, expected) => {
    const { mayKeep, grantByPage, grantByPerson, revoke } = await start()
    const run = { page: grantByPage, person: () => grantByPerson(true), 'not person': () => grantByPerson(false), revoke }
    for (const one of said) run[one]()
    expect(mayKeep(consent, reading)).toBe(expected)
  })

  test('a visitor’s yes holds on this page where nothing can be stored', async () => {
    const { mayKeep, grantByPerson } = await start()
    const full = () => {
      throw new Error('full')
    }
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: full, removeItem: () => {} })
    grantByPerson(true)
    expect(mayKeep(person, 'absent')).toBe(true)
  })

  test.each<[Consent, string, string | null]>([
    [{ from: 'field.ok', scope: 'person' }, 'yes', 'true'],
    [{ from: 'field.ok', scope: 'person', api: true }, 'no', null],
    [{ from: 'field.ok' }, 'yes', null],
  ])('a yes counts for the visitor where it is one: %j, %s', async (consent, ok, stored) => {
    const { submit, grantByPage } = await start([{ ...entry, consent }])
    grantByPage()
    submit({ team: 'red', email: 'a@b.co', ok })
    expect(localStorage.getItem(`${PREFIX}consent`)).toBe(stored)
  })
})

describe('the tab’s storage', () => {
  const ada = [{ as: 'email', value: 'a@b.co' }] as const
  const stored = () => JSON.parse(sessionStorage.getItem(`${PREFIX}tab`) ?? '{}') as { waiting: unknown[] }
  const someone = { identity: [...ada], named: true, user: 'u1' }

  test.each<[name: string, consent: Consent | undefined, rules: object, isThere: boolean]>([
    ['no consent is asked for', undefined, {}, true],
    ['the page was not asked yet', { api: true }, {}, false],
    ['one of two rules waits for the page', { api: true }, { consent: 'none' }, false],
    ['this visitor has not said yes', { from: 'field.ok', scope: 'person' }, {}, false],
    ['each capture has a yes of its own', { from: 'field.ok' }, {}, true],
  ])('who is here: %s', async (_, consent, more, isThere) => {
    const { tab, saveTab } = await start([entry, { ...entry, id: 'other', ...more } as Rule], { ...hub, ...(consent && { consent }) })
    Object.assign(tab, someone)
    saveTab()
    expect(stored()).toMatchObject(isThere ? someone : { identity: [], named: false })
    expect('user' in stored()).toBe(isThere)
  })

  test('what waits is there once its consent was, and goes with none that came later', async () => {
    const { submit, saveTab, grantByPage, revoke } = await start([{ ...entry, consent: { api: true } }])
    submit({ team: 'red' })
    saveTab()
    expect(stored().waiting).toEqual([])
    grantByPage()
    saveTab()
    expect(stored().waiting).toHaveLength(1)
    revoke()
    saveTab()
    expect(stored().waiting).toHaveLength(1)
  })

  test.each<[name: string, left: object, identity: object]>([
    ['of another page of this tab', {}, ada],
    ['from before consent was withdrawn', { withdrawn: 1 }, []],
    ['of somebody else: no identity', { identity: { length: 0 } }, []],
    ['of somebody else: what waits has no id', { waiting: [{ envelope: {} }] }, []],
  ])('what is taken over: %s', async (_, left, identity) => {
    const { tab, openTab } = await start()
    sessionStorage.setItem(`${PREFIX}tab`, JSON.stringify({ identity: ada, named: false, waiting: [], at: 0, ...left }))
    openTab()
    expect(tab.identity).toEqual(identity)
  })

  test('what waits is there at once, for the page may be gone; who it is, a moment later', async () => {
    const { submit, seconds } = await start([entry, late])
    submit({ team: 'red', email: 'a@b.co' })
    expect(stored().waiting).toHaveLength(1)
    const { submit: go } = await start()
    go({ team: 'red', email: 'a@b.co' })
    await seconds(0)
    expect(stored()).toMatchObject({ identity: ada, waiting: [] })
  })

  test('what ends by itself is in it no more', async () => {
    const { submit, seconds, expire } = await start()
    submit({ team: 'red' })
    expect(stored().waiting).toHaveLength(1)
    await seconds(31 * MINUTE)
    expire()
    expect(stored().waiting).toEqual([])
  })

  test('after a withdrawal nobody is in it, also where nothing waits; what comes then is taken over again', async () => {
    const { submit, seconds, forgetAll } = await start()
    submit({ team: 'red', email: 'a@b.co' })
    await seconds(0)
    localStorage.setItem(`${PREFIX}withdrawn`, '5')
    forgetAll()
    expect(stored()).toMatchObject({ identity: [], withdrawn: 5 })
  })

  test('what this page wrote itself is not: it has more since', async () => {
    const { tab, openTab, saveTab } = await start()
    saveTab()
    tab.identity = [...ada]
    openTab()
    expect(tab.identity).toEqual(ada)
  })
})
