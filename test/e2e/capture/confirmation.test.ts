// What shows that the hub took a form, and that nothing else does.
import { byEmail, done, entry, html, sends, start } from './plain-page.ts'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

/** The script looks every quarter of a second; in a page with this head only when `pass` says that the time has gone by. */
const stoppedTime =
  '<script>window.dataLayer = []; window.looks = []; window.setInterval = (look, ms, ...given) => looks.push(() => look(...given))</script>'
const pass = ({ page }: Scene, ms: number) =>
  page.evaluate((times) => {
    for (let time = 0; time < times; time++) for (const look of (window as never as { looks: (() => void)[] }).looks) look()
  }, ms / 250)

const cases: CaptureCase[] = [
  {
    name: 'auto: a form-submission alone does not make its card one that Komo confirms, for it showed no form-start',
    html: `<div id="k1">${html}</div>`,
    rules: [entry({ confirm: 'auto' })],
    act: async ({ page, push, flush }) => {
      const taken = { event: 'form-submission', eventData: { cardId: 'k1' } }
      await push(taken)
      await page.click('#go')
      await flush()
      await page.evaluate(() => void (document.querySelector('input')!.value = 'b@b.co'))
      await page.click('#go')
    },
    sends: [...sends, {}],
  },
  {
    name: 'within: only time in which the page shows counts, to the last moment',
    html,
    head: stoppedTime,
    rules: [entry({ confirm: 'komo', within: 30 })],
    act: async (scene) => {
      const { page, push } = scene
      const show = (shown: boolean) =>
        page.evaluate((hidden) => void Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }), !shown)
      await push(start)
      await page.click('#go')
      await pass(scene, 29_000)
      await show(false)
      await pass(scene, 60_000)
      await show(true)
      await pass(scene, 750)
      await push(done)
    },
    sends,
  },
  {
    name: 'within: 30 seconds that are over end it, where none are declared',
    html,
    head: stoppedTime,
    rules: [entry({ confirm: 'komo' })],
    act: async (scene) => {
      await scene.push(start)
      await scene.page.click('#go')
      await pass(scene, 30_000)
      await scene.push(done)
    },
    sends: [],
    waits: {},
  },
  {
    name: 'appears: not the first that the selector matches',
    html: `<p class="ok" hidden>1</p>${html}<p class="ok" id="mine" hidden>2</p>`,
    rules: [entry({ confirm: { appears: '.ok' } })],
    act: async ({ page, flush }) => {
      await page.click('#go')
      await flush()
      await page.evaluate(() => void ((document.querySelector('#mine') as HTMLElement).hidden = false))
    },
    sends,
  },
  {
    name: 'appears: what took up room before, but did not show',
    html: `${html}<p class="ok" style="visibility:hidden">2</p>`,
    rules: [entry({ confirm: { appears: '.ok' } })],
    act: async ({ page, flush }) => {
      await page.click('#go')
      await flush()
      await page.evaluate(() => void ((document.querySelector('.ok') as HTMLElement).style.visibility = 'visible'))
    },
    sends,
  },
  {
    name: 'limitation: appears: what came between the submit and a late declaration may have been there before',
    html: `${html}<p class="ok" hidden>Thanks</p>`,
    rules: [entry({ confirm: { appears: '.ok' } })],
    early: true,
    before: (hub) => hub.faults.push({ route: 'hub', times: 1, answer: (response) => void hub.held.push(response) }),
    act: async ({ page, hub, flush }) => {
      await page.click('#go')
      await page.evaluate(() => document.querySelector('.ok')?.removeAttribute('hidden'))
      for (const response of hub.held) response.writeHead(503).end('{}')
      await flush()
    },
    sends: [],
    waits: { entry: 'unconfirmed' },
  },
  {
    name: 'gone: the form does not show any more',
    html,
    rules: [entry({ confirm: { gone: true } })],
    act: async ({ page, flush }) => {
      await page.click('#go')
      await flush()
      await page.evaluate(() => void ((document.querySelector('form') as HTMLElement).style.visibility = 'hidden'))
    },
    sends,
  },
  {
    name: 'gone confirms no other rule’s komo',
    html: `<div id="card-1">${html}</div>`,
    rules: [entry({ confirm: 'komo' }), { id: 'closed', on: 'form', confirm: { gone: true }, events: [{ name: 'Closed' }] }],
    act: async ({ page, push, flush }) => {
      await push(start)
      await page.click('#go')
      await flush()
      await page.evaluate(() => void document.querySelector('form')?.remove())
    },
    sends: [{ rule: 'closed' }],
    waits: { entry: 'unconfirmed' },
  },
  {
    name: 'submitted again shortly before its time is over: the event that then comes confirms it',
    head: stoppedTime,
    html: `<div id="card-1">${html}</div>`,
    rules: [entry({ confirm: 'komo', within: 2 })],
    act: async (scene) => {
      await scene.push(start)
      await scene.page.click('#go')
      await pass(scene, 1_500)
      await scene.page.click('#go')
      await pass(scene, 1_000)
      await scene.push(done)
    },
    sends,
  },
  {
    name: 'two rules of one form wait for elements of their own; that one shows already confirms neither',
    html: `<p class="ok">Ok</p><p class="win" hidden>You won</p>${html}`,
    rules: [entry({ id: 'win', confirm: { appears: '.win' } }), entry({ id: 'ok', confirm: { appears: '.ok' } })],
    act: async ({ page, flush }) => {
      await page.click('#go')
      await flush()
      await page.evaluate(() => void ((document.querySelector('.win') as HTMLElement).hidden = false))
    },
    sends: [{ rule: 'win', attributes: { email: 'a@b.co' } }],
    waits: { ok: 'unconfirmed' },
  },
  {
    name: 'the thanks that confirm a form in a shadow root appear beside it',
    html: '<div id="host"></div>',
    rules: [entry({ confirm: { appears: '.thanks' } })],
    act: async ({ page, flush }) => {
      await page.evaluate(() => {
        const root = (document.querySelector('#host') as HTMLElement).attachShadow({ mode: 'open' })
        root.innerHTML = '<form><input name="email" value="a@b.co"><button>Go</button></form><p class="thanks" hidden>Thanks</p>'
        root.querySelector('form')?.addEventListener('submit', (event) => event.preventDefault())
        root.querySelector('button')?.dispatchEvent(new Event('focusin', { bubbles: true, composed: true }))
        root.querySelector('button')?.click()
      })
      await flush()
      await page.evaluate(() =>
        (document.querySelector('#host') as HTMLElement).shadowRoot?.querySelector('.thanks')?.removeAttribute('hidden'),
      )
    },
    sends,
  },
  {
    name: 'a form of somebody else’s, posted by form.submit(), takes no card and no confirmation',
    html: `<div id="card-1">${html}</div><iframe name="pixel"></iframe>`,
    rules: [entry({ where: { cardType: 'quiz' }, confirm: 'auto', events: [{ name: 'Entered' }] })],
    hub: byEmail,
    act: async ({ page, push }) => {
      await push(start)
      await page.click('#go')
      await page.evaluate(() => {
        const form = document.createElement('form')
        Object.assign(form, { method: 'post', action: 'pixel', target: 'pixel', hidden: true })
        form.innerHTML = '<input name="ev" value="Subscribed">'
        document.body.append(form)
        form.submit()
        form.remove()
      })
      await push(done)
    },
    sends,
  },
]

runCases('confirmation', cases)
