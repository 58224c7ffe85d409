// Makes the README's screenshots of the demo, of Connect and of the inspector into demo/screenshots: `npm run build && node test/e2e/demo-screenshots.ts`.
import { mkdir } from 'node:fs/promises'
import type { Browser, Page } from 'playwright'
import { startStandIn, STAND_IN_TOKEN } from '../settings/stand-in.ts'
import { API_KEY, openInspector, sampleHub, signIn, startRig } from './connect/rig.ts'
import { launchChromium } from './driver/chromium.ts'
import { startDemo } from '../../demo/demo.ts'

const FOLDER = new URL('../../demo/screenshots/', import.meta.url).pathname
const WIDE = { width: 1280, height: 800 }
const NARROW = { width: 360, height: 740 }

await mkdir(FOLDER, { recursive: true })
const browser = await launchChromium()
await playQuiz(browser, 'demo.png', { colorScheme: 'light', viewport: WIDE })
await playQuiz(browser, 'demo-dark.png', { colorScheme: 'dark', viewport: WIDE }, async (page) => {
  await page.getByRole('tab', { name: 'What Braze got' }).click()
  await page.getByRole('tab', { name: 'E-mail' }).click()
})
await playQuiz(browser, 'demo-phone.png', { colorScheme: 'light', viewport: NARROW }, (page) =>
  page.locator('.views button').nth(1).click(),
)
await connectPages(browser)
await inspector(browser)
await browser.close()

async function playQuiz(
  browser: Browser,
  name: string,
  options: Parameters<Browser['newContext']>[0],
  then: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  const demo = await startDemo({ port: 0 })
  const page = await (await browser.newContext({ ...options, reducedMotion: 'reduce', locale: 'en-AU' })).newPage()
  await page.goto(demo.url)
  const hub = page.frameLocator('iframe')
  await hub.locator('.card.ball').click()
  for (const answer of [3, 2, 3]) await hub.locator(`.question button:nth-of-type(${answer})`).click()
  await hub.locator('.fill').click()
  await hub.locator('.send').click()
  await page.locator('#headline', { hasText: 'reached Braze' }).waitFor({ state: 'attached' })
  await page.locator('.person h2', { hasText: 'Ada' }).waitFor({ state: 'attached' })
  await then(page)
  await page.screenshot({ path: FOLDER + name })
  await page.context().close()
  await demo.close()
}

/** Connect over a proxy that has been at work for a while. */
async function connectPages(browser: Browser): Promise<void> {
  const standIn = await startStandIn({ isFull: true })
  const viewport = { width: 1360, height: 860 }
  const page = await (await browser.newContext({ viewport, reducedMotion: 'reduce', locale: 'en' })).newPage()
  await page.goto(standIn.url)
  await page.getByLabel('token').fill(STAND_IN_TOKEN)
  await page.keyboard.press('Enter')
  await page.locator('nav').first().waitFor()
  await page.goto(`${standIn.url}#/activity`)
  await page.locator('.tiles').waitFor()
  await page.screenshot({ path: `${FOLDER}activity.png` })
  await page.goto(`${standIn.url}#/hubs/summer-footy/map`)
  await page.locator('.live .json-key').first().waitFor()
  await page.locator('.unmapped').scrollIntoViewIfNeeded()
  await page.screenshot({ path: `${FOLDER}field-map.png` })
  await page.goto(`${standIn.url}#/hubs/summer-footy/people`)
  await page.getByRole('button', { name: 'Add a fallback' }).click()
  await page.getByLabel('Map people by').nth(1).waitFor()
  await page.locator('h1').click()
  await page.mouse.wheel(0, -1000)
  await page.waitForFunction(() => scrollY === 0)
  await page.screenshot({ path: `${FOLDER}people.png` })
  await page.context().close()
  await standIn.close()
}

/** On the sample hub: an entry that is held, and what Braze would get of it. */
async function inspector(browser: Browser): Promise<void> {
  const rig = await startRig(browser, [await sampleHub()], API_KEY)
  const connect = await rig.page({ viewport: { width: 1100, height: 760 } })
  await signIn(connect, rig)
  const hub = await openInspector(connect, rig, 'summer-footy')
  await hub.locator('[data-card=competition]').first().click()
  await hub.locator('.fill').click()
  await hub.locator('.send').click()
  await hub.getByRole('button', { name: 'Back to the hub' }).click()
  const body = hub.locator('komo-braze-inspector').getByRole('region', { name: 'Braze would get' })
  await body.waitFor()
  await body.scrollIntoViewIfNeeded()
  await hub.screenshot({ path: `${FOLDER}inspector.png` })
  await rig.close()
}
