// A page that the browser kept aside (the back-forward cache) and shows again, and one that ends: what was only in its memory.
import { expect } from 'vitest'
import { answer, answered, byEmail, entry, html, sends } from './plain-page.ts'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

interface Page {
  komoBraze: { consent(yes: boolean): void; identify(who: object | null): void }
  dropped: string[]
}
/** Keeps what the script drops, beyond the page's end. */
const head = `<script>window.dataLayer = []
  ;(window.komoBraze = window.komoBraze || []).push(['on', 'dropped', ({ rule, reason }) => (sessionStorage.dropped = [sessionStorage.dropped, rule + ' ' + reason].filter(Boolean).join())])</script>`
const denied = `${head}<script>for (const area of ['localStorage', 'sessionStorage']) Object.defineProperty(window, area, { get() { throw new DOMException('', 'SecurityError') } })</script>`
const dropped = ({ page }: Scene) =>
  page.evaluate(() => {
    const { dropped } = sessionStorage as never as { dropped?: string }
    delete (sessionStorage as never as { dropped?: string }).dropped
    return dropped ?? null
  })
const consent = ({ page }: Scene) => page.evaluate(() => (window as never as Page).komoBraze.consent(true))
const identify = ({ page }: Scene, value: string) =>
  page.evaluate((who) => (window as never as Page).komoBraze.identify({ as: 'user_alias', label: 'email', value: who }), value)
/** Dispatched, for no browser here keeps pages in a test. */
const awayAndBack = ({ page, slug }: Scene, meanwhile: Record<string, unknown> = {}) =>
  page.evaluate(
    (key, more) => {
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
      if (Object.keys(more).length) sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(sessionStorage.getItem(key)!), ...more }))
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    },
    `komo-braze:${slug}:tab`,
    meanwhile,
  )
/** As if not one byte more went into either area. */
const fill = ({ page }: Scene) =>
  page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('', 'QuotaExceededError')
    }
  })
const waitsForConsent = { ...byEmail, consent: { api: true } }

const cases: CaptureCase[] = [
  {
    name: 'what waits for consent still waits when the page is shown again',
    head,
    html,
    rules: [entry()],
    hub: waitsForConsent,
    act: async (scene) => {
      await scene.page.click('#go')
      await awayAndBack(scene)
      await consent(scene)
    },
    sends,
  },
  {
    name: 'who it is, said before consent, is still known when the page is shown again',
    head,
    html,
    rules: [answered],
    hub: waitsForConsent,
    act: async (scene) => {
      await identify(scene, 'ada@b.co')
      await awayAndBack(scene)
      await scene.push(answer('one'))
      await consent(scene)
    },
    sends: [{ identity: [{ as: 'user_alias', label: 'email', value: 'ada@b.co' }] }],
  },
  {
    name: 'limitation: another page of this tab went on meanwhile: what waited for consent in memory is lost without a trace',
    head,
    html,
    rules: [entry()],
    hub: waitsForConsent,
    act: async (scene) => {
      await scene.page.click('#go')
      await awayAndBack(scene, { at: 1 })
      await consent(scene)
    },
    sends: [],
    also: async (scene) => expect(await dropped(scene)).toBeNull(),
  },
  {
    name: 'the page ends: what waited for consent is dropped, and that is traced',
    head,
    html,
    rules: [entry()],
    hub: waitsForConsent,
    act: async (scene) => {
      await scene.page.click('#go')
      await scene.page.open(`${scene.site}/${scene.slug}/`)
      await consent(scene)
    },
    sends: [],
    also: async (scene) => expect(await dropped(scene)).toBe('entry consent_denied'),
  },
  {
    name: 'storage is full: what is held in memory is still there when the page is shown again',
    head,
    html,
    rules: [entry(), answered],
    hub: byEmail,
    act: async (scene) => {
      await scene.push(answer('stored'))
      await scene.flush()
      await fill(scene)
      await scene.push(answer('in memory'))
      await awayAndBack(scene)
      await scene.page.click('#go')
    },
    sends: [
      { events: [{ event: 0, properties: { answer: 'stored' } }] },
      { events: [{ event: 0, properties: { answer: 'in memory' } }] },
      {},
    ],
  },
  {
    name: 'storage is full: what was dropped since does not come back from it',
    head,
    html,
    rules: [entry(), answered],
    hub: byEmail,
    act: async (scene) => {
      await scene.push(answer('of Ada'))
      await scene.flush()
      await fill(scene)
      await scene.page.evaluate(() => (window as never as Page).komoBraze.identify(null))
      await scene.page.open(`${scene.site}/${scene.slug}/`)
      await scene.page.click('#go')
    },
    sends: [{ rule: 'entry' }],
  },
  {
    name: 'storage is denied: what is held is still there when the page is shown again',
    head: denied,
    html,
    rules: [entry(), answered],
    hub: byEmail,
    act: async ({ page, push, flush }) => {
      await push(answer('one'))
      await flush()
      await page.evaluate(() => {
        for (const type of ['pagehide', 'pageshow']) dispatchEvent(new PageTransitionEvent(type, { persisted: true }))
      })
      await page.click('#go')
    },
    sends: [{ rule: 'answer' }, { rule: 'entry' }],
  },
  {
    name: 'limitation: storage is denied: what waits is lost with its page',
    head: denied,
    html,
    rules: [entry(), answered],
    hub: byEmail,
    act: async ({ page, site, slug, push, flush }) => {
      await push(answer('one'))
      await flush()
      await page.open(`${site}/${slug}/`)
      await page.click('#go')
    },
    sends: [{ rule: 'entry' }],
  },
]

runCases('kept pages', cases)
