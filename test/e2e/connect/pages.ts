// The operator's pages served by a stand-in of the admin port, so that charts, dead letters and states are full and the same each time; `connect-new-hub` and `connect-at-work` run the pages on the real one.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll } from 'vitest'
import { startStandIn, STAND_IN_TOKEN, type StandIn } from '../../settings/stand-in.ts'
import { sharedChromium } from '../driver/chromium.ts'

export const SHOTS = fileURLToPath(new URL('../../../.cache/screenshots/', import.meta.url))
export const PAGES = [
  'hubs',
  'hubs/summer-footy/hub',
  'hubs/summer-footy/people',
  'hubs/summer-footy/map',
  'hubs/summer-footy/workspace',
  'hubs/summer-footy/review',
  'activity',
  'dead-letters',
  'workspaces',
]
export type View = { language: string; scheme: 'light' | 'dark'; width: number }
export const VIEW: View = { language: 'en', scheme: 'light', width: 1280 }

let browser: Browser
export let full: StandIn
export let empty: StandIn

/** Starts both for the tests of a file. */
export function withPages(): void {
  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true })
    full = await startStandIn({ isFull: true })
    empty = await startStandIn({ isFull: false })
    browser = await sharedChromium()
  })
  afterAll(async () => {
    await Promise.all([full.close(), empty.close()])
  })
}

export async function open({ language, scheme, width }: View): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const viewport = { width, height: 900 }
  const context = await browser.newContext({ viewport, colorScheme: scheme, locale: language, reducedMotion: 'reduce' })
  const complaints: string[] = []
  context.on('console', (message) => {
    if (message.type() !== 'debug' && !message.text().includes('401')) complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.setDefaultTimeout(60_000)
  return { context, page: await context.newPage(), complaints }
}

export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('input[type=password]').fill(STAND_IN_TOKEN)
  await page.locator('button[type=submit]').click()
  await page.locator('nav').first().waitFor()
}

/** Shown once nothing is loading any more, the fonts are there, and the dry run has answered. */
export async function settled(page: Page, shown: string): Promise<void> {
  await page.locator(`main[data-page="${shown}"]`).waitFor()
  await page.waitForFunction(() => !document.querySelector('.skeleton') && document.querySelector('main h1'))
  if (page.url().includes('/map')) await page.locator('.live .json-key').first().waitFor()
  await page.evaluate(() => document.fonts.ready)
}

/** Pixels by which the page is wider than the window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
