// Consent that changes while something is held: on another page, in another tab, in the form's own handler.
import { expect } from 'vitest'
import { answer, answered, byEmail, entry, html } from './plain-page.ts'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

const consent = ({ page }: Scene) =>
  page.evaluate(() => (window as never as { komoBraze: { consent(yes: boolean): void } }).komoBraze.consent(true))

const cases: CaptureCase[] = [
  {
    name: 'consent was withdrawn in another tab while this one was at another site',
    html,
    rules: [entry(), answered],
    hub: byEmail,
    act: async ({ page, site, slug, push, flush }) => {
      await push(answer('mine'))
      await flush()
      await page.open(`${site}/nowhere`)
      await page.evaluate((key) => localStorage.setItem(key, '1'), `komo-braze:${slug}:withdrawn`)
      await page.open(`${site}/${slug}/`)
      await flush()
      await page.click('#go')
    },
    sends: [{ rule: 'entry' }],
  },
  {
    name: 'consent was withdrawn while the page was kept aside: what it holds goes too',
    html,
    rules: [entry(), answered],
    hub: byEmail,
    act: async ({ page, slug, push, flush }) => {
      await push(answer('mine'))
      await flush()
      await page.evaluate((key) => {
        localStorage.setItem(key, '1')
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      }, `komo-braze:${slug}:withdrawn`)
      await page.click('#go')
    },
    sends: [{ rule: 'entry' }],
  },
  {
    name: 'what was held with consent is still held on a page that asks late',
    html,
    rules: [entry(), answered],
    hub: { ...byEmail, consent: { api: true } },
    act: async (scene) => {
      const { page, site, slug, push, flush } = scene
      await consent(scene)
      await push(answer('mine'))
      await flush()
      await page.open(`${site}/${slug}/`)
      await push({ event: 'page-viewed', eventData: { pageSlug: 'home' } })
      await flush()
      await page.open(`${site}/${slug}/`)
      await consent(scene)
      await page.click('#go')
    },
    sends: [{ rule: 'answer' }, { rule: 'entry' }],
  },
  {
    name: 'who it is stays in memory as long as the person has not agreed',
    html,
    rules: [entry()],
    hub: { ...byEmail, consent: { from: 'field.terms', scope: 'person' } },
    act: async ({ page, stored }) => {
      await page.evaluate(() =>
        (window as never as { komoBraze: { identify(who: object): void } }).komoBraze.identify({
          as: 'user_alias',
          label: 'email',
          value: 'ada@b.co',
        }),
      )
      await page.click('#go')
      expect(await stored()).not.toMatch(/ada@b\.co|a@b\.co/)
    },
    sends: [],
  },
  {
    name: 'consent that the handler itself withdraws: the form is not read once more',
    html: `<form onsubmit="event.preventDefault(); new FormData(this).get('email'); komoBraze.consent(false)"><input name="email" value="a@b.co"><button id="go">A</button></form>
      <script>document.forms[0].addEventListener('formdata', (event) => event.formData.append('more', 'x'))</script>`,
    rules: [entry({}, 'more')],
    hub: { consent: { api: true } },
    act: async (scene) => {
      await consent(scene)
      await scene.page.click('#go')
    },
    sends: [],
  },
]

runCases('consent over time', cases)
