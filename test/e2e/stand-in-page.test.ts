// The stand-in's own page, for whoever runs it alone: each request once, and what somebody reads stays open.
import { expect, test } from 'vitest'
import { startFakeBraze } from '../../demo/fake-braze/server.ts'
import { sharedChromium } from './driver/chromium.ts'

test('each request once, the newest first, and one that was opened stays open', async () => {
  const braze = await startFakeBraze({ apiKey: 'key' })
  const post = (id: string) =>
    fetch(`${braze.url}/users/track`, {
      method: 'POST',
      headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
      body: JSON.stringify({ attributes: [{ external_id: id }] }),
    })
  const page = await (await sharedChromium()).newPage()
  await post('first')
  // One that comes while the page reads what came before: the stream tells of it, and the journal has it as well.
  await page.route('**/control/journal', async (route) => {
    await post('second')
    await page.locator('details', { hasText: 'second' }).waitFor({ state: 'attached' })
    await route.continue()
  })
  await page.goto(braze.url)
  const ids = () => page.locator('details pre').evaluateAll((all) => all.map((one) => /"external_id": "(\w+)"/.exec(one.textContent)?.[1]))
  await page.locator('details', { hasText: 'first' }).waitFor()
  expect(await ids()).toEqual(['second', 'first'])

  await page.locator('summary').last().click()
  await post('third')
  await page.locator('details', { hasText: 'third' }).waitFor()
  expect(await ids()).toEqual(['third', 'second', 'first'])
  expect(await page.locator('details[open]').count()).toBe(1)
  // The profiles come in a message of their own.
  await page.locator('article', { hasText: 'third' }).waitFor()
  expect(await page.locator('article').count()).toBe(3)
  await page.context().close()
  await braze.close()
})
