// Consent that is taken back, or was never this person's: nothing goes any more, wherever it stands at that moment.
import type { ServerResponse } from 'node:http'
import type { Rule } from '../../../src/core/hub-file.ts'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

type Api = Record<'consent' | 'identify', (value: unknown) => void>
const api = ({ page }: Scene, call: keyof Api, value: unknown) =>
  page.evaluate((name, given) => (window as never as { komoBraze: Api }).komoBraze[name as 'consent'](given), call as string, value)
const html =
  '<form onsubmit="event.preventDefault()"><input name="email" value="ada@b.co"><input type="checkbox" name="ok"><button id="go">Go</button></form>'
const fields = ['email']
const rules: Rule[] = [{ id: 'entry', on: 'form', confirm: 'submit', attributes: { email: 'field.email' } }]
/** Of a kept page: in between, another page of this tab had its own say. Dispatched, for no browser here keeps pages in a test. */
const comeBack = ({ page }: Scene) => page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
const seen = async ({ hub }: Scene, route: string, times = 1) => {
  while (hub.requests.filter((one) => one.route === route).length < times) await new Promise((resolve) => setTimeout(resolve, 5))
}

const cases: CaptureCase[] = [
  {
    name: 'while the token is being asked for',
    html,
    fields,
    act: async (scene) => {
      let answer = (): void => {}
      const token = () => JSON.stringify({ token: 'token', now: new Date(), expiresAt: new Date(Date.now() + 3_600_000) })
      scene.hub.faults.push({ route: 'session', times: 1, answer: (response) => (answer = () => void response.end(token())) })
      await scene.page.click('#go')
      await seen(scene, 'session')
      await api(scene, 'consent', false)
      answer()
    },
    sends: [],
    waits: {},
  },
  {
    name: 'while a request is on its way that then fails: it is not sent again',
    html,
    fields,
    act: async (scene) => {
      let response: ServerResponse | undefined
      scene.hub.faults.push({ route: 'submissions', times: 1, answer: (given) => (response = given) })
      await scene.page.click('#go')
      await seen(scene, 'submissions')
      await api(scene, 'consent', false)
      // To the page no answer at all; a broken connection the browser itself would try again.
      response?.removeHeader('Access-Control-Allow-Origin')
      response?.end()
    },
    sends: [],
    waits: {},
    also: async ({ hub }) => {
      const requests = hub.requests.filter(({ route }) => route === 'submissions').length
      if (requests !== 1) throw new Error(`${requests} requests`)
    },
  },
  {
    name: 'before the declaration is known',
    html,
    fields,
    early: true,
    before: (hub) => hub.faults.push({ route: 'hub', times: 1, answer: (response) => void hub.held.push(response) }),
    act: async (scene) => {
      await scene.page.click('#go')
      await api(scene, 'consent', false)
      for (const response of scene.hub.held) response.writeHead(503).end('{}')
    },
    sends: [],
    waits: {},
  },
  {
    name: 'on another page, while this one was kept aside',
    html,
    rules,
    hub: { consent: { api: true } },
    act: async (scene) => {
      await api(scene, 'consent', true)
      await scene.page.evaluate((key) => void localStorage.setItem(key, '1'), `komo-braze:${scene.slug}:withdrawn`)
      await comeBack(scene)
      await scene.page.click('#go')
    },
    sends: [],
    waits: { entry: 'no_consent' },
  },
  {
    name: 'a shared device: the next person is asked again',
    html,
    rules,
    hub: { kiosk: true, consent: { from: 'field.ok', scope: 'person' } },
    act: async ({ page, flush }) => {
      await page.click('[name=ok]')
      await page.click('#go')
      await flush()
      await page.click('[name=ok]')
      await page.evaluate(() => void (document.querySelector('input')!.value = 'bob@b.co'))
      await page.click('#go')
    },
    sends: [{ rule: 'entry', attributes: { email: 'ada@b.co' } }],
  },
  ...[{ query: 'consent=wait' }, { hub: { consent: { api: true } } }].map((how): CaptureCase => ({
    name: `who she is, said before her consent (${Object.keys(how).join()}), stays in memory until then`,
    html,
    rules,
    ...how,
    act: async (scene) => {
      await api(scene, 'identify', { as: 'user_alias', label: 'email', value: 'said@b.co' })
      await scene.page.click('#go')
      await scene.flush()
      if ((await scene.stored()).includes('said@b.co')) throw new Error('stored before consent')
      await api(scene, 'consent', true)
      await scene.flush()
      if (!(await scene.stored()).includes('said@b.co')) throw new Error('not stored after consent')
    },
    sends: [{ rule: 'entry' }],
  })),
]

runCases('withdrawal', cases)
