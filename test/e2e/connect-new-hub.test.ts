// From an empty data folder to a profile in Braze: a hub is connected, mapped, tested and saved on the pages, by mouse and again by keyboard alone, and a visitor's entry arrives.
import type { Browser, Page } from 'playwright'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { nameOfFocused, press, tabTo, write } from './connect/keyboard.ts'
import { ADMIN_TOKEN, API_KEY, startRig, until, type Rig } from './connect/rig.ts'
import { enter } from './connect/visitor.ts'
import { sharedChromium } from './driver/chromium.ts'

let browser: Browser
let rig: Rig

beforeAll(async () => {
  browser = await sharedChromium()
})
afterEach(() => rig.close())

const WANTED = {
  identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.email' } }],
  rules: [
    {
      id: 'form',
      on: 'form',
      attributes: { email: 'field.email', first_name: 'field.first_name' },
      events: [{ name: 'Competition Entered' }],
    },
  ],
}

async function arrives(): Promise<void> {
  const email = await enter(rig)
  await until('the entry in Braze', () =>
    rig.braze.requests().some(({ status, body }) => status === 201 && JSON.stringify(body).includes(email)),
  )
  await rig.braze.settled()
  const [request] = rig.braze.requests().filter(({ status }) => status === 201)
  expect(request?.body).toMatchObject({ attributes: [{ email, first_name: 'Ada' }], events: [{ name: 'Competition Entered' }] })
  expect(rig.braze.profiles()).toHaveLength(1)
}

/** The saved file passes `check`, and is what the last page shows; the key is nowhere in it or in the page. */
async function isSavedAsShown(page: Page): Promise<void> {
  const saved = await rig.hubFile('summer-footy')
  expect(saved).toMatchObject({ hub: 'summer-footy', origins: [rig.hub.url], ...WANTED })
  expect(await rig.check('summer-footy')).toMatchObject({ code: 0 })
  await page.getByText('Hub file').last().click()
  expect(JSON.parse(await page.getByLabel('The file as it is saved').inputValue())).toEqual(saved)
  expect(await page.content()).not.toContain(API_KEY)
  expect(rig.proxy.output()).not.toContain(API_KEY)
  expect(rig.complaints).toEqual([])
}

test('by mouse', { timeout: 300_000 }, async () => {
  rig = await startRig(browser)
  const page = await rig.page({ viewport: { width: 1280, height: 900 } })
  await page.goto(rig.connect)
  await page.getByLabel('token').fill('not the token')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('That is not the token.').waitFor()
  await page.getByLabel('token').fill(ADMIN_TOKEN)
  await page.getByRole('button', { name: 'Sign in' }).click()

  await page.getByText('No hub is connected yet').waitFor()
  await page.getByRole('button', { name: 'Connect a hub' }).click()
  await page.getByLabel('Address of the hub').fill(`${rig.hub.url}/some/page`)
  await page.getByLabel('Name').fill('summer-footy')
  await page.getByRole('button', { name: 'Continue' }).click()

  await expect.poll(() => page.getByLabel('Origin 1').inputValue()).toBe(rig.hub.url)
  expect(await page.getByRole('main').textContent()).toContain(`<script src="${rig.proxy.url}/v1/embed.js?hub=summer-footy"></script>`)
  await page.getByText('Plain HTML').click()
  expect(await page.getByRole('main').textContent()).toContain(
    `<script async src="${rig.proxy.url}/v1/embed.js?hub=summer-footy"></script>`,
  )
  await page.getByRole('link', { name: 'Next: People' }).click()

  await page.getByText('Finds the profile with this alias').waitFor()
  await page.getByRole('link', { name: 'Next: Field map' }).click()

  await page.getByRole('button', { name: 'Add an attribute' }).click()
  await page.getByLabel('Source of new_attribute').fill('field.first_name')
  await page.getByLabel('Source of new_attribute').blur()
  await page.getByLabel('Braze attribute').last().fill('first_name')
  await page.getByLabel('Braze attribute').last().blur()
  await page.getByRole('button', { name: 'Add an event' }).click()
  await page.getByLabel('Event name').fill('Competition Entered')
  await page.getByLabel('Event name').blur()
  await page.getByLabel('field.first_name', { exact: true }).fill('Zoë')
  const live = page.getByRole('region', { name: 'What Braze gets' })
  await expect.poll(() => live.textContent()).toContain('"first_name": "Zoë"')
  const body = JSON.parse((await live.textContent()) ?? '') as { attributes: object[]; events: object[] }
  expect(body.attributes).toMatchObject([{ user_alias: { alias_name: 'jane@example.com', alias_label: 'email' }, first_name: 'Zoë' }])
  expect(body.events).toMatchObject([{ name: 'Competition Entered' }])
  await page.getByRole('link', { name: 'Next: Workspace' }).click()

  await page.getByLabel('REST endpoint').selectOption({ value: rig.braze.url })
  await page.getByLabel('REST key').fill('a-wrong-key')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await page.getByText('Braze refuses the key').waitFor()
  await page.getByLabel('REST key').fill(API_KEY)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await page.getByText('Connected. Nothing was written.').waitFor()
  expect(rig.braze.profiles()).toEqual([])
  await page.getByRole('button', { name: 'Save workspace' }).click()
  await page.getByText('stored:default').waitFor()
  expect(await page.getByLabel('REST key').inputValue()).toBe('')
  await page.getByRole('link', { name: 'Next: Save' }).click()

  await page.getByRole('button', { name: 'Save and enable' }).click()
  await page.getByText('This hub is enabled.').waitFor()
  await arrives()
  await isSavedAsShown(page)

  await page.getByRole('link', { name: 'Activity' }).click()
  await page.locator('.submissions .pill', { hasText: 'Delivered' }).waitFor()
})

test('by keyboard alone', { timeout: 300_000 }, async () => {
  rig = await startRig(browser)
  const page = await rig.page({ viewport: { width: 1280, height: 900 } })
  await page.goto(rig.connect)
  await expect.poll(() => nameOfFocused(page)).toBe('Operator’s token')
  await page.keyboard.type('not the token')
  await press(page, 'Sign in')
  await page.getByText('That is not the token').waitFor()
  await expect.poll(() => nameOfFocused(page)).toBe('Operator’s token')
  await write(page, 'Operator’s token', ADMIN_TOKEN)
  await page.keyboard.press('Enter')
  await page.getByText('No hub is connected yet').waitFor()

  await press(page, 'Connect a hub')
  await expect.poll(() => nameOfFocused(page)).toBe('Address of the hub')
  await press(page, 'Cancel')
  await expect.poll(() => nameOfFocused(page)).toBe('Connect a hub')
  await page.keyboard.press('Enter')
  await expect.poll(() => nameOfFocused(page)).toBe('Address of the hub')
  await press(page, 'Continue')
  await expect.poll(() => nameOfFocused(page)).toBe('Address of the hub')
  await page.keyboard.type(rig.hub.url)
  await write(page, 'Name', 'summer-footy')
  await page.keyboard.press('Enter')

  await page.getByText('Where the hub lives').waitFor()
  await press(page, 'Next: People')
  await page.getByText('Finds the profile with this alias').waitFor()
  await press(page, 'Next: Field map')

  await press(page, 'Add an attribute')
  await page.getByLabel('Source of new_attribute').waitFor()
  await tabTo(page, 'Source of new_attribute', { back: true })
  await page.keyboard.press('Control+A')
  await page.keyboard.type('field.first_name')
  await write(page, 'Braze attribute', 'first_name')
  await press(page, 'Add an event')
  await page.getByLabel('Event name').waitFor()
  await tabTo(page, 'Event name', { back: true })
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Competition Entered')
  await press(page, 'Next: Workspace')

  await page.getByLabel('REST endpoint').waitFor()
  await tabTo(page, 'REST endpoint')
  await page.keyboard.type('Development')
  await expect.poll(() => page.getByLabel('REST endpoint').inputValue()).toBe(rig.braze.url)
  await tabTo(page, 'REST key')
  await page.keyboard.type(API_KEY)
  await press(page, 'Test connection')
  await page.getByText('Connected. Nothing was written.').waitFor()
  expect(await nameOfFocused(page)).toBe('Test connection')
  await press(page, 'Save workspace')
  await page.getByText('stored:default').waitFor()
  await press(page, 'Next: Save')

  await page.getByRole('button', { name: 'Save and enable' }).waitFor()
  await press(page, 'Save and enable')
  await page.getByText('This hub is enabled.').waitFor()
  await arrives()
  await expect.poll(() => nameOfFocused(page)).toBe('Save changes')
  await isSavedAsShown(page)

  await page.getByLabel('The file as it is saved').fill('none')
  await press(page, 'Discard this text')
  await expect.poll(() => nameOfFocused(page)).toBe('The file as it is saved')
  await page.goto(`${rig.connect}#/hubs/summer-footy/hub`)
  await page.getByLabel('How visitors write').selectOption('de')
  await press(page, 'Save changes')
  await page.getByText('Saved and in force').waitFor()
  await expect.poll(() => nameOfFocused(page)).toBe('Next: People')
})
