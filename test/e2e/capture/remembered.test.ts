// Who was here before: known to the next capture in this tab, for days or not at all, and forgotten on shared devices.
import { ada, answer, api, form, hub, rules, said } from './person-page.ts'
import { runCases, type CaptureCase } from './run-cases.ts'

const cases: CaptureCase[] = [
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
]

runCases('who is remembered', cases)
