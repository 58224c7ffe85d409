// Pages that do unusual, honest things around a submission: what must arrive arrives all the same, and nothing else does.
import { expect } from 'vitest'
import type { Rule } from '../../../src/core/hub-file.ts'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

const quiet = 'onsubmit="event.preventDefault()"'
const entry = (more: Partial<Rule> = {}, ...fields: string[]): Rule => ({
  id: 'entry',
  on: 'form',
  confirm: 'submit',
  attributes: Object.fromEntries(['email', ...fields].map((field) => [field, `field.${field}` as const])),
  ...more,
})
const answered: Rule = { id: 'answer', on: 'card-answered', events: [{ name: 'Answered', properties: { answer: 'event.answer' } }] }
const byEmail: CaptureCase['hub'] = { identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.email', type: 'email' } }] }
const html = `<form ${quiet}><input name="email" value="a@b.co"><button id="go">A</button></form>`
const withMore = (more: string) => html.replace('<button', `${more}<button`)
const sends = [{ attributes: { email: 'a@b.co' } }]
const answer = (text: string, userId?: string) => ({ event: 'card-answered', eventData: { answer: text, userId } })
const start = { event: 'form-start', eventData: { cardId: 'card-1', cardType: 'quiz' } }
const done = { event: 'form-submission', eventData: { cardId: 'card-1' } }
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const clockBackAnHour = ({ page }: Scene) =>
  page.evaluate(() => {
    const real = Date.now
    Date.now = () => real() - 3_600_000
  })
/** Keeps the reasons of what the script says is held. */
const traced = `<script>window.reasons = []; (window.komoBraze = window.komoBraze || []).push(['on', 'held', (entry) => reasons.push(entry.reason)])</script>`
const reasons = ({ page }: Scene) => page.evaluate(() => (window as never as { reasons: string[] }).reasons)
const consent = ({ page }: Scene) =>
  page.evaluate(() => (window as never as { komoBraze: { consent(yes: boolean): void } }).komoBraze.consent(true))

const cases: CaptureCase[] = [
  {
    name: 'two hubs: each wraps form.submit() once, however long the page stays',
    head: '<script>window.depths = []; HTMLFormElement.prototype.submit = () => depths.push(new Error().stack.split("\\n").length); Error.stackTraceLimit = 1000</script>',
    html: '<form><input name="email" value="a@b.co"></form><script src="PROXY/v1/embed.js?hub=SLUG" data-hub="other"></script>',
    fields: ['email'],
    act: ({ page }) =>
      page.evaluate(async () => {
        const { hubs } = (window as never as { komoBraze: { hubs: Record<string, { flush(): Promise<unknown> }> } }).komoBraze
        const submit = () => document.querySelector('form')?.submit()
        submit()
        for (let looks = 0; looks < 40; looks++) for (const hub of Object.values(hubs)) void hub.flush()
        submit()
      }),
    sends,
    also: async ({ page }) => {
      const [first, last] = await page.evaluate(() => (window as never as { depths: number[] }).depths)
      expect(last).toBe(first)
    },
  },
  {
    name: 'steps: the box that consents is in the last one',
    html: `<div id="card-1"><form ${quiet}><input name="team" value="red"><button id="next">Next</button></form>
      ${withMore('<input type="checkbox" name="terms" checked>')}</div>`,
    rules: [entry({ steps: 'merge', confirm: 'komo' }, 'team')],
    hub: { consent: { from: 'field.terms' } },
    act: async ({ page, push }) => {
      await push(start)
      await page.click('#next')
      await page.click('#go')
      await push(done)
    },
    sends: [{ attributes: { email: 'a@b.co', team: 'red' } }],
  },
  {
    name: 'the handler makes a FormData of its own, which is without the button',
    html: `<form onsubmit="event.preventDefault(); new FormData(this)"><input name="email" value="a@b.co"><button id="go" name="vote" value="A">A</button></form>`,
    rules: [entry({}, 'vote')],
    act: ({ page }) => page.click('#go'),
    sends: [{ attributes: { email: 'a@b.co', vote: 'A' } }],
  },
  {
    name: 'the handler resets the form and saves it once more',
    html: `<form onsubmit="event.preventDefault(); new FormData(this); this.reset(); new FormData(this)"><input name="email"><button id="go">A</button></form>`,
    fields: ['email'],
    act: async ({ page }) => {
      await page.evaluate(() => void ((document.querySelector('[name=email]') as HTMLInputElement).value = 'a@b.co'))
      await page.click('#go')
    },
    sends,
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
    name: 'something else bears the name of a control in a data attribute',
    html: `<form ${quiet}><i data-icon="email"></i><input id="email" value="a@b.co"><button id="go">A</button></form>`,
    fields: ['email'],
    act: ({ page }) => page.click('#go'),
    sends,
  },
  {
    name: 'a policy that only reports blocks nothing',
    html,
    head: traced,
    headers: { 'Content-Security-Policy-Report-Only': "connect-src 'self'" },
    fields: ['email'],
    act: async (scene) => {
      const { page, hub } = scene
      hub.faults.push({ route: 'submissions', times: 1, answer: (response) => response.writeHead(503).end('{}') })
      await page.click('#go')
      while (!(await reasons(scene)).length) await wait(10)
    },
    sends,
    also: async (scene) => {
      expect(await reasons(scene)).not.toContain('csp_blocked')
    },
  },
  {
    name: 'a module has no script tag to be configured by: the page’s own address is none',
    bare: true,
    marked: false,
    html,
    more: { '/module': `<script type="module" src="PROXY/v1/embed.js?hub=SLUG"></script>${html}` },
    fields: ['email'],
    act: async ({ page, site, slug, proxy }) => {
      await page.open(`${site}/${slug}/module?hub=${slug}&proxy=${encodeURIComponent(proxy)}`)
      await page.click('#go')
      // A page has loaded once its modules have run.
      while (!(await page.evaluate(() => document.readyState === 'complete'))) await wait(10)
      expect(await page.evaluate(() => 'komoBraze' in window)).toBe(false)
      await page.evaluate(() => void Object.assign(window, { komoBraze: { flush: () => [] } }))
    },
    sends: [],
  },
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
    name: 'submitted again shortly before its time is over: the event that then comes confirms it',
    html: `<div id="card-1">${html}</div>`,
    rules: [entry({ confirm: 'komo', within: 2 })],
    act: async ({ page, push }) => {
      await push(start)
      await page.click('#go')
      await wait(1_500)
      await page.click('#go')
      await wait(1_000)
      await push(done)
    },
    sends,
  },
  {
    name: 'Retry-After of the session is kept to, wherever the visitor clicks',
    html: withMore('<input id="other">'),
    fields: ['email'],
    act: async ({ page, hub, flush }) => {
      hub.faults.push({ route: 'session', times: 99, answer: (response) => response.writeHead(429, { 'Retry-After': '600' }).end('{}') })
      await page.click('#go')
      await flush()
      const asked = hub.requests.filter(({ route }) => route === 'session').length
      for (let round = 0; round < 4; round++) {
        await page.click('#other')
        await page.click('[name=email]')
        await flush()
      }
      expect(hub.requests.filter(({ route }) => route === 'session')).toHaveLength(asked)
    },
    sends: [],
    waits: { form: 'rate_limited' },
  },
  {
    name: 'an event of the site’s own with a userId is nobody else',
    html,
    rules: [entry(), answered],
    hub: byEmail,
    act: async ({ page, push, flush }) => {
      await push(answer('mine', 'komo-1'))
      await flush()
      await push({ event: 'login', userId: 'ga-77' })
      await page.click('#go')
    },
    sends: [{ rule: 'answer' }, { rule: 'entry' }],
  },
  {
    name: 'two users before the declaration is known: what the first said goes with nobody',
    html,
    early: true,
    rules: [entry(), answered],
    hub: byEmail,
    before: (hub) => hub.faults.push({ route: 'hub', times: 1, answer: (response) => response.writeHead(503).end('{}') }),
    act: async ({ page, push }) => {
      await push(answer('of the first', 'u1'))
      await push(answer('of the second', 'u2'))
      await page.click('#go')
    },
    sends: [{ events: [{ event: 0, properties: { answer: 'of the second' } }] }, { rule: 'entry' }],
  },
  {
    name: 'a one-time code, in whatever case it says so',
    html: withMore('<input name="pin" autocomplete="One-Time-Code" value="123456">'),
    fields: ['email', 'pin'],
    act: ({ page }) => page.click('#go'),
    sends,
  },
  {
    name: 'a trigger in a frame that carries the script itself',
    html: '<iframe src="frame"></iframe>',
    more: {
      '/frame': '<!doctype html><html lang="en"><div class="entry"><input name="email" value="a@b.co"><span id="send">Send</span></div>',
    },
    rules: [entry({ root: '.entry', trigger: 'click #send' })],
    act: ({ page, proxy, slug }) =>
      page.evaluate(async (src) => {
        type View = Window & { komoBraze?: { flush?(): Promise<unknown> } }
        const outer = window as never as { komoBraze: { flush(): Promise<unknown> } }
        const frame = document.querySelector('iframe') as HTMLIFrameElement
        while (!frame.contentDocument?.querySelector('#send')) await new Promise((resolve) => setTimeout(resolve, 10))
        await outer.komoBraze.flush()
        const inner = frame.contentWindow as View
        const script = frame.contentDocument.createElement('script')
        script.src = src
        frame.contentDocument.body.append(script)
        while (!inner.komoBraze?.flush) await new Promise((resolve) => setTimeout(resolve, 10))
        await inner.komoBraze.flush()
        ;(frame.contentDocument.querySelector('#send') as HTMLElement).click()
        await outer.komoBraze.flush()
        await inner.komoBraze.flush()
      }, `${proxy}/v1/embed.js?hub=${slug}`),
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
  {
    name: 'the clock is set back while the proxy asked to wait',
    html,
    fields: ['email'],
    act: async (scene) => {
      const { page, hub, flush } = scene
      hub.faults.push({ route: 'submissions', times: 1, answer: (response) => response.writeHead(503, { 'Retry-After': '1' }).end('{}') })
      await page.click('#go')
      await flush()
      await clockBackAnHour(scene)
      while (!hub.submissions.length) await wait(20)
    },
    sends,
  },
  {
    name: 'the clock is set back between two equal submissions',
    html,
    fields: ['email'],
    act: async (scene) => {
      await scene.page.click('#go')
      await clockBackAnHour(scene)
      await scene.page.click('#go')
    },
    sends: [...sends, ...sends],
  },
  {
    name: 'long texts in another script than Latin',
    html: withMore('<textarea name="note"></textarea><textarea name="more"></textarea>'),
    fields: ['email', 'note', 'more'],
    act: async ({ page }) => {
      await page.evaluate(() => {
        for (const field of document.querySelectorAll('textarea')) field.value = 'я'.repeat(9_900)
      })
      await page.click('#go')
    },
    sends: [{ attributes: { email: 'a@b.co', note: 'я'.repeat(9_900), more: 'я'.repeat(9_900) } }],
  },
  {
    name: 'a text that is too long does not take the rest with it',
    html: withMore('<textarea name="note"></textarea>'),
    fields: ['email', 'note'],
    act: async ({ page }) => {
      await page.evaluate(() => void ((document.querySelector('textarea') as HTMLTextAreaElement).value = 'y'.repeat(60_000)))
      await page.click('#go')
    },
    sends: [{ attributes: { email: 'a@b.co', note: 'y'.repeat(10_000) } }],
  },
  {
    name: 'another tab sends just now: it is waited for, and that is no failure',
    html,
    fields: ['email'],
    act: async (scene) => {
      const { page, slug, flush } = scene
      await page.evaluate((name) => {
        const free = new Promise((resolve) => Object.assign(window, { free: resolve }))
        void navigator.locks.request(name, () => free)
      }, `komo-braze:${slug}`)
      await page.click('#go')
      const [pending] = await flush()
      expect(pending).toMatchObject({ rule: 'form' })
      expect(pending?.reason).not.toBe('offline')
      await page.evaluate(() => (window as never as { free(): void }).free())
      while (!scene.hub.submissions.length) await wait(20)
    },
    sends,
  },
  {
    name: 'an unticked box says no; a question left open and a control that is disabled say nothing',
    html: withMore(`<input type="checkbox" name="box"><input type="checkbox" name="off" checked disabled>
      <label><input type="radio" name="open" value="yes">Yes</label><label><input type="radio" name="open" value="no">No</label>`),
    rules: [
      entry({
        subscriptions: (['box', 'off', 'open'] as const).map((field, index) => ({
          to: `00000000-0000-0000-0000-00000000000${index}`,
          from: `field.${field}`,
          off: 'unsubscribe',
        })),
      }),
    ],
    act: ({ page }) => page.click('#go'),
    sends: [{ subscriptions: { '00000000-0000-0000-0000-000000000000': false } }],
  },
  {
    name: 'steps: the first one has only who it is',
    html: `<div id="card-1"><form ${quiet}><input name="email" value="a@b.co"><button id="next">Next</button></form>
      <form ${quiet}><input name="team" value="red"><button id="go">Go</button></form></div>`,
    rules: [entry({ steps: 'merge', confirm: 'komo', attributes: { team: 'field.team' } })],
    hub: byEmail,
    act: async ({ page, push }) => {
      await push(start)
      await page.click('#next')
      await page.click('#go')
      await push(done)
    },
    sends: [{ attributes: { team: 'red' }, identity: [{ as: 'user_alias', label: 'email', value: 'a@b.co' }] }],
  },
  {
    name: 'a radio group that a selector finds, and one that bears its Unique ID as data attributes, are read as groups',
    html: withMore(`<input type="radio" name="q1" value="red"><input type="radio" name="q1" value="blue" checked>
      <input type="radio" name="q2" data-field="size" value="s"><input type="radio" name="q2" data-field="size" value="l" checked>`),
    rules: [entry({ fields: { team: 'input[name=q1]' } }, 'team', 'size')],
    act: ({ page }) => page.click('#go'),
    sends: [{ attributes: { email: 'a@b.co', team: 'blue', size: 'l' } }],
  },
  {
    name: 'a queue with something else in it, and a proxy address that ends with a slash',
    head: '<script>window.komoBraze = [() => {}]</script>',
    query: 'proxy=PROXY/',
    html,
    fields: ['email'],
    act: async ({ page }) => {
      await page.evaluate(() => (window as never as { komoBraze: { push(call: unknown): void } }).komoBraze.push(() => {}))
      await page.click('#go')
    },
    sends,
  },
  {
    name: 'a trigger on a custom element, which is clicked inside of its shadow root',
    html: `<div class="box"><input name="email" value="a@b.co"><fancy-button id="send"></fancy-button></div>
      <script>customElements.define('fancy-button', class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<button>Send</button>' } })</script>`,
    rules: [entry({ root: '.box', trigger: 'click #send' })],
    act: ({ page }) => page.evaluate(() => (document.querySelector('#send') as HTMLElement).shadowRoot?.querySelector('button')?.click()),
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
  {
    name: 'a text that komoBraze.submit() hands over is cut like a form’s; what is nothing is not sent as a word',
    html: '',
    rules: [entry({}, 'first_name', 'note')],
    act: ({ page }) =>
      page.evaluate(() =>
        (window as never as { komoBraze: { submit(fields: object): void } }).komoBraze.submit({
          email: 'a@b.co',
          first_name: undefined,
          note: 'x'.repeat(60_000),
        }),
      ),
    sends: [{ attributes: { email: 'a@b.co', note: 'x'.repeat(10_000) } }],
  },
  {
    name: 'limitation: over http, and in a browser without crypto.randomUUID, nothing is captured, and the page is as without the script',
    head: '<script>window.errors = 0; addEventListener("error", () => errors++); delete Crypto.prototype.randomUUID</script>',
    html: '<form method="post" action="thanks"><input name="email" value="a@b.co"><button id="go">A</button></form>',
    fields: ['email'],
    act: async ({ page, hub, push }) => {
      await push(start)
      expect(await page.evaluate(() => (window as never as { errors: number }).errors)).toBe(0)
      await page.click('#go')
      while (!hub.site.length) await wait(20)
      expect(hub.site[0]?.body).toBe('email=a%40b.co')
    },
    sends: [],
  },
]

runCases('odd pages', cases)
