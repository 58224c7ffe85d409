// The driver over Playwright: Chromium, and Debian's Firefox for `npm run test:engines`.
import { firefox, type Browser, type BrowserContext, type Page } from 'playwright'
import { sharedChromium } from './chromium.ts'
import type { Driver, DriverPage } from './driver.ts'

/** `moz-firefox` makes Playwright speak WebDriver BiDi to an unpatched Firefox. */
function launchFirefox(): Promise<Browser> {
  return firefox.launch({ channel: 'moz-firefox', executablePath: process.env['FIREFOX'] ?? '/usr/bin/firefox-esr' })
}

export async function playwrightDriver(engine: 'chromium' | 'firefox'): Promise<Driver> {
  const browser = engine === 'firefox' ? await launchFirefox() : await sharedChromium()
  const context: BrowserContext = await browser.newContext()
  return {
    page: async () => wrap(await context.newPage()),
    close: () => (engine === 'firefox' ? browser.close() : context.close()),
  }
}

function wrap(page: Page): DriverPage {
  return {
    open: (url) => goTo(page, url),
    click: (selector) => page.locator(selector).first().click(),
    type: async (selector, text) => {
      await page.locator(selector).first().press('End')
      await page.keyboard.type(text)
    },
    keys: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key)
    },
    evaluate: (script, ...args) => page.evaluate(`(${script})(...${JSON.stringify(args)})`),
    close: () => page.close(),
  }
}

/** A navigation that the page itself began (a form's answer) may still interrupt ours: then ours is asked for once more. */
async function goTo(page: Page, url: string): Promise<void> {
  for (;;) {
    try {
      await page.goto(url)
      return
    } catch (error) {
      if (!String(error).includes('interrupted by another navigation')) throw error
    }
  }
}
