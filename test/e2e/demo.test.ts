// The demo as a person uses it: one address, a card is played, the profile is there; Braze is broken and nothing gets lost.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, FrameLocator, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFakeBraze } from '../../demo/fake-braze/server.ts'
import type { DemoConfig } from '../../demo/demo-config.ts'
import { startDemo, type Demo } from '../../demo/demo.ts'
import type { HubDetail } from '../../src/core/admin.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import { LANGUAGES } from '../../src/core/page-languages.ts'
import { launchChromium } from './driver/chromium.ts'

let [browser, demo] = [] as unknown as [Browser, Demo]
beforeAll(async () => {
  ;[browser, demo] = [await launchChromium(), await startDemo({ port: 0 })]
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

interface Opened {
  page: Page
  hub: FrameLocator
  errors: string[]
}

async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<Opened> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })).newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(demo.url)
  return { page, hub: page.frameLocator('iframe'), errors }
}

async function enter(hub: FrameLocator, card: string): Promise<void> {
  await hub.locator(card).click()
  await hub.locator('.fill').click()
  await hub.locator('.send').click()
  await hub.locator('.thanks').waitFor()
  await hub.locator('.close').click()
}

const headline = (page: Page, text: RegExp) => page.locator('#headline').filter({ hasText: text }).waitFor()

test('a played card: its way, its values, the exact JSON, the person, the segment and the e-mail', async () => {
  const { page, hub, errors } = await open()
  await hub.locator('.card.ball').click()
  for (const answer of [3, 2, 3]) await hub.locator(`.question button:nth-of-type(${answer})`).click()
  await hub.locator('.fill').click()
  await hub.locator('.send').click()
  await headline(page, /The entry in “The Big Footy Quiz” reached Braze in/)
  expect(await page.locator('.line [data-stop=braze]').getAttribute('data-state')).toBe('here')
  expect(await page.locator('.values').innerText()).toMatch(/favourite_team\s+"Harbour Sharks"/)
  expect(await page.locator('.values .unread').innerText()).toContain('never read')
  expect(await page.locator('.tour .ball').getAttribute('data-done')).toBe('true')
  await page.locator('.person h2', { hasText: 'Ada Nguyen' }).waitFor()

  await page.getByRole('tab', { name: 'What Braze got' }).click()
  const body = JSON.parse(await page.locator('.attempt .json').innerText()) as { attributes: unknown[] }
  expect(body.attributes).toMatchObject([{ favourite_team: 'Harbour Sharks', games_attended: 7, email_subscribe: 'subscribed' }])

  await page.getByRole('tab', { name: 'Segment' }).click()
  await page.locator('.members', { hasText: 'Ada Nguyen' }).waitFor()
  await page.locator('.filter input').fill('Ridge Kites')
  await page.locator('.segment h2', { hasText: 'Nobody of' }).waitFor()

  await page.getByRole('tab', { name: 'E-mail' }).click()
  expect(await page.locator('.letter').innerText()).toContain('Nice kick, Ada')
  await page.getByRole('button', { name: 'Template' }).click()
  expect(await page.locator('.letter').innerText()).toContain('{{event_properties.${first_name}')
  expect(errors).toEqual([])
  await page.context().close()
})

test('a card is played by keyboard: each step has the focus as it comes', async () => {
  const { page, hub } = await open()
  const focused = (text: string) => hub.locator('.play h3:focus', { hasText: text }).waitFor()
  await hub.locator('.card.ball').press('Enter')
  for (const next of ['the bounce', 'How many players', 'You scored']) {
    await hub.locator('.question button').first().press('Enter')
    await focused(next)
  }
  await hub.locator('.fill').press('Enter')
  await hub.locator('.send').press('Enter')
  await focused('You’re in')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await hub.locator('.card.ball:focus').waitFor()
  await page.context().close()
})

test('Escape closes the operator’s panel, and the focus is where it was opened', async () => {
  const { page } = await open()
  const opener = page.locator('.operator summary')
  await opener.press('Enter')
  await page.locator('.operator a').focus()
  await page.keyboard.press('Escape')
  expect(await page.locator('.operator').getAttribute('open')).toBeNull()
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true)
})

test('an entry that the hub refuses is held, and never sent; the next card’s is', async () => {
  const { page, hub } = await open()
  await hub.locator('.card.ticket').click()
  await hub.locator('.fill').click()
  await hub.locator('.send').click()
  await headline(page, /waits for Komo to confirm it/)
  await headline(page, /was not sent: the hub did not accept it/)
  await page.getByRole('tab', { name: 'What left the page' }).click()
  await page.getByText('Nothing has left the page.').waitFor()

  await hub.locator('.close').click()
  await enter(hub, '.card.jersey')
  await headline(page, /The entry in “Win a signed jersey” reached Braze/)
  await page.context().close()
})

test('a workspace that the operator has paused: the entry is said to be safe, and arrives once it is resumed', async () => {
  const { page, hub } = await open()
  const { connect, adminToken } = (await (await fetch(`${demo.url}/api/config`)).json()) as DemoConfig
  const ask = async (action: 'pause' | 'resume'): Promise<void> => {
    const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }
    const answer = await fetch(`${connect}api/workspaces/default/${action}`, { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBe(200)
  }
  await ask('pause')
  await enter(hub, '.card.jersey')
  await headline(page, /is safe on the proxy’s disk. Sending to Braze is paused/)
  await ask('resume')
  await headline(page, /reached Braze/)
  await page.context().close()
})

test('Braze is broken and mended: what was accepted arrives', async () => {
  const { page, hub } = await open()
  await page.getByRole('switch', { name: 'Break Braze' }).click()
  await page.locator('.alarm', { hasText: '503' }).waitFor()
  await enter(hub, '.card.jersey')
  await headline(page, /is safe on the proxy’s disk. Braze answers 503/)
  await page.locator('.alarm b', { hasText: '1 submission waits' }).waitFor()
  await page.getByRole('switch', { name: 'Break Braze' }).click()
  await headline(page, /waited, and reached Braze/)
  await page.context().close()
})

test('the proxy is stopped and started, the page loaded again between: what the browser kept is shown, and arrives', async () => {
  const { page, hub } = await open()
  await hub.locator('.card').first().waitFor()
  await page.frames()[1]?.waitForFunction(() => 'version' in (window as unknown as { komoBraze: object }).komoBraze)
  await page.getByRole('switch', { name: 'Stop the proxy' }).click()
  await page.locator('.alarm', { hasText: 'killed' }).waitFor()
  await enter(hub, '.card.jersey')
  await headline(page, /is kept in the browser/)
  await page.locator('.alarm b', { hasText: '1 submission waits' }).waitFor()

  await page.reload()
  await headline(page, /is kept in the browser/)
  expect(await page.locator('.line [data-stop=selected]').getAttribute('data-state')).toBe('here')
  const values = await page.locator('.values').innerText()
  expect(values).toMatch(/field\.email\s+\S+@example/)
  expect(values).not.toContain('empty')
  await page.getByRole('switch', { name: 'Stop the proxy' }).click()
  await headline(page, /reached Braze/)
  await page.context().close()
})

test('a field that the operator maps while it runs is in the next entry', async () => {
  const { connect, adminToken } = (await (await fetch(`${demo.url}/api/config`)).json()) as DemoConfig
  const address = `${connect}api/hubs/summer-footy`
  const authorization = `Bearer ${adminToken}`
  const { file, etag } = (await (await fetch(address, { headers: { authorization } })).json()) as HubDetail & { file: HubFile }
  const rules = file.rules.map((rule) => ({
    ...rule,
    ...(rule.id === 'competition-entry' && { attributes: { ...rule.attributes, note: 'field.note_to_team' } }),
  }))
  const saved = await fetch(address, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json', 'if-match': `"${etag}"` },
    body: JSON.stringify({ file: { ...file, rules } }),
  })
  expect(saved.status).toBe(200)
  const { page, hub } = await open()
  await enter(hub, '.card.jersey')
  await headline(page, /reached Braze/)
  await page.locator('.values', { hasText: /note\s*"Go Sharks! My gate code is 4471."/ }).waitFor()
  await page.context().close()
})

test('with a workspace of its own it says so, and what the proxy delivered there', async () => {
  const braze = await startFakeBraze({ apiKey: 'workspace-key' })
  const real = await startDemo({
    port: 0,
    workspace: { endpoint: braze.url, apiKey: 'workspace-key' },
    env: { DEV_BRAZE_HOSTS: new URL(braze.url).host },
  })
  const page = await browser.newPage()
  await page.goto(real.url)
  await page.locator('.where', { hasText: `Your Braze workspace: ${new URL(braze.url).host}` }).waitFor()
  expect(await page.getByRole('switch', { name: 'Break Braze' }).count()).toBe(0)
  await enter(page.frameLocator('iframe'), '.card.jersey')
  await headline(page, /reached Braze/)
  await page.getByRole('tab', { name: 'What Braze got' }).click()
  const shown = JSON.parse(await page.locator('.attempt .json').innerText()) as object
  const [event] = braze.requests().flatMap(({ body }) => (body as { events?: object[] }).events ?? [])
  expect(shown).toMatchObject({ events: [{ ...event, time: expect.any(String) as string }] })

  // An answer alone does not say who gave it, so the dry run has no body of it: none is shown, rather than an empty one.
  await page.frameLocator('iframe').locator('.card.posts').click()
  await page.frameLocator('iframe').locator('.question button').first().click()
  await headline(page, /The answer in .* reached Braze/)
  await page.getByRole('tab', { name: 'What Braze got' }).click()
  await page.locator('.attempt', { hasText: 'taken by Braze according to the proxy' }).waitFor()
  expect(await page.locator('.attempt .json').count()).toBe(0)
  await page.context().close()
  await real.close()
  await braze.close()
})

test('what another tab sent for the same person is its own journey’s, not this one’s', async () => {
  const tabs = [await open(), await open()]
  const [first, second] = tabs as [Opened, Opened]
  await first.page.getByRole('switch', { name: 'Break Braze' }).click()
  for (const [{ page, hub }, size] of [
    [first, 'M'],
    [second, 'L'],
  ] as const) {
    await hub.locator('.card.jersey').click()
    await hub.locator('.fill').click()
    await hub.locator('select[name=jersey]').selectOption(size)
    await hub.locator('.send').click()
    await hub.locator('.thanks').waitFor()
    await headline(page, /is on its way|is safe on the proxy’s disk/)
  }
  await first.page.getByRole('switch', { name: 'Break Braze' }).click()
  for (const [{ page }, size] of [
    [first, 'M'],
    [second, 'L'],
  ] as const) {
    await headline(page, /reached Braze/)
    await page.locator('.values', { hasText: new RegExp(`jersey_size\\s*"${size}"`) }).waitFor()
  }
  await Promise.all(tabs.map(({ page }) => page.context().close()))
})

test('the switches are as things are: after a reload, in another tab, and for a hub that could not load its script', async () => {
  const { page } = await open()
  await page.getByRole('switch', { name: 'Break Braze' }).click()
  await page.getByRole('switch', { name: 'Stop the proxy' }).click()
  await page.locator('.alarm', { hasText: 'killed' }).waitFor()
  await page.reload()
  await page.getByRole('switch', { name: 'Break Braze', checked: true }).waitFor()
  await page.getByRole('switch', { name: 'Stop the proxy', checked: true }).waitFor()

  const { page: other } = await open({ viewport: { width: 1280, height: 700 } })
  await other.locator('.alarm', { hasText: 'could not load the script' }).waitFor()
  expect((await new AxeBuilder({ page: other }).analyze()).violations.map(({ id }) => id)).toEqual([])
  for (const name of ['Stop the proxy', 'Break Braze']) {
    await other.getByRole('switch', { name, checked: true }).click()
    await other.getByRole('switch', { name, checked: false }).waitFor()
  }
  await other.getByRole('button', { name: 'Load the hub again' }).click()
  await other.locator('.alarm').waitFor({ state: 'hidden' })

  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await page.getByRole('switch', { name: 'Break Braze', checked: false }).waitFor()
  await page.getByRole('switch', { name: 'Stop the proxy', checked: false }).waitFor()
  await Promise.all([page, other].map((one) => one.context().close()))
})

test('a value that is left out says why, in the row and in the headline', async () => {
  const { page, hub } = await open()
  await hub.locator('.card.jersey').click()
  await hub.locator('.fill').click()
  await hub.locator('input[name=birthday]').fill('31/31/2000')
  await hub.locator('.send').click()
  await headline(page, /reached Braze in .*\. 1 value was left out\.$/)
  await page.locator('.target', { hasText: /dob\s*left out: is not a date/ }).waitFor()
  await page.context().close()
})

test('on a phone the hub’s view says what became of the click, and leads to its journey', async () => {
  const { page, hub } = await open({ viewport: { width: 360, height: 740 } })
  const news = page.locator('.news')
  expect(await news.getByRole('button').count()).toBe(0)
  await enter(hub, '.card.jersey')
  await news.getByRole('button', { name: /reached Braze/ }).click()
  await headline(page, /reached Braze/)
  expect(await news.isVisible()).toBe(false)
  await page.context().close()
})

test.each(Object.keys(LANGUAGES))('on a phone the operator’s panel is whole on the screen: %s', async (locale) => {
  const { page } = await open({ viewport: { width: 360, height: 740 }, locale })
  await page.locator('.operator summary').click()
  const [panel] = await page.locator('.operator div').evaluateAll((all) => all.map((one) => one.getBoundingClientRect()))
  expect([Number(panel?.left) >= 0, Number(panel?.right) <= 360, Number(panel?.bottom) <= 740]).toEqual([true, true, true])
  await page.context().close()
})

test('in a window of a tablet the two switches stand side by side', async () => {
  const { page } = await open()
  await page.locator('.breaker').first().waitFor()
  for (const [width, locale] of [
    [560, 'fr'],
    [768, 'en'],
    [800, 'de'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.locator('.language').selectOption(locale)
    await page.locator(`html[lang=${locale}]`).waitFor()
    const boxes = await page.locator('.breaker').evaluateAll((all) => all.map((one) => one.getBoundingClientRect()))
    expect([boxes[1]?.y, boxes[1]?.width], `${width} px`).toEqual([boxes[0]?.y, boxes[0]?.width])
  }
  await page.context().close()
})

test('the person follows what is captured, and is marked only where the journey changed it', async () => {
  const { page, hub } = await open()
  await enter(hub, '.card.jersey')
  await headline(page, /reached Braze/)
  await enter(hub, '.card.jersey')
  await page.locator('.person h2', { hasText: 'Mateo' }).waitFor()
  await page.locator('.person .changed').first().waitFor()
  await page.getByRole('group', { name: 'People' }).getByRole('button', { name: /^Ada/ }).click()
  await page.locator('.person h2', { hasText: 'Ada' }).waitFor()
  expect(await page.locator('.person .changed').count()).toBe(0)
  await enter(hub, '.card.jersey')
  await page.locator('.person h2', { hasText: 'Isla' }).waitFor()
  await page.context().close()
})

test.each([
  ['light', 1440, 'en', 'From a click on the hub to a person in Braze'],
  ['dark', 1280, 'de', 'Von einem Klick im Hub zu einer Person in Braze'],
  ['light', 360, 'ja', 'ハブでのクリックから'],
] as const)('axe finds nothing: %s, %d px, %s', async (colorScheme, width, locale, title) => {
  const { page, hub } = await open({ colorScheme, locale, viewport: { width, height: 800 }, reducedMotion: 'reduce' })
  await page.locator(`html[lang=${locale}]`).waitFor()
  expect(await page.title()).toContain(title)
  await enter(hub, '.card.jersey')
  for (const view of width < 800 ? [0, 1, 2] : [-1]) {
    if (view >= 0) await page.locator('.views button').nth(view).click()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  }
  await page.context().close()
})
