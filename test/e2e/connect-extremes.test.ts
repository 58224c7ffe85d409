// The operator's pages at the edge: the longest names that there may be, and the smallest windows, which also are what 400 % zoom makes of a common one.
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStandIn, STAND_IN_TOKEN, type StandIn } from '../settings/stand-in.ts'
import { deadLetters, workspace } from '../settings/sample-data.ts'
import { sharedChromium } from './driver/chromium.ts'

const LONG = 'n'.repeat(64)
const ZOOMED = { width: 320, height: 256 }
const PAGES = [
  'hubs',
  ...['hub', 'people', 'map', 'workspace', 'review'].map((step) => `hubs/${LONG}/${step}`),
  'activity',
  'dead-letters',
  'workspaces',
]

let standIn: StandIn

beforeAll(async () => {
  standIn = await startStandIn({ isFull: true })
  const [sample] = standIn.hubs.values()
  const [letter] = deadLetters()
  if (!sample?.file || !letter) throw new Error('the stand-in is empty')
  const origins = [`https://${LONG.slice(1)}.${LONG.slice(1)}.komo.site`]
  const [rule, ...rules] = structuredClone(sample.file.rules)
  const file = { ...sample.file, hub: LONG, origins, rules: [{ ...rule!, id: LONG, attributes: { [LONG]: `field.${LONG}` } }, ...rules] }
  // One more letter than may be: the pages quote what is wrong.
  file.rules[1]!.id = `${LONG}n`
  const issues = [{ level: 'error' as const, path: ['rules', 1, 'id'], message: `found "${LONG}n", wanted 1 to 64 letters` }]
  standIn.hubs.set(LONG, { ...sample, hub: LONG, origins, file, issues, workspace: LONG })
  standIn.workspaces.push({ ...workspace(LONG), endpoint: `https://${LONG}.braze.com` })
  standIn.letters.push({ ...letter, id: 'long', hub: LONG, rule: LONG, detail: LONG, person: { as: 'user_alias', masked: `j•••@${LONG}` } })
})
afterAll(() => standIn.close())

async function open(viewport: { width: number; height: number }, locale: string): Promise<Page> {
  const context = await (await sharedChromium()).newContext({ viewport, locale, reducedMotion: 'reduce' })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  await page.goto(standIn.url)
  await page.locator('input[type=password]').fill(STAND_IN_TOKEN)
  await page.locator('button[type=submit]').click()
  await page.locator('nav').first().waitFor()
  return page
}

async function show(page: Page, where: string): Promise<void> {
  await page.goto(`${standIn.url}#/${where}`)
  await page.locator(`main[data-page="${where}"]`).waitFor()
  await page.waitForFunction(() => !document.querySelector('.skeleton') && document.querySelector('main h1'))
  if (where.endsWith('/map')) await page.locator('.live .issues, .live .json-key').first().waitFor()
  await page.evaluate(() => document.fonts.ready)
}

/** What stands over the window's edge, and no box of its own scrolls or shortens it. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isHeld = (element: Element | null): boolean =>
      element !== null && element !== document.body && (getComputedStyle(element).overflowX !== 'visible' || isHeld(element.parentElement))
    return [...document.querySelectorAll('body *')]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .filter((one) => !isHeld(one.parentElement))
      .map((one) => `${one.localName}.${one.className} ${(one.textContent ?? '').slice(0, 20)}`)
  })

test.each([
  [{ width: 1280, height: 800 }, 'en'],
  [ZOOMED, 'de'],
] as const)('the longest names stay in a window of %j', { timeout: 180_000 }, async (viewport, locale) => {
  const page = await open(viewport, locale)
  for (const where of PAGES) {
    await show(page, where)
    expect(await sticksOut(page), where).toEqual([])
  }
  await page.context().close()
})

test(
  'in a small window the page that is shown is in view in the navigation, and the foot’s bar leaves room for the page',
  { timeout: 120_000 },
  async () => {
    const page = await open(ZOOMED, 'de')
    await show(page, 'workspaces')
    const current = await page.locator('nav [aria-current=page]').boundingBox()
    expect((current?.x ?? 0) + (current?.width ?? Infinity)).toBeLessThanOrEqual(ZOOMED.width)
    await show(page, 'hubs/summer-footy/map')
    await page.evaluate(() => scrollTo(0, 400))
    const bar = await page.locator('.save-bar').boundingBox()
    expect(bar?.y).toBeGreaterThanOrEqual(ZOOMED.height)
    await page.context().close()
  },
)
