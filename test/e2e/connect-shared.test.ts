// Hubs that share a file, files that break while their hub is at work, and a browser that keeps no session: on the real proxy, in a real browser.
import { writeFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ADMIN_TOKEN, API_KEY, openInspector, sampleHub, signIn, startRig, type Rig } from './connect/rig.ts'
import { launchChromium } from './driver/chromium.ts'
import { violations } from './driver/violations.ts'

const LAN = 'connect.lan'

let browser: Browser
let rig: Rig

beforeAll(async () => {
  browser = await launchChromium({ args: [`--host-resolver-rules=MAP ${LAN} 127.0.0.1`] })
})
afterAll(() => browser.close())
afterEach(() => rig.close())

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => (document.activeElement === document.body ? 'nothing' : (document.activeElement?.textContent ?? '').trim()))

test(
  'what a hub has from another file is shown as it counts; a rule more is a rule more, in a copy that is asked for; the inspector opens at the other file’s origin',
  { timeout: 300_000 },
  async () => {
    const base = { ...(await sampleHub()), hub: 'base-hub' }
    rig = await startRig(browser, [base], API_KEY)
    await writeFile(rig.proxy.hubPath('summer-footy'), JSON.stringify({ hub: 'summer-footy', extends: 'base-hub' }))
    // In force before the page is opened, which looks for other hubs only every fifteen seconds.
    const declared = (): Promise<Response> => fetch(`${rig.proxy.url}/v1/hubs/summer-footy`, { headers: { origin: rig.hub.url } })
    await expect.poll(async () => (await declared()).status).toBe(200)
    const page = await rig.page({ viewport: { width: 1280, height: 900 } })
    await signIn(page, rig)
    await page.locator('.hub-card', { hasText: 'summer-footy' }).getByRole('link').click()
    await expect.poll(() => page.getByLabel('Origin 1').inputValue()).toBe(rig.hub.url)
    await page.goto(`${rig.connect}#/hubs/summer-footy/map`)
    await page.getByText('From base-hub.').waitFor()
    await page.locator('.live .json-key').first().waitFor()
    expect(await page.getByRole('group', { name: 'Rules' }).getByRole('button').count()).toBe(base.rules.length + 1)
    expect(await page.getByRole('button', { name: 'Add a rule' }).isDisabled()).toBe(true)
    expect(await page.getByLabel('Rule', { exact: true }).isDisabled()).toBe(true)
    expect(await violations(page)).toEqual([])

    const change = page.getByRole('button', { name: 'Change for this hub only' })
    await change.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toBe('Change for this hub only')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Copy and change' }).click()
    await expect.poll(() => page.getByText('From base-hub.').count()).toBe(0)
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.id))
      .toBe(await page.getByLabel('Rule', { exact: true }).getAttribute('id'))

    await page.getByRole('button', { name: 'Add a rule' }).click()
    await page.getByRole('button', { name: 'Add an attribute' }).click()
    await page.getByLabel('Source of new_attribute').fill('event.answer')
    await page.getByLabel('Source of new_attribute').blur()
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Saved and in force').waitFor()
    const { rules } = await rig.hubFile('summer-footy')
    expect(rules.slice(0, -1)).toEqual(base.rules)
    expect(rules).toHaveLength(base.rules.length + 1)

    const hub = await openInspector(page, rig, 'summer-footy')
    expect(new URL(hub.url()).origin).toBe(rig.hub.url)
    expect(rig.complaints).toEqual([])
  },
)

test('a hub whose file breaks while it is at work is shown as what it is', { timeout: 120_000 }, async () => {
  rig = await startRig(browser, [await sampleHub()], API_KEY)
  const page = await rig.page({ viewport: { width: 1280, height: 900 } })
  await signIn(page, rig)
  await page.locator('.pill', { hasText: 'Enabled' }).waitFor()
  await writeFile(rig.proxy.hubPath('summer-footy'), '{ "hub": ')
  await expect.poll(() => page.locator('.pill').allTextContents()).toEqual(['File has errors: off at the next restart'])
  await page.locator('.hub-card').getByRole('link').click()
  await page.locator('h1 .pill', { hasText: 'File has errors' }).waitFor()
  await page.goto(`${rig.connect}#/hubs/summer-footy/review`)
  await page.getByLabel('The file as it is saved').waitFor()
  expect(await page.getByText('This hub is enabled.').count()).toBe(0)
})

test('what is mapped from the inspector meets in the tab that has the hub open, and is saved together', { timeout: 120_000 }, async () => {
  rig = await startRig(browser, [await sampleHub()], API_KEY)
  const page = await rig.page({ viewport: { width: 1280, height: 900 } })
  await signIn(page, rig)
  const hub = await openInspector(page, rig, 'summer-footy')
  await hub.locator('[data-card=competition]').first().click()
  // A modal dialog keeps the panel from being used, which has seen its form by now.
  await hub.locator('komo-braze-inspector').getByRole('button', { name: 'Forms 1' }).waitFor()
  await hub.keyboard.press('Escape')
  await hub.getByRole('button', { name: /^Forms/ }).click()
  const link = hub.locator('komo-braze-inspector a').first()
  await page.goto(`${rig.connect}#/hubs/summer-footy/hub`)
  await page.getByLabel('How visitors write').selectOption('de')
  const follow = async (): Promise<Page> => {
    const opened = hub.context().waitForEvent('page')
    await link.click()
    return opened
  }
  const second = await follow()
  await second.getByText('This hub is open in another tab').waitFor()
  const closed = second.waitForEvent('close')
  // The tab may be gone before the click is answered.
  await second
    .getByRole('button', { name: 'Close this tab' })
    .click()
    .catch(() => {})
  await closed
  await page.getByLabel('Source of note_to_team').waitFor()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('Saved and in force').waitFor()
  const saved = await rig.hubFile('summer-footy')
  expect([saved.locale, JSON.stringify(saved.rules).includes('field.note_to_team')]).toEqual(['de', true])

  // Where no tab has the hub open, the new one maps it.
  await page.goto(`${rig.connect}#/activity`)
  const alone = await follow()
  await alone.getByLabel('Source of note_to_team').waitFor()
  await expect.poll(() => alone.url()).not.toContain('field=')
  expect(await alone.getByText('This hub is open in another tab').count()).toBe(0)
  expect(rig.complaints).toEqual([])
})

test('over plain http, where the browser drops the session, signing in says so', { timeout: 120_000 }, async () => {
  rig = await startRig(browser, [await sampleHub()], API_KEY)
  const page = await rig.page()
  await page.goto(rig.connect.replace('127.0.0.1', LAN))
  await page.getByLabel('token').fill(ADMIN_TOKEN)
  await page.keyboard.press('Enter')
  await page.getByText('The browser keeps no session here').waitFor()
})
