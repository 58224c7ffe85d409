// What pages of the operator do when something fails, ends, is unsaved or was changed by somebody else.
import { describe, expect, test } from 'vitest'
import { startStandIn, STAND_IN_TOKEN } from '../settings/stand-in.ts'
import { full, open, signIn, VIEW as view, withPages } from './connect/pages.ts'
import { violations } from './driver/violations.ts'

withPages()

describe('states', () => {
  test('a chosen language is there at once, and again after a reload; its own name says which', { timeout: 120_000 }, async () => {
    const { context, page } = await open(view)
    await signIn(page, full.url)
    await page.getByLabel('Language').selectOption('ja')
    await page.getByRole('heading', { name: 'ハブ' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('ja')
    await page.reload()
    await page.getByRole('heading', { name: 'ハブ' }).waitFor()
    expect(await page.getByLabel('言語').inputValue()).toBe('ja')
    await context.close()
  })

  test('after too many wrong tokens the page says how long to wait', { timeout: 120_000 }, async () => {
    const own = await startStandIn({ isFull: false })
    const { context, page } = await open(view)
    own.refuse.set('POST /admin/api/session', 'locked_out')
    await page.goto(own.url)
    await page.getByLabel('token').fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByText('Too many wrong tokens. Wait 60 seconds.').waitFor()
    expect(await violations(page)).toEqual([])
    await context.close()
    await own.close()
  })

  test('dead letters: some chosen are sent again, purging asks first and Escape keeps them', { timeout: 120_000 }, async () => {
    const own = await startStandIn({ isFull: true })
    const { context, page } = await open(view)
    await signIn(page, own.url)
    await page.goto(`${own.url}#/dead-letters`)
    await page.getByLabel('Choose the dead letter of t•••@h•••.com').check()
    await page.getByRole('button', { name: 'Send 1 again' }).click()
    await page.getByText('1 dead letter is being sent again').waitFor()
    await page.getByRole('button', { name: /ambiguous|lost/ }).click()
    await expect.poll(() => page.locator('.letter').count()).toBe(1)
    await page.getByRole('button', { name: 'All' }).click()
    await expect.poll(() => page.locator('.letter').count()).toBe(3)
    await page.getByRole('button', { name: 'Delete 3 dead letters' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    expect(own.letters).toHaveLength(3)
    const focused = (): Promise<string | undefined> =>
      page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent.trim())
    await expect.poll(focused).toBe('Delete 3 dead letters')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('No dead letters').waitFor()
    // The button is gone with the letters.
    await expect.poll(focused).toBe('main')
    await context.close()
    await own.close()
  })

  test(
    'what is unsaved stays when another page is shown and when the session ends, until it is discarded',
    { timeout: 120_000 },
    async () => {
      const own = await startStandIn({ isFull: true })
      const { context, page } = await open(view)
      await signIn(page, own.url)
      await page.goto(`${own.url}#/hubs/summer-footy/map`)
      await page.getByLabel('Narrow down').selectOption('cardName')
      await page.getByLabel('Card name', { exact: true }).fill('The Big Quiz')
      await page.getByLabel('Card name', { exact: true }).blur()
      await page.getByRole('link', { name: 'Activity' }).click()
      await page.locator('.tiles').waitFor()
      own.refuse.set('GET /admin/api/hubs', 'no_session')
      await page.getByRole('link', { name: 'Hubs' }).click()
      await page.getByLabel('token').waitFor()
      own.refuse.clear()
      await page.getByLabel('token').fill(STAND_IN_TOKEN)
      await page.keyboard.press('Enter')
      await page.locator('.hub-card', { hasText: 'Unsaved changes' }).getByRole('link').click()
      await page.getByRole('link', { name: 'Field map' }).click()
      await expect.poll(() => page.getByLabel('Card name', { exact: true }).inputValue()).toBe('The Big Quiz')
      await page.getByRole('button', { name: 'Discard changes' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Discard changes' }).click()
      await expect.poll(() => page.getByLabel('Card name', { exact: true }).count()).toBe(0)

      await page.goto(`${own.url}#/hubs`)
      await page.getByRole('button', { name: 'Connect a hub' }).click()
      await page.getByLabel('Address of the hub').fill('new.komo.site')
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByText('Where the hub lives').waitFor()
      await page.getByRole('link', { name: 'Hubs' }).first().click()
      await page.locator('.hub-card', { hasText: 'Not saved yet' }).getByRole('link').click()
      await page.getByRole('button', { name: 'Discard changes' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Discard changes' }).click()
      await expect.poll(() => page.locator('.hub-card').count()).toBe(3)
      await context.close()
      await own.close()
    },
  )

  test('a file that somebody else changed is not saved over', { timeout: 120_000 }, async () => {
    const own = await startStandIn({ isFull: true })
    const { context, page } = await open(view)
    await signIn(page, own.url)
    await page.goto(`${own.url}#/hubs/summer-footy/hub`)
    await page.getByLabel('How visitors write').selectOption('de')
    const theirs = own.hubs.get('summer-footy')
    if (theirs) own.hubs.set('summer-footy', { ...theirs, etag: 'theirs' })
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Somebody else changed this hub’s file').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Load theirs' }).click()
    await expect.poll(() => page.getByLabel('How visitors write').inputValue()).toBe('en-AU')
    await context.close()
    await own.close()
  })

  test('where the folder is read-only everything can be read, and nothing offers to save', { timeout: 120_000 }, async () => {
    const own = await startStandIn({ isFull: true })
    own.writable = false
    const { context, page } = await open(view)
    await signIn(page, own.url)
    await page.getByText('Hub files are read-only here').waitFor()
    expect(await page.getByRole('button', { name: /Connect a hub|Import/ }).count()).toBe(0)
    await page.goto(`${own.url}#/hubs/summer-footy/review`)
    await page.getByText('Hub files are read-only here').waitFor()
    expect(await page.getByRole('button', { name: /Save/ }).count()).toBe(0)
    await context.close()
    await own.close()
  })
})
