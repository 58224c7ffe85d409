// Whose a submission is: named by itself, by the page, by an earlier one, on this page or an earlier visit.
import { PREFIX } from './declared.ts'
import { endPage, startPage } from './page-rig.ts'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { HubFile, Rule } from '../../src/core/hub-file.ts'

type Who = { as: string; label?: string; value?: string; proof?: string } | null
type Kept = [who: object, left: number, user: string | undefined]
type Step = ['says', Who] | ['submits', Record<string, string>] | ['Komo', string, object]

const HUB: Partial<HubFile> = {
  identity: [
    { as: 'external_id', from: { from: 'field.member' }, trust: 'page' },
    { as: 'external_id', proof: 'extension.jwt' },
    { as: 'user_alias', label: 'game', from: { from: 'field.nick' } },
    { as: 'user_alias', label: 'email', from: { from: 'field.email' } },
    { as: 'email', from: { from: 'field.mail' }, trust: 'page' },
  ],
}
const attributes = { team: 'field.team' }
const entry: Rule = { id: 'entry', on: 'form', confirm: 'submit', attributes }
/** Waits for Komo's event. */
const late: Rule = { id: 'late', on: 'form', confirm: 'komo', attributes }
const answer: Rule = { id: 'answer', on: 'card-answered', attributes: { team: 'event.team' } }

afterEach(endPage)

async function visit(steps: Step[], rules: Rule[] = [entry, answer], more: Partial<HubFile> = {}) {
  const page = await startPage(rules, { ...HUB, ...more })
  vi.stubGlobal('__VERSION__', '0')
  const { api } = await import('../../src/embed/api.ts')
  const { pending } = await import('../../src/embed/delivery/pending.ts')
  const run = (all: Step[]) => {
    for (const step of all) {
      if (step[0] === 'says') api.identify(step[1])
      else if (step[0] === 'submits') page.take(page.capture({ team: 'red', ...step[1] }))
      else page.hear(step[1], step[2] as never)
    }
  }
  run(steps)
  const whose = () => pending().map(({ identity }) => identity.map((one) => ('proof' in one ? one.proof : one.value)).join(' '))
  return { ...page, run, whose }
}

const member = (value?: string): Who => ({ as: 'external_id', ...(value && { value }) })
const proof = (text: string): Who => ({ as: 'external_id', proof: text })

test.each<[name: string, steps: Step[], whose: string[]]>([
  ['nobody was named: the submission’s own', [['submits', { email: 'a' }]], ['a']],
  [
    'the page named one, the submission says another of that kind: hers, and so is what comes later',
    [
      ['says', member('m1')],
      ['submits', { member: 'm2' }],
      ['submits', {}],
    ],
    ['m2', 'm2'],
  ],
  [
    'of two aliases one by the page, one by the submission: each is its own',
    [
      ['says', { as: 'user_alias', label: 'game', value: 'n' }],
      ['submits', { email: 'a' }],
      ['submits', {}],
    ],
    ['n a', 'n'],
  ],
  [
    'an address spelt in another way, named',
    [
      ['says', { as: 'email', value: ' A@b.co' }],
      ['submits', { mail: 'a@B.co ' }],
      ['submits', {}],
    ],
    ['a@B.co', ' A@b.co'],
  ],
  [
    'an address as an alias, spelt in another way',
    [
      ['says', { as: 'user_alias', label: 'email', value: 'A@b.co ' }],
      ['submits', { email: 'a@b.co' }],
      ['submits', {}],
    ],
    ['a@b.co', 'A@b.co '],
  ],
  [
    'what is no address is another person in another spelling',
    [
      ['says', member('M')],
      ['submits', { member: 'm' }],
      ['submits', {}],
    ],
    ['m', 'm'],
  ],
  [
    'a proof and a value of one kind stand beside each other',
    [
      ['says', proof('p')],
      ['submits', { member: 'm' }],
      ['submits', {}],
    ],
    ['m p', 'p'],
  ],
  [
    'a value and a proof of it in one call: a candidate each, for one that has both is none on the wire',
    [
      ['says', { ...member('m'), ...proof('p') } as Who],
      ['submits', {}],
    ],
    ['m p'],
  ],
  [
    'who was named is not replaced by what she submits',
    [
      ['says', member('m')],
      ['submits', { email: 'a' }],
      ['submits', {}],
    ],
    ['m a', 'm'],
  ],
  [
    'who was named goes, and another names herself',
    [
      ['says', member('m')],
      ['says', null],
      ['submits', { email: 'a' }],
      ['submits', {}],
    ],
    ['a', 'a'],
  ],
  [
    'who is remembered goes where the page says so',
    [
      ['submits', { email: 'a' }],
      ['says', null],
      ['submits', {}],
    ],
    ['a'],
  ],
  [
    'remembered is what the last one said of herself',
    [
      ['submits', { email: 'a' }],
      ['submits', { nick: 'n' }],
      ['submits', {}],
    ],
    ['a', 'n', 'n'],
  ],
  [
    'what says nobody’s name leaves who is remembered',
    [
      ['submits', { email: 'a' }],
      ['submits', {}],
      ['submits', {}],
    ],
    ['a', 'a', 'a'],
  ],
])('%s', async (_, steps, whose) => {
  expect((await visit(steps)).whose()).toEqual(whose)
})

test('where nobody is to be remembered, who the page named is here all the same', async () => {
  const { whose } = await visit(
    [
      ['says', member('m')],
      ['submits', {}],
      ['submits', {}],
    ],
    undefined,
    { remember: false },
  )
  expect(whose()).toEqual(['m', 'm'])
})

test.each<[name: string, before: Who, after: Who, waits: string[]]>([
  ['another', member('m1'), member('m2'), []],
  ['the same', member('m1'), member('m1'), ['late unconfirmed']],
  ['nobody', member('m1'), null, []],
  ['a new proof, which says nothing of who it is of', proof('p1'), proof('p2'), ['late unconfirmed']],
  [
    'the same, with a new proof',
    { ...member('m1'), ...proof('p1') } as Who,
    { ...member('m1'), ...proof('p2') } as Who,
    ['late unconfirmed'],
  ],
  ['another, with a proof', { ...member('m1'), ...proof('p1') } as Who, { ...member('m2'), ...proof('p2') } as Who, []],
  ['of another kind', member('m1'), { as: 'email', value: 'a@b.co' }, ['late unconfirmed']],
])('what waits for its confirmation and names nobody, when the page names %s', async (_, before, after, waits) => {
  const page = await visit(
    [
      ['says', before],
      ['submits', {}],
      ['says', after],
    ],
    [late],
  )
  expect(page.waits()).toEqual(waits)
})

test('what waits for its confirmation and names somebody stays hers through two changes', async () => {
  const page = await visit(
    [
      ['says', member('m1')],
      ['submits', { email: 'a' }],
      ['says', member('m2')],
      ['says', member('m3')],
    ],
    [late, answer],
  )
  page.run([
    ['Komo', 'form-submission', {}],
    ['Komo', 'card-answered', { team: 'red' }],
  ])
  expect(page.whose()).toEqual(['m1 a', 'm3'])
})

test('what is confirmed once its person has gone does not bring her back', async () => {
  const page = await visit(
    [
      ['submits', { email: 'a' }],
      ['says', null],
      ['Komo', 'form-submission', {}],
      ['submits', {}],
    ],
    [late],
  )
  page.run([['Komo', 'form-submission', {}]])
  expect(page.whose()).toEqual(['a'])
  expect(page.waits()).toEqual(['late no_identity'])
})

test('another person submits: what waits and names nobody was the first one’s, and ends', async () => {
  const page = await visit(
    [
      ['submits', { email: 'a' }],
      ['submits', {}],
      ['submits', { email: 'b' }],
    ],
    [entry, late],
  )
  expect(page.told.filter((one) => one.startsWith('dropped'))).toEqual(['dropped late person_changed'])
  page.run([['submits', {}]])
  expect(page.whose()).toEqual(['a', 'a', 'b', 'b'])
})

describe('on a later visit', () => {
  const DAY = 86_400_000
  const days = { remember: { days: 2 } }
  const recall = async () => (await import('../../src/embed/identity.ts')).recallIdentity()
  const key = `${PREFIX}identity`

  test('what is kept: who it is, until when, and the user', async () => {
    await visit(
      [
        ['Komo', 'card-answered', { userId: 'u' }],
        ['submits', { email: 'a' }],
      ],
      undefined,
      days,
    )
    const own = [{ as: 'user_alias', label: 'email', value: 'a' }]
    expect(JSON.parse(localStorage.getItem(key)!)).toEqual([own, Date.now() + 2 * DAY, 'u'])
  })

  test.each<[name: string, steps: Step[], more: Partial<HubFile>]>([
    ['where the hub asks for none', [['submits', { email: 'a' }]], {}],
    [
      'of who was forgotten',
      [
        ['submits', { email: 'a' }],
        ['says', null],
      ],
      days,
    ],
    [
      'of who came by name from the page',
      [
        ['says', member('m')],
        ['submits', { email: 'a' }],
      ],
      days,
    ],
  ])('nothing is kept %s', async (_, steps, more) => {
    await visit(steps, undefined, more)
    expect(localStorage.getItem(key)).toBeNull()
  })

  const kept = (left: number, user?: string): Kept => [[{ as: 'email', value: 'old' }], left, user]
  test.each<[name: string, kept: Kept, before: Step[], after: Step[], whose: string[]]>([
    ['she is known', kept(1), [], [], ['old']],
    ['Komo says nobody’s name yet', kept(1, 'u1'), [], [], ['old']],
    ['not when her days are over', kept(0), [], [], []],
    ['not where this tab knows somebody', kept(1), [['submits', { nick: 'n' }]], [], ['n', 'n']],
    ['not where Komo’s user is another', kept(1, 'u1'), [['Komo', 'card-viewed', { userId: 'u2' }]], [], []],
    ['Komo’s user is the same', kept(1, 'u1'), [['Komo', 'card-viewed', { userId: 'u1' }]], [], ['old']],
    ['nobody knew Komo’s user then', kept(1), [['Komo', 'card-viewed', { userId: 'u1' }]], [], ['old']],
    [
      'Komo’s user was not known then: this one counts for the next',
      kept(1),
      [['Komo', 'card-viewed', { userId: 'u1' }]],
      [['Komo', 'card-viewed', { userId: 'u2' }]],
      [],
    ],
    ['Komo’s next user is another', kept(1, 'u1'), [], [['Komo', 'card-viewed', { userId: 'u2' }]], []],
  ])('%s', async (_, [who, left, user], before, after, whose) => {
    const page = await visit(before, undefined, days)
    localStorage.setItem(key, JSON.stringify([who, Date.now() + left, user]))
    await recall()
    page.run([...after, ['submits', {}]])
    expect(page.whose()).toEqual(whose)
  })
})
