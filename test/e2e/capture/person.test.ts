// Who it is: remembered, held, changed, shared devices.
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
    name: 'who was named before consent is not there on the next page, and bars nobody who says who they are',
    html: form(),
    rules,
    hub: { ...hub, consent: { api: true } },
    act: async (scene) => {
      await api(scene, 'identify', { as: 'external_id', value: 'm1' })
      await scene.flush()
      await scene.page.open(`${scene.site}/${scene.slug}/`)
      await api(scene, 'consent', true)
      await scene.page.click('#go')
      await scene.push(answer('later'))
    },
    sends: [
      { rule: 'entry', ...ada },
      { ...said('later'), ...ada },
    ],
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
    name: 'remember for days: another user is not the one who was remembered',
    html: form(),
    rules,
    hub: { ...hub, remember: { days: 1 } },
    act: async (scene) => {
      await scene.push(answer('first', { userId: 'A' }))
      await scene.page.click('#go')
      await scene.flush()
      // As a new tab would begin.
      await scene.page.evaluate(() => {
        const clear = () => sessionStorage.clear()
        for (const type of ['pagehide', 'visibilitychange']) addEventListener(type, clear)
        clear()
      })
      await scene.page.open(`${scene.site}/${scene.slug}/`)
      await scene.push(answer('of B', { userId: 'B' }))
    },
    sends: [{ ...said('first'), ...ada }, { rule: 'entry' }],
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
    name: 'a page that was kept aside takes over who came meanwhile',
    html: form(),
    rules,
    hub,
    act: async (scene) => {
      await scene.page.click('#go')
      await scene.flush()
      await scene.page.evaluate((key) => {
        const tab = JSON.parse(sessionStorage.getItem(key)!) as { identity: { value: string }[] }
        tab.identity[0]!.value = 'bob@b.co'
        sessionStorage.setItem(key, JSON.stringify(tab))
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      }, `komo-braze:${scene.slug}:tab`)
      await scene.push(answer('of Bob'))
    },
    sends: [
      { rule: 'entry', ...ada },
      { ...said('of Bob'), identity: [{ as: 'user_alias', label: 'email', value: 'bob@b.co' }] },
    ],
  },
  {
    name: 'answers wait until the person says who she is, and go first',
    html: form(),
    rules,
    hub,
    act: async ({ page, push }) => {
      await push(answer('one'), answer('two'))
      await page.click('#go')
    },
    sends: [
      { ...said('one'), ...ada },
      { ...said('two'), ...ada },
      { rule: 'entry', ...ada },
    ],
  },
  {
    name: 'answers of nobody are held',
    html: form(),
    rules,
    hub,
    act: ({ push }) => push(answer('one')),
    sends: [],
    waits: { answer: 'no_identity' },
  },
  {
    name: 'held answers and the remembered person stay in this tab from page to page',
    html: form() + '<a href="next">Next</a>',
    rules,
    hub,
    act: async (scene) => {
      await scene.push(answer('one'))
      await scene.flush()
      await scene.page.click('a')
      await scene.flush()
      await scene.page.evaluate(async () => {
        while (!document.querySelector('#site-answer')) await new Promise((resolve) => setTimeout(resolve, 10))
      })
      await scene.push(answer('two'))
      await api(scene, 'identify', { as: 'user_alias', label: 'email', value: 'ada@b.co' })
    },
    sends: [
      { ...said('one'), ...ada },
      { ...said('two'), ...ada },
    ],
  },
  {
    name: 'who was remembered is used for what comes later',
    html: form(),
    rules,
    hub,
    act: async ({ page, push }) => {
      await page.click('#go')
      await push(answer('later'))
    },
    sends: [
      { rule: 'entry', ...ada },
      { ...said('later'), ...ada },
    ],
  },
  {
    name: 'remember: false forgets at once',
    html: form(),
    rules,
    hub: { ...hub, remember: false },
    act: async ({ page, push }) => {
      await push(answer('before'))
      await page.click('#go')
      await push(answer('later'))
    },
    sends: [
      { ...said('before'), ...ada },
      { rule: 'entry', ...ada },
    ],
    waits: { answer: 'no_identity' },
  },
  {
    name: 'remember for days: also in another tab',
    html: form(),
    rules,
    hub: { ...hub, remember: { days: 2 } },
    act: async ({ page, site, slug, push, flush }) => {
      await page.click('#go')
      await flush()
      await page.evaluate(() => {
        sessionStorage.clear()
        addEventListener('pagehide', () => sessionStorage.clear())
      })
      await page.open(`${site}/${slug}/`)
      await flush()
      await push(answer('later'))
    },
    sends: [
      { rule: 'entry', ...ada },
      { ...said('later'), ...ada },
    ],
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
    name: 'identify(null): what was held is dropped, not sent',
    html: form(),
    rules,
    hub,
    act: async (scene) => {
      await scene.push(answer('one'))
      await scene.flush()
      await api(scene, 'identify', null)
      await scene.page.click('#go')
    },
    sends: [{ rule: 'entry', ...ada }],
  },
  {
    name: 'another user.id: what was held is dropped, and who was remembered is forgotten',
    html: form(),
    rules,
    hub,
    act: async ({ page, push }) => {
      await push(answer('one', { userId: 'u1' }), answer('two', { userId: 'u2' }))
      await page.click('#go')
    },
    sends: [
      { ...said('two'), ...ada },
      { rule: 'entry', ...ada },
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
    name: 'kiosk: everything is forgotten after each submission',
    html: form(),
    rules,
    hub: { ...hub, kiosk: true },
    act: async ({ page, push }) => {
      await push(answer('mine'))
      await page.click('#go')
      await push(answer('next person'))
    },
    sends: [
      { ...said('mine'), ...ada },
      { rule: 'entry', ...ada },
    ],
    waits: { answer: 'no_identity' },
  },
  {
    name: 'kiosk: what Komo said of the person who was here is not said of the next one',
    html: form(),
    rules,
    hub: { identity: [{ as: 'user_alias', label: 'member', from: { from: 'extension.member' } }], kiosk: true },
    act: async (scene) => {
      await scene.push({ event: 'card-viewed', eventData: { cardId: 'c' }, extensionData: { member: 'm1' } })
      await scene.page.click('#go')
      await scene.flush()
      await scene.page.evaluate(() => void (document.querySelector<HTMLInputElement>('[name=team]')!.value = 'blue'))
      await scene.page.click('#go')
    },
    sends: [{ rule: 'entry', identity: [{ as: 'user_alias', label: 'member', value: 'm1' }] }],
    waits: { entry: 'no_identity' },
  },
  {
    name: 'hold.max: the oldest give way',
    html: form(),
    rules,
    hub: { ...hub, hold: { max: 2, minutes: 30 } },
    act: async ({ page, push, flush }) => {
      await push(answer('one'), answer('two'), answer('three'))
      await flush()
      await page.click('#go')
    },
    sends: [said('two'), said('three'), { rule: 'entry' }],
  },
  {
    name: 'hold.minutes without activity: ended',
    html: form(),
    rules,
    hub,
    act: async ({ page, push, flush }) => {
      await push(answer('old'))
      await flush()
      await page.evaluate(() => {
        const real = Date.now
        Date.now = () => real() + 31 * 60_000
      })
      await flush()
      await page.click('#go')
    },
    sends: [{ rule: 'entry' }],
  },
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
  {
    name: 'two users before the declaration is known: what the first said goes with nobody',
    html: form(),
    early: true,
    rules,
    hub,
    before: (hub) => hub.faults.push({ route: 'hub', times: 1, answer: (response) => response.writeHead(503).end('{}') }),
    act: async ({ page, push }) => {
      await push(answer('of the first', { userId: 'u1' }))
      await push(answer('of the second', { userId: 'u2' }))
      await page.click('#go')
    },
    sends: [{ events: [{ event: 0, properties: { answer: 'of the second' } }] }, { rule: 'entry' }],
  },
]

runCases('the person', cases)
