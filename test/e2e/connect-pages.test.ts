// Every page of the operator as it looks and as assistive technology finds it: light and dark, wide and narrow, in more than one language. All combinations with FULL=1.
import { describe, expect, test } from 'vitest'
import { full, open, overflow, PAGES, settled, SHOTS, signIn, type View, withPages } from './connect/pages.ts'
import { violations } from './driver/violations.ts'

withPages()

const LANGUAGES = ['en', 'es', 'pt-BR', 'de', 'fr', 'ko', 'ja']
const VIEWS: View[] = process.env['FULL']
  ? LANGUAGES.flatMap((language) =>
      (['light', 'dark'] as const).flatMap((scheme) => [1280, 360].map((width) => ({ language, scheme, width }))),
    )
  : [
      { language: 'en', scheme: 'light', width: 1280 },
      { language: 'de', scheme: 'dark', width: 1280 },
      { language: 'en', scheme: 'dark', width: 360 },
      { language: 'de', scheme: 'light', width: 360 },
    ]

describe.each(VIEWS)('$language, $scheme, $width px', (view) => {
  test('every page', { timeout: 300_000 }, async () => {
    const { context, page, complaints } = await open(view)
    const name = (what: string): string => `${SHOTS}${what.replaceAll('/', '-')}.${view.language}.${view.scheme}.${view.width}.png`
    await page.goto(full.url)
    await page.locator('form').waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(view.language)
    expect(await violations(page), 'sign in').toEqual([])
    await expect.poll(async () => page.title()).toBe(`${await page.locator('h1').textContent()} · komo-braze`)
    await page.screenshot({ path: name('sign-in') })
    await signIn(page, full.url)
    const titles = new Set<string>()
    for (const one of PAGES) {
      await page.goto(`${full.url}#/${one}`)
      await settled(page, one)
      titles.add(await page.title())
      // What a rule finds at one width it finds at the other, but for sizes: those are looked at with FULL=1.
      if (view.width > 360 || process.env['FULL']) expect(await violations(page), one).toEqual([])
      expect(await overflow(page), one).toBeLessThanOrEqual(0)
      await page.screenshot({ path: name(one), fullPage: true })
    }
    expect([...titles].filter((title) => title.endsWith(' · komo-braze'))).toHaveLength(PAGES.length)
    expect(complaints).toEqual([])
    await context.close()
  })
})
