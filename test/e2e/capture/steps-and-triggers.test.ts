// Submissions of several steps, and those that a trigger tells of.
import { expect } from 'vitest'
import { byEmail, done, entry, quiet, sends, start, withMore } from './plain-page.ts'
import { runCases, type CaptureCase } from './run-cases.ts'

const cases: CaptureCase[] = [
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
    name: 'steps: the first one of somebody else, who never finished, is neither merged in nor sent',
    html: `<div id="card-1"><form ${quiet}><input name="email" value="a@b.co"><input name="team" value="red"><button id="next">Next</button></form>
      <form ${quiet}><input name="suburb" value="Bondi"><button id="go">Go</button></form></div>`,
    rules: [entry({ steps: 'merge', confirm: 'komo' }, 'team', 'suburb')],
    hub: byEmail,
    act: async ({ page, push }) => {
      await push(start)
      await page.click('#next')
      await page.evaluate(() => {
        const { komoBraze } = window as never as { komoBraze: { identify(who: { as: string; label: string; value: string } | null): void } }
        komoBraze.identify(null)
        komoBraze.identify({ as: 'user_alias', label: 'email', value: 'b@b.co' })
      })
      await page.click('#go')
      await push(done)
    },
    sends: [{ attributes: { suburb: 'Bondi' }, identity: [{ as: 'user_alias', label: 'email', value: 'b@b.co' }] }],
  },
  {
    name: 'steps: the same entries once more, after somebody else came, are still one submission',
    html: `<div id="card-1">${withMore('')}</div>`,
    rules: [entry({ steps: 'merge', confirm: 'komo' })],
    hub: byEmail,
    act: async ({ page, push, flush }) => {
      await push(start)
      await page.click('#go')
      await page.evaluate(() => (window as never as { komoBraze: { identify(who: null): void } }).komoBraze.identify(null))
      await page.click('#go')
      expect(await flush()).toHaveLength(1)
      await push(done)
    },
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
    name: 'komoBraze.submit() goes to no rule with a trigger, and the trace says so',
    head: '<script>window.dataLayer = []; window.told = []; (window.komoBraze = window.komoBraze || []).push(["on", "selected", ({ detail }) => told.push(detail)])</script>',
    html: '<div class="entry"><input name="email" value="a@b.co"><span id="send">Send</span></div>',
    rules: [entry({ root: '.entry', trigger: 'click #send' })],
    act: ({ page }) =>
      page.evaluate(() => {
        const { komoBraze } = window as never as { komoBraze: { submit(fields: object): void } }
        komoBraze.submit({ email: 'b@b.co' })
      }),
    sends: [],
    also: async ({ page }) => expect(await page.evaluate(() => (window as never as { told: string[] }).told)).toEqual(['entry: trigger']),
  },
  {
    name: 'a trigger on a custom element, which is clicked inside of its shadow root',
    html: `<div class="box"><input name="email" value="a@b.co"><fancy-button id="send"></fancy-button></div>
      <script>customElements.define('fancy-button', class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<button>Send</button>' } })</script>`,
    rules: [entry({ root: '.box', trigger: 'click #send' })],
    act: ({ page }) => page.evaluate(() => (document.querySelector('#send') as HTMLElement).shadowRoot?.querySelector('button')?.click()),
    sends,
  },
]

runCases('steps and triggers', cases)
