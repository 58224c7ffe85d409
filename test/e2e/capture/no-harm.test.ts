// The page goes on as if the script were not there: its requests are the same byte for byte, nothing is thrown, nothing logged.
import { expect } from 'vitest'
import type { HubRecord } from './hub-site.ts'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

const fields = ['email']
const sent = [{ attributes: { email: 'a@b.co' } }]
const go: CaptureCase['act'] = ({ page }) => page.click('#go')

/** Posted once with the script and once without: the site's server must see the same. */
const FORMS: Record<string, string> = {
  'a submit button with name and value':
    '<form method="post" action="posted"><input name="email" value="a@b.co"><button id="go" name="vote" value="é">Go</button></form>',
  'formaction and formmethod':
    '<form action="wrong"><input name="email" value="a@b.co"><button id="go" formmethod="post" formaction="right">Go</button></form>',
  'multipart with a file':
    '<form method="post" action="posted" enctype="multipart/form-data"><input name="email" value="a@b.co"><input type="file" name="photo"><button id="go">Go</button></form>',
  'text/plain':
    '<form method="post" action="posted" enctype="text/plain"><input name="email" value="a@b.co"><button id="go">Go</button></form>',
  'formdata listeners, each called as often as without':
    '<form method="post" action="posted"><input name="email" value="a@b.co"><input type="hidden" name="calls" value="0"><button id="go">Go</button></form><script>var calls = 0; document.forms[0].addEventListener("formdata", (event) => { event.formData.set("calls", String(++calls)) })</script>',
  'a submit listener that changes the form': `<form method="post" action="posted" onsubmit="this.elements.email.value = 'a@b.co'; this.action = 'changed'"><input name="email" value="a@b.co"><button id="go">Go</button></form>`,
}
const normal = (requests: { body: string; url: string; method: string }[], slug: string) =>
  JSON.stringify(requests)
    .replaceAll(slug, 'SLUG')
    .replace(/----[\w-]+/g, '----boundary')

/** What a page's own code may push: written out, for it must be made in the page. */
const ENDLESS: Record<string, string> = {
  'getters that make another object each time': `(function make() {
    return Object.create(null, Object.fromEntries(Array.from('abcdefghijkl', (name) => [name, { enumerable: true, get: make }])))
  })()`,
  "the page's own state, in which everything leads to everything": `(() => {
    const nodes = Array.from({ length: 40 }, (_, id) => ({ id }))
    for (const node of nodes) nodes.forEach((other) => (node['to' + other.id] = other))
    return nodes[0]
  })()`,
  'a list with an id as its index': '{ items: Object.assign([], { 1234567890: {} }) }',
  'a long text': "'a'.repeat(10_000_000)",
}

/** Until the site's server has what the form sends. */
async function posted(hub: HubRecord): Promise<void> {
  const end = Date.now() + 20_000
  while (!hub.site.length && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10))
  if (!hub.site.length) throw new Error("the site's own request is missing")
}

/** Everything the page's own handlers would notice. */
const WATCH = `<script>
  window.noticed = []
  addEventListener('error', (event) => noticed.push('error: ' + event.message))
  addEventListener('unhandledrejection', (event) => noticed.push('rejection: ' + event.reason))
  for (const name of ['log', 'info', 'warn', 'error', 'debug']) console[name] = (...args) => noticed.push('console: ' + args)
</script>`
const quietly = async ({ page }: Scene) => {
  const noticed = await page.evaluate(() => (window as never as { noticed: string[] }).noticed)
  if (noticed.length) throw new Error(noticed.join('\n'))
}
const quiet = (inner = '') =>
  `<form id="f" onsubmit="event.preventDefault()"><input name="email" value="a@b.co">${inner}<button id="go">Go</button></form>`
const CSP = (more: string) => ({ 'Content-Security-Policy': `default-src 'none'; script-src 'nonce-n'; ${more}` })

const cases: CaptureCase[] = [
  ...Object.entries(FORMS).map(([name, html]): CaptureCase => ({
    name: `the site's own request is the same with and without the script: ${name}`,
    html,
    more: { '/bare': `<!doctype html><html lang="en"><head><title>A hub</title></head><body>${html}</body></html>` },
    fields,
    act: async ({ page, hub, site, slug, flush }) => {
      await page.click('#go')
      await posted(hub)
      await flush()
      const withScript = normal(hub.site.splice(0), slug)
      await page.open(`${site}/${slug}/bare`)
      hub.site.length = 0
      await page.click('#go')
      await posted(hub)
      if (withScript !== normal(hub.site, slug)) throw new Error(`${withScript}\n${normal(hub.site, slug)}`)
      await page.open(`${site}/${slug}/`)
    },
    sends: sent,
  })),
  ...['submit', 'id', 'elements', 'action', 'method', 'length', 'attributes', 'closest', 'matches', 'nodeName', 'reset', 'host'].map(
    (name): CaptureCase => ({
      name: `a control named ${name}`,
      head: WATCH,
      html: quiet(`<input type="hidden" name="${name}" value="x">`),
      rules: [{ id: 'form', on: 'form', confirm: 'submit', where: { form: 'form' }, attributes: { email: 'field.email' } }],
      act: go,
      sends: sent,
      also: quietly,
    }),
  ),
  {
    // By no click: Playwright's own would search for ever.
    name: 'a control named parentNode',
    html: quiet('<input type="hidden" name="parentNode" value="x">'),
    fields,
    act: ({ page }) => page.evaluate(() => document.querySelector('form')!.requestSubmit()),
    sends: sent,
  },
  {
    name: 'form.submit() of a form that is in no document, with a control named host',
    html: quiet(),
    fields,
    act: async ({ page }) => {
      await page.evaluate(() => {
        const loose = document.createElement('form')
        loose.innerHTML = '<input name="host"><input name="email" value="nowhere">'
        loose.submit()
      })
      await page.click('#go')
    },
    sends: sent,
  },
  {
    // The document's own way to its window leads into the frame then, and up again without end.
    name: 'a frame named defaultView',
    html: quiet('<iframe name="defaultView" srcdoc=""></iframe>'),
    fields,
    act: go,
    sends: sent,
  },
  {
    // Whoever may put pictures into the page would else say where what is captured goes.
    name: 'a picture named currentScript',
    head: '<img name="currentScript" src="https://elsewhere.example/v1/embed.js?hub=elsewhere" data-proxy="https://elsewhere.example">',
    html: quiet(),
    fields,
    act: go,
    sends: sent,
  },
  {
    // `var length` of a page's own script is the window's: no number of frames any more.
    name: 'a global variable length',
    head: `${WATCH}<script>var length = Infinity</script>`,
    html: quiet(),
    fields,
    act: go,
    sends: sent,
    also: quietly,
  },
  ...Object.entries(ENDLESS).map(([name, payload]): CaptureCase => ({
    name: `a payload that would take for ever: ${name}`,
    head: `${WATCH}<script>window.dataLayer = []</script>`,
    html: quiet(),
    fields,
    act: async ({ page }) => {
      await page.evaluate((code) => {
        const script = document.createElement('script')
        script.text = `dataLayer.push({ event: 'card-viewed', eventData: ${code} })`
        document.head.append(script)
      }, payload)
      await page.click('#go')
    },
    sends: sent,
    also: quietly,
  })),
  {
    name: 'frozen built-ins',
    head: `${WATCH}<script>window.dataLayer = []; for (const thing of [HTMLFormElement.prototype, EventTarget.prototype, Array.prototype, Object.prototype, Element.prototype, Storage.prototype, Function.prototype, Promise.prototype, JSON]) Object.freeze(thing); Object.freeze(dataLayer)</script>`,
    html: quiet(),
    fields,
    act: go,
    sends: sent,
    also: quietly,
  },
  {
    name: 'strict CSP with nonces',
    bare: true,
    headers: CSP('connect-src PROXY'),
    html: `<script nonce="n" src="PROXY/v1/embed.js?hub=SLUG"></script>${quiet().replace(/onsubmit="[^"]*"/, '')}<script nonce="n">document.forms[0].addEventListener('submit', (event) => event.preventDefault())</script>`,
    fields,
    act: async (scene) => {
      await scene.flush()
      await scene.page.click('#go')
    },
    sends: sent,
  },
  {
    name: "Trusted Types, with trusted-types 'none'",
    bare: true,
    headers: CSP("connect-src PROXY; require-trusted-types-for 'script'; trusted-types 'none'"),
    html: `<script nonce="n" src="PROXY/v1/embed.js?hub=SLUG"></script>${quiet().replace(/onsubmit="[^"]*"/, '')}<script nonce="n">document.forms[0].addEventListener('submit', (event) => event.preventDefault())</script>`,
    fields,
    act: async (scene) => {
      await scene.flush()
      await scene.page.click('#go')
    },
    sends: sent,
  },
  {
    name: 'a CSP that blocks the proxy is traced as such, and nothing is thrown',
    bare: true,
    headers: { 'Content-Security-Policy': "connect-src 'self'" },
    head: WATCH,
    html: `<script>(window.komoBraze ||= []).push(['on', 'held', ({ reason }) => (window.held ||= []).push(reason)])</script><script src="PROXY/v1/embed.js?hub=SLUG"></script>${quiet()}`,
    fields,
    act: async ({ page }) => {
      await page.click('#go')
      const reasons = await page.evaluate(async () => {
        const held = () => (window as never as { held?: string[] }).held ?? []
        while (!held().includes('csp_blocked')) await new Promise((resolve) => setTimeout(resolve, 10))
        return held()
      })
      if (!reasons.includes('no_hub')) throw new Error(String(reasons))
      // What was blocked is not asked for again at once: that would be blocked as well, for ever.
      const blocked = await page.evaluate(async () => {
        let count = 0
        addEventListener('securitypolicyviolation', () => count++)
        await new Promise((resolve) => setTimeout(resolve, 1000))
        return count
      })
      if (blocked > 4) throw new Error(`${blocked} blocked requests in a second`)
      await page.evaluate(() => void ((window as never as { noticed: string[] }).noticed = []))
    },
    sends: [],
    marked: false,
  },
  {
    name: 'the script twice on a page acts once',
    bare: true,
    html: `<script src="PROXY/v1/embed.js?hub=SLUG"></script><script src="PROXY/v1/embed.js?hub=SLUG"></script>${quiet()}`,
    fields,
    act: async (scene) => {
      await scene.flush()
      await scene.page.click('#go')
      await scene.flush()
      if (scene.hub.arrivals.length !== 1) throw new Error(`${scene.hub.arrivals.length} arrivals`)
    },
    sends: sent,
  },
  {
    name: 'as a tag manager puts it in: createElement with src only, after the page has loaded',
    bare: true,
    html: quiet(),
    fields,
    act: async ({ page, proxy, slug, flush }) => {
      await page.evaluate(
        (src) =>
          new Promise((resolve) => {
            const script = document.createElement('script')
            script.src = src
            script.onload = resolve
            document.body.append(script)
          }),
        `${proxy}/v1/embed.js?hub=${slug}`,
      )
      await flush()
      await page.click('#go')
    },
    sends: sent,
  },
  {
    name: 'an element with the id komoBraze',
    head: WATCH,
    html: `<div id="komoBraze"></div>${quiet()}`,
    fields,
    act: go,
    sends: sent,
    also: quietly,
  },
  ...(['hub', 'session', 'submissions'] as const).flatMap((route): CaptureCase[] =>
    [
      ['nothing', (response: { destroy(): void }) => response.destroy()],
      ['nonsense', (response: { writeHead(s: number): { end(b: string): void } }) => response.writeHead(200).end('<html>')],
      [
        'JSON of another kind',
        (response: { writeHead(s: number): { end(b: string): void } }) =>
          response.writeHead(202).end('{"rev":1,"hub":{"rules":{}},"results":7}'),
      ],
      ['500', (response: { writeHead(s: number): { end(b?: string): void } }) => response.writeHead(500).end()],
    ].map(([what, answer]): CaptureCase => ({
      name: `the proxy answers ${String(what)} at ${route}: the site's form submits all the same, and nothing is thrown or logged`,
      head: WATCH,
      html: '<form method="post" action="posted" target="out"><input name="email" value="a@b.co"><button id="go">Go</button></form><iframe name="out"></iframe>',
      fields,
      before: (hub) => void hub.faults.push({ route, times: 99, answer: answer as never }),
      act: async ({ page, hub }) => {
        await page.click('#go')
        const end = Date.now() + 10_000
        while (!hub.site.some(({ method }) => method === 'POST') && Date.now() < end)
          await new Promise((resolve) => setTimeout(resolve, 10))
        if (!hub.site.some(({ body }) => body === 'email=a%40b.co')) throw new Error("the site's own request is missing")
      },
      sends: [],
      also: quietly,
    })),
  ),
  {
    name: 'a rule that cannot work does not disturb the others',
    head: WATCH,
    html: quiet(),
    rules: [
      { id: 'broken', on: 'form', confirm: 'submit', where: { form: '>>>' }, attributes: { email: 'field.email' } },
      { id: 'fine', on: 'form', confirm: 'submit', fields: { email: '<<<' }, attributes: { email: 'field.email' } },
    ],
    act: go,
    sends: [{ rule: 'fine', ...sent[0] }],
    also: quietly,
  },
  {
    name: 'synthetic submit events on what is no form, and submitters that are none, do no harm',
    head: WATCH,
    html: `<div id="host"></div>${quiet()}`,
    fields,
    act: ({ page }) =>
      page.evaluate(() => {
        document.querySelector('#host')!.dispatchEvent(new SubmitEvent('submit', { bubbles: true, composed: true }))
        window.dispatchEvent(new Event('submit'))
        document.dispatchEvent(new Event('formdata'))
        document.forms[0]!.dispatchEvent(new Event('formdata', { bubbles: true }))
      }),
    sends: [],
    also: quietly,
  },
  {
    name: 'the first focus rehearses reading the form: nothing of it is stored, told or sent',
    html: quiet(),
    fields,
    head: `<script>
      var reads = 0, told = []
      addEventListener('DOMContentLoaded', () => Object.defineProperty(document.querySelector('[name=email]'), 'value', { get: () => (reads++, 'a@b.co') }))
    </script>`,
    act: async ({ page, stored }) => {
      const before = await stored()
      await page.evaluate(() =>
        (window as never as Rehearsed).komoBraze.on('*', ({ stage }) => (window as never as Rehearsed).told.push(stage)),
      )
      await page.click('[name=email]')
      const seen = () => page.evaluate(() => ({ reads: (window as never as Rehearsed).reads, told: (window as never as Rehearsed).told }))
      const end = Date.now() + 10_000
      while (!(await seen()).reads && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10))
      expect(await seen()).toEqual({ reads: 1, told: [] })
      expect(await stored()).toBe(before)
    },
    sends: [],
  },
]

interface Rehearsed {
  komoBraze: { on(stage: '*', listener: (entry: { stage: string }) => void): void }
  reads: number
  told: string[]
}

runCases('no harm', cases)
