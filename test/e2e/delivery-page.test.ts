// The page dies: the tab's renderer or the whole browser is killed around the submit, five tabs send at once, a tab closes with its submission pending. Chromium only: other engines cannot be killed by tab.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HubFile } from '../../src/core/hub-file.ts'
import { chromiumPath, launchChromium } from './driver/chromium.ts'
import { engine } from './driver/open-driver.ts'
import { startHubSite, type HubRecord, type HubSite } from './capture/hub-site.ts'

const ROUNDS = process.env['FULL'] ? 100 : 8
const BROWSER_ROUNDS = process.env['FULL'] ? 20 : 3
const MAX_DELAY = 50
const html = '<form onsubmit="event.preventDefault()"><input name="n"><button>Go</button></form>'
const declaration = (hub: string): HubFile => ({
  hub,
  origins: [],
  identity: [{ as: 'external_id', from: { from: 'page.language' }, trust: 'page' }],
  rules: [{ id: 'form', on: 'form', confirm: 'submit', attributes: { n: 'field.n' } }],
})
type Flushing = { komoBraze: { flush(): Promise<{ id: string }[]> } }

let servers: HubSite
let browser: Browser
beforeAll(async () => {
  servers = await startHubSite()
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await servers?.close()
})

const flush = (page: Page) => page.evaluate(() => (window as never as Flushing).komoBraze.flush())
const values = (hub: HubRecord) => hub.submissions.map(({ attributes }) => attributes?.['n']).sort()
const submit = (page: Page, value: string) =>
  page.evaluate((text) => {
    const form = document.forms[0]!
    form.querySelector('input')!.value = text
    form.requestSubmit()
  }, value)

async function openHub(context: BrowserContext | Browser, slug: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${servers.site}/${slug}/`)
  await flush(page)
  return page
}

/** 0 to 50 ms, the same in every run. */
const delay = (round: number) => (round * 17) % (MAX_DELAY + 1)

test.runIf(engine === 'chromium')(
  `the tab's renderer is killed 0–${MAX_DELAY} ms after the submit, ${ROUNDS} times: each submission arrives exactly once`,
  async () => {
    const hub = servers.add('killed', declaration('killed'), { html })
    const context = await browser.newContext()
    const system = await browser.newBrowserCDPSession()
    for (let round = 0; round < ROUNDS; round++) {
      const page = await openHub(context, 'killed')
      const crashed = new Promise((resolve) => page.once('crash', resolve))
      await submit(page, `round-${round}`)
      await wait(delay(round))
      const { processInfo } = (await system.send('SystemInfo.getProcessInfo')) as { processInfo: { type: string; id: number }[] }
      for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL')
      await crashed
      await page.close()
      const next = await openHub(context, 'killed')
      expect(await flush(next)).toEqual([])
      await next.close()
    }
    expect(values(hub)).toEqual(Array.from({ length: ROUNDS }, (_, round) => `round-${round}`).sort())
    await context.close()
  },
  600_000,
)

test.runIf(engine === 'chromium')('five tabs at once: each submission arrives exactly once, and hardly anything twice', async () => {
  const hub = servers.add('tabs', declaration('tabs'), { html })
  const context = await browser.newContext()
  const pages = await Promise.all(Array.from({ length: 5 }, () => openHub(context, 'tabs')))
  await Promise.all(pages.flatMap((page, tab) => [0, 1, 2, 3].map((index) => submit(page, `${tab}-${index}`))))
  await expect.poll(async () => (await Promise.all(pages.map(flush))).flat().length, { timeout: 30_000 }).toBe(0)
  expect(values(hub)).toEqual(pages.flatMap((_, tab) => [0, 1, 2, 3].map((index) => `${tab}-${index}`)).sort())
  // Ids protect; the lock keeps the tabs from sending the same ones side by side.
  expect(hub.arrivals.length).toBe(hub.submissions.length)
  await context.close()
})

test.runIf(engine === 'chromium')('a tab that closes with its submission pending sends it on its way out', async () => {
  const hub = servers.add('closing', declaration('closing'), { html })
  const context = await browser.newContext()
  const page = await openHub(context, 'closing')
  await submit(page, 'first')
  await flush(page)
  await page.evaluate(() => {
    const form = document.forms[0]!
    form.querySelector('input')!.value = 'last'
    form.requestSubmit()
    location.href = 'about:blank'
  })
  await expect.poll(() => values(hub), { timeout: 30_000 }).toEqual(['first', 'last'])
  await context.close()
})

test.runIf(engine === 'chromium')('put away for the back-forward cache and shown again, the page goes on', async () => {
  const hub = servers.add('cache', declaration('cache'), { html })
  const page = await openHub(browser, 'cache')
  // This Chromium keeps no page: it is told what a page hears that is kept.
  await page.evaluate(() => {
    for (const type of ['pagehide', 'pageshow']) window.dispatchEvent(new PageTransitionEvent(type, { persisted: true }))
  })
  await submit(page, 'again')
  await flush(page)
  expect(values(hub)).toEqual(['again'])
  await page.close()
})

/** Every process of the browser with this profile. */
function killAllOf(folder: string): void {
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(folder)) process.kill(Number(id), 'SIGKILL')
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

test.runIf(engine === 'chromium')(
  `limitation: the whole browser killed within ${MAX_DELAY} ms of the submit may lose what its storage has not brought to the disk; never twice`,
  async () => {
    let lost = 0
    for (let round = 0; round < BROWSER_ROUNDS; round++) {
      const slug = `browser-${round}`
      const hub = servers.add(slug, declaration(slug), { html })
      // Nothing gets through before the browser is killed.
      hub.faults.push({ route: 'session', times: 99, answer: (response) => void response.destroy() })
      const folder = mkdtempSync(join(tmpdir(), 'profile-'))
      const launch = () =>
        chromium.launchPersistentContext(folder, {
          executablePath: chromiumPath(),
          args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
        })
      const first = await launch()
      const page = await openHub(first, slug)
      const gone = new Promise((resolve) => first.once('close', resolve))
      await submit(page, 'only')
      await wait(delay(round))
      killAllOf(folder)
      await gone
      hub.faults.length = 0
      const second = await launch()
      await flush(await openHub(second, slug))
      await second.close()
      rmSync(folder, { recursive: true, force: true })
      expect(hub.submissions.length).toBeLessThanOrEqual(1)
      lost += 1 - hub.submissions.length
    }
    console.log(`whole browser killed ${BROWSER_ROUNDS} times: ${lost} submissions had not reached the disk`)
  },
  600_000,
)
