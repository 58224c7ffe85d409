// Who it is: named by what she submits, by the hub, by identify(), and when it is somebody else.
import { ada, answer, api, form, hub, rules, said, type Api } from './person-page.ts'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

const fill = ({ page }: Scene, email: string) =>
  page.evaluate((value) => void (document.querySelector<HTMLInputElement>('[name=email]')!.value = value), email)

/** Komo's event for the form without a card. */
const taken = { event: 'form-submission', eventData: {} }
const confirmed = [{ ...rules[0]!, confirm: 'komo' as const }, rules[1]!]

const cases: CaptureCase[] = [
  {
    name: 'what is confirmed only after somebody else was named stays that of who submitted it',
    html: form(),
    rules: confirmed,
    hub,
    act: async (scene) => {
      await api(scene, 'identify', { as: 'external_id', value: 'm1' })
      await scene.page.click('#go')
      await api(scene, 'identify', { as: 'external_id', value: 'm2' })
      await scene.push(taken)
    },
    sends: [{ rule: 'entry', identity: [{ as: 'external_id', value: 'm1' }, ...ada.identity] }],
  },
  {
    name: 'what is confirmed late does not bring its person back to the page',
    html: form(),
    rules: confirmed,
    hub,
    act: async (scene) => {
      await scene.page.click('#go')
      await api(scene, 'identify', null)
      await scene.push(taken, answer('of somebody'))
    },
    sends: [{ rule: 'entry', ...ada }],
    waits: { answer: 'no_identity' },
  },
  {
    name: 'what the hub exposed of a person goes with her: another user, or identify(null)',
    html: form(),
    rules,
    hub,
    act: async (scene) => {
      await scene.push({ ...answer('of A', { userId: 'A' }), extensionData: { member: 'MA' } })
      await scene.flush()
      await scene.push(answer('of B', { userId: 'B' }))
      await scene.push({ ...answer('of C', { userId: 'C' }), extensionData: { member: 'MC' } })
      await scene.flush()
      await api(scene, 'identify', null)
      await scene.push(answer('of nobody'))
    },
    sends: [
      { ...said('of A'), identity: [{ as: 'external_id', value: 'MA' }] },
      { ...said('of C'), identity: [{ as: 'external_id', value: 'MC' }] },
    ],
    waits: { answer: 'no_identity' },
  },
  {
    name: 'one person, her address spelt in two ways: what she plays goes on',
    html: form(),
    rules: [
      { id: 'entry', on: 'form', confirm: 'submit', attributes: { team: 'field.team' } },
      {
        id: 'play',
        on: 'card-answered',
        collect: { question: ['event.question'], answer: ['event.answer'], until: ['card-finished'] },
        events: [{ name: 'Played', properties: { answers: 'play.responses' } }],
      },
    ],
    hub,
    act: async (scene) => {
      await scene.page.click('#go')
      await scene.push(answer('one', { cardId: 'k', question: 'q' }))
      await fill(scene, 'Ada@B.co')
      await scene.page.click('#go')
      await scene.flush()
      await scene.push({ event: 'card-finished', eventData: { cardId: 'k' } })
    },
    sends: [{ rule: 'entry' }, { rule: 'entry' }, { rule: 'play' }],
  },
  {
    name: 'every candidate that yields goes into the envelope, in declared order',
    html: form(),
    rules,
    hub,
    act: async ({ page, push }) => {
      await push({ ...answer('x'), extensionData: { member: 'm1' } })
      await page.click('#go')
    },
    sends: [
      { rule: 'answer', identity: [{ as: 'external_id', value: 'm1' }] },
      {
        rule: 'entry',
        identity: [
          { as: 'external_id', value: 'm1' },
          { as: 'user_alias', label: 'email', value: 'ada@b.co' },
        ],
      },
    ],
  },
  {
    name: 'a proof goes as a proof',
    html: '',
    rules,
    hub: { identity: [{ as: 'external_id', proof: 'extension.jwt' }], jwt: { algorithms: ['RS256'], keys: 'file:x' } },
    act: ({ push }) => push({ ...answer('x'), extensionData: { jwt: 'a.b.c' } }),
    sends: [{ identity: [{ as: 'external_id', proof: 'a.b.c' }] }],
  },
  {
    name: 'identify(): stands beside what a capture says, in declared order',
    html: form(),
    rules,
    hub,
    act: async (scene) => {
      await api(scene, 'identify', { as: 'external_id', value: 'm2' })
      await scene.page.click('#go')
    },
    sends: [
      {
        identity: [
          { as: 'external_id', value: 'm2' },
          { as: 'user_alias', label: 'email', value: 'ada@b.co' },
        ],
      },
    ],
  },
  {
    name: 'identify() with what the hub does not declare is nobody',
    html: '',
    rules,
    hub,
    act: async (scene) => {
      await api(scene, 'identify', { as: 'braze_id', value: 'b1' })
      await scene.push(answer('x'))
    },
    sends: [],
    waits: { answer: 'no_identity' },
  },
  {
    name: 'identify() without a value, as of who is not logged in, is nobody',
    html: form(),
    rules,
    hub,
    act: async (scene) => {
      await api(scene, 'identify', { as: 'external_id', value: 'm1' })
      await api(scene, 'identify', { as: 'external_id' })
      await scene.push(answer('x'))
      await api(scene, 'identify', { as: 'external_id', value: '' })
      await scene.push(answer('y'))
      await scene.page.click('#go')
    },
    sends: [
      { ...said('y'), ...ada },
      { rule: 'entry', ...ada },
    ],
  },
  {
    name: 'identify() with a number, in an object that the page uses again',
    html: form(),
    rules,
    hub,
    act: async (scene) => {
      await scene.page.evaluate(() => {
        const who: { as: string; value: unknown } = { as: 'external_id', value: 42 }
        ;(window as never as { komoBraze: Api }).komoBraze.identify(who)
        who.value = 43
      })
      await scene.push(answer('x'))
      await api(scene, 'identify', { as: 'external_id', value: '42' })
      await scene.page.click('#go')
    },
    sends: [
      { ...said('x'), identity: [{ as: 'external_id', value: '42' }] },
      { rule: 'entry', identity: [{ as: 'external_id', value: '42' }, ...ada.identity] },
    ],
  },
  {
    name: 'an event that carries no user is nobody else, also on the next page',
    html: form() + '<a href="next">Next</a>',
    rules,
    hub,
    act: async ({ page, push, flush }) => {
      await push(answer('one', { userId: 'u1' }), answer('two'))
      await flush()
      await page.click('a')
      await flush()
      await page.evaluate(async () => {
        while (!document.querySelector('#site-answer')) await new Promise((resolve) => setTimeout(resolve, 10))
      })
      await push(answer('three'))
      await page.evaluate(() => (window as never as { komoBraze: Api }).komoBraze.identify({ as: 'external_id', value: 'm1' }))
    },
    sends: [said('one'), said('two'), said('three')],
  },
  {
    name: 'another contact.id is the same person: contacts merge',
    html: form(),
    rules,
    hub,
    act: async ({ page, push }) => {
      await push(answer('one', { userId: 'u1', contactId: 'k1' }), answer('two', { userId: 'u1', contactId: 'k2' }))
      await page.click('#go')
    },
    sends: [{ ...said('one') }, { ...said('two') }, { rule: 'entry' }],
  },
  {
    name: 'another person submits: nothing of the first goes to her',
    html: form(),
    rules: [
      ...rules,
      {
        id: 'play',
        on: 'card-answered',
        collect: { question: ['event.q'], answer: ['event.answer'], until: ['card-finished'] },
        events: [{ name: 'Played' }],
      },
    ],
    hub,
    act: async (scene) => {
      await scene.page.click('#go')
      await scene.push(answer('hers'))
      await scene.flush()
      await fill(scene, 'bob@b.co')
      await scene.page.click('#go')
      await scene.push({ event: 'card-finished', eventData: {} })
    },
    sends: [
      { rule: 'entry', ...ada },
      { rule: 'answer', ...ada },
      { rule: 'entry', identity: [{ as: 'user_alias', label: 'email', value: 'bob@b.co' }] },
    ],
  },
  ...['', "this.team.value='blue';"].map((change): CaptureCase => ({
    name: change
      ? 'limitation: kiosk, identify(), and a handler that changes the form and submits it by itself: that reading has nobody'
      : 'kiosk, identify(), and a handler that submits by itself: one submission, of who was there',
    html: `<iframe name="sink"></iframe>${form().replace('event.preventDefault()', `event.preventDefault();${change}this.submit()" target="sink`)}`,
    rules: [rules[0]!],
    hub: { identity: [{ as: 'user_alias', label: 'member', from: { from: 'field.none' } }], kiosk: true },
    act: async (scene) => {
      await api(scene, 'identify', { as: 'user_alias', label: 'member', value: 'm1' })
      await scene.page.click('#go')
    },
    sends: change ? [] : [{ rule: 'entry', identity: [{ as: 'user_alias', label: 'member', value: 'm1' }] }],
    ...(change && { waits: { entry: 'no_identity' } }),
  })),
  {
    name: 'an event of the site’s own with a userId is nobody else',
    html: form(),
    rules,
    hub,
    act: async ({ page, push, flush }) => {
      await push(answer('mine', { userId: 'komo-1' }))
      await flush()
      await push({ event: 'login', userId: 'ga-77' })
      await page.click('#go')
    },
    sends: [{ rule: 'answer' }, { rule: 'entry' }],
  },
]

runCases('the person', cases)
