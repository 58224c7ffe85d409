// What the script costs the page's main thread, at a quarter of this machine's speed: its evaluation, the handling of a submit, and long tasks on a big page.
import { readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import type { Browser, CDPSession, Page } from 'playwright'
import type { HubFile } from '../../src/core/hub-file.ts'
import { launchChromium } from '../e2e/driver/chromium.ts'
import { startHubSite, type HubSite } from '../e2e/capture/hub-site.ts'

const SLOWER = 4
const SUBMITS = 300
const LOADS = 30
const FIELDS = 30

const fields = Array.from({ length: FIELDS }, (_, index) => `field_${index}`)
const declaration = (hub: string): HubFile => ({
  hub,
  origins: [],
  identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.field_0' } }],
  rules: [
    {
      id: 'form',
      on: 'form',
      confirm: 'submit',
      attributes: Object.fromEntries(fields.map((field) => [field, `field.${field}`])),
      events: [{ name: 'Entered', properties: { all: { from: 'form.responses', only: fields, type: 'object', many: true } } }],
    },
  ],
})
const form = `<form id="f" onsubmit="event.preventDefault()">${fields.map((field) => `<input name="${field}" value="value of ${field}">`).join('')}<button>Go</button></form>`

export interface PageFigures {
  /** Milliseconds, of many submits five milliseconds apart. */
  submit_p99_ms_4x: number
  /** Of the first submit on a page, after a focus: what a visitor has. */
  first_submit_p50_ms_4x: number
  /** The least that any script takes which stores what was submitted before the page can go: reading the form's entries and one `setItem`. */
  store_only_p99_ms_4x: number
  eval_p50_ms_4x: number
  embed_brotli_bytes: number
}

export async function pageBench(): Promise<PageFigures> {
  return withPage(async (page, cdp, servers, browser) => {
    servers.add('bench', declaration('bench'), { html: form })
    const evaluations: number[] = []
    for (let load = 0; load < LOADS; load++) {
      await page.goto(`${servers.site}/bench/`)
      evaluations.push(await evaluationOf(page, `${servers.proxy}/v1/embed.js?hub=bench-${load}`))
    }
    const firsts: number[] = []
    for (let load = 0; load < LOADS; load++) {
      // A context of its own: another process, that has run nothing yet.
      const visitor = await browser.newPage()
      firsts.push(...(await submitTimes(await openBench(visitor, servers), await visitor.context().newCDPSession(visitor), 1)))
      await visitor.close()
    }
    const submits = await submitTimes(await openBench(page, servers), cdp, SUBMITS)
    servers.add('store-only', declaration('store-only'), { html: form, bare: true, head: STORE_ONLY })
    await page.goto(`${servers.site}/store-only/`)
    const storeOnly = await submitTimes(page, cdp, SUBMITS)
    return {
      submit_p99_ms_4x: quantile(submits, 0.99),
      first_submit_p50_ms_4x: quantile(firsts, 0.5),
      store_only_p99_ms_4x: quantile(storeOnly, 0.99),
      eval_p50_ms_4x: quantile(evaluations, 0.5),
      embed_brotli_bytes: brotliCompressSync(readFileSync(new URL('../../dist/embed.js', import.meta.url))).length,
    }
  })
}

const STORE_ONLY = `<script>
  let count = 0
  addEventListener('submit', (event) => localStorage.setItem('last-' + (++count % 5), JSON.stringify([...new FormData(event.target)])), true)
</script>`

/** Open, known, and nothing pending. */
async function openBench(page: Page, servers: HubSite): Promise<Page> {
  await page.goto(`${servers.site}/bench/`)
  await page.evaluate(() => (window as never as { komoBraze: { flush(): Promise<unknown> } }).komoBraze.flush())
  return page
}

/** Milliseconds that each submit takes from its dispatch until all listeners have returned; before the first a visitor has been in the form for half a second. */
async function submitTimes(page: Page, cdp: CDPSession, submits: number): Promise<number[]> {
  await page.focus('input')
  await page.waitForTimeout(500)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const times = await page.evaluate(async (count) => {
    const target = document.forms[0]!
    const times: number[] = []
    for (let index = 0; index < count; index++) {
      // Another entry each time, as another submission.
      target.querySelector('input')!.value = `person-${index}@b.co`
      const event = new SubmitEvent('submit', { bubbles: true, cancelable: true })
      const start = performance.now()
      target.dispatchEvent(event)
      times.push(performance.now() - start)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return times
  }, submits)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  return times
}

/** Milliseconds of the longest tasks (over 50 ms) that the script causes in a page with 2,000 controls and 50 forms, beyond what the page causes without it. */
export async function longTasksOf2000Controls(): Promise<number[]> {
  return withPage(async (page, cdp, servers) => {
    const controls = Array.from({ length: 40 }, (_, index) => `<input name="other_${index}" value="x">`).join('')
    const html = Array.from(
      { length: 50 },
      (_, index) => `<form id="f${index}" onsubmit="event.preventDefault()">${controls}<button>Go</button></form>`,
    ).join('')
    const head = `<script>window.tasks = []; new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (window.started) tasks.push(entry.duration) }).observe({ type: 'longtask' })</script>`
    servers.add('big', declaration('big'), { html, head })
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.goto(`${servers.site}/big/`)
    return page.evaluate(async () => {
      const view = window as never as { komoBraze: { flush(): Promise<unknown> }; started: boolean; tasks: number[] }
      await view.komoBraze.flush()
      view.started = true
      for (const target of document.forms) {
        target.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      await view.komoBraze.flush()
      await new Promise((resolve) => setTimeout(resolve, 500))
      return view.tasks
    })
  })
}

async function evaluationOf(page: Page, src: string): Promise<number> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const text = readFileSync(new URL('../../dist/embed.js', import.meta.url), 'utf8')
  // In the page itself, so that compiling counts, too; `currentScript` is what names the hub.
  return page.evaluate(
    ([code, address]) => {
      const script = document.createElement('script')
      script.dataset['hub'] = address!.split('=')[1]!
      script.dataset['proxy'] = new URL(address!).origin
      script.text = code!
      const start = performance.now()
      document.head.append(script)
      return performance.now() - start
    },
    [text, src],
  )
}

async function withPage<T>(run: (page: Page, cdp: CDPSession, servers: HubSite, browser: Browser) => Promise<T>): Promise<T> {
  const servers = await startHubSite()
  const browser: Browser = await launchChromium()
  try {
    const page = await browser.newPage()
    return await run(page, await page.context().newCDPSession(page), servers, browser)
  } finally {
    await browser.close()
    await servers.close()
  }
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100
}
