// How the script comes to a page, and the pages where it cannot work.
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import { html, sends, start } from './plain-page.ts'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

/** Keeps the reasons of what the script says is held. */
const traced = `<script>window.reasons = []; (window.komoBraze = window.komoBraze || []).push(['on', 'held', (entry) => reasons.push(entry.reason)])</script>`
const reasons = ({ page }: Scene) => page.evaluate(() => (window as never as { reasons: string[] }).reasons)

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
    name: 'two hubs: what was called before the first script reaches the second, too',
    bare: true,
    html: `<script>window.komoBraze = [['submit', { email: 'a@b.co' }]]</script>
      <script src="PROXY/v1/embed.js?hub=SLUG" data-hub="other"></script>
      <script src="PROXY/v1/embed.js?hub=SLUG"></script>`,
    fields: ['email'],
    act: () => Promise.resolve(),
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
    name: 'what else a policy blocks in the page says nothing of the proxy',
    html,
    head: traced,
    headers: { 'Content-Security-Policy': 'connect-src PROXY' },
    fields: ['email'],
    act: async (scene) => {
      const { page, hub } = scene
      hub.faults.push({ route: 'submissions', times: 1, answer: (response) => response.writeHead(503).end('{}') })
      const blocked = await page.evaluate(async () => {
        const violation = new Promise<SecurityPolicyViolationEvent>((resolve) => addEventListener('securitypolicyviolation', resolve))
        void fetch('elsewhere').catch(() => {})
        const { blockedURI, disposition } = await violation
        return { path: new URL(blockedURI).pathname.split('/').pop(), disposition }
      })
      expect(blocked).toEqual({ path: 'elsewhere', disposition: 'enforce' })
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

runCases('loading', cases)
