// The inspector on live pages: on the sample hub, and on pages by other libraries under the strictest policy. What it shows, what it never sends, and what goes only when the tester says so.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Seen } from '../../src/core/inspector.ts'
import { bundle } from './capture/frameworks/bundle.ts'
import { sharedChromium } from './driver/chromium.ts'
import { ADMIN_TOKEN, API_KEY, openInspector, sampleHub, signIn, startRig, until, type Rig } from './connect/rig.ts'

const NONCE = 'r4nd0mn0nce'
const POLICY = `script-src 'nonce-${NONCE}' 'strict-dynamic'; style-src 'nonce-${NONCE}'; require-trusted-types-for 'script'; trusted-types 'none'`
const LIBRARIES = ['react', 'vue']

let browser: Browser
let rig: Rig
let strict: Server
let strictUrl: string
const scripts = new Map<string, string>()

beforeAll(async () => {
  for (const name of LIBRARIES) scripts.set(name, await bundle(name))
  strict = createServer((request, response) => {
    const name = /\/(\w+)/.exec(request.url ?? '')?.[1] ?? 'react'
    const src = `${rig.proxy.url}/v1/embed.js?hub=strict`
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': POLICY })
    response.end(
      `<!doctype html><html lang="en"><head><title>Strict</title><link rel="icon" href="data:,"><style nonce="${NONCE}">body { font: 16px sans-serif }</style>` +
        `<script nonce="${NONCE}" src="${src}"></script></head><body><div id="app"></div><script nonce="${NONCE}">${scripts.get(name) ?? ''}</script></body></html>`,
    )
  })
  await new Promise<void>((resolve) => strict.listen(0, '127.0.0.1', resolve))
  strictUrl = `http://127.0.0.1:${(strict.address() as AddressInfo).port}`
  browser = await sharedChromium()
  const strictHub = {
    hub: 'strict',
    origins: [strictUrl],
    identity: [{ as: 'user_alias' as const, label: 'email', from: { from: 'field.email', type: 'email' as const } }],
    rules: [{ id: 'entry', on: 'form', confirm: 'submit' as const, attributes: { team: 'field.team' } }],
  }
  rig = await startRig(browser, [await sampleHub(), strictHub], API_KEY)
}, 180_000)

afterAll(async () => {
  await rig.close()
  strict.closeAllConnections()
  strict.close()
})

const panel = (page: Page) => page.locator('komo-braze-inspector')

/** What the proxy keeps of what inspectors saw, as Connect gets it. */
function seenBy(connect: Page, hub: string): Promise<Seen> {
  return connect.evaluate(async (name) => (await fetch(`/admin/api/hubs/${name}/seen`)).json() as Promise<Seen>, hub)
}

test('on the sample hub: what is there, what would be sent, and sending it for real', { timeout: 300_000 }, async () => {
  const connect = await rig.page({ viewport: { width: 1280, height: 900 } })
  await signIn(connect, rig)
  const hub = await openInspector(connect, rig, 'summer-footy')
  expect(hub.url()).toBe(`${rig.hub.url}/`)
  const told: string[] = []
  hub.on('request', (request) => {
    if (request.url().endsWith('/seen')) told.push(request.postData() ?? '')
  })

  await hub.locator('[data-card=competition]').first().click()
  await hub.locator('.fill').click()
  const typed = await hub
    .locator('form.entry')
    .evaluate((form) =>
      [...form.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])')].map(({ value }) => value).filter(Boolean),
    )
  await hub.locator('.send').click()
  await hub.getByText('Entry received').waitFor()
  await panel(hub).getByText('Ready. Held for you').waitFor()
  await hub.getByRole('button', { name: 'Back to the hub' }).click()

  const body = JSON.parse((await panel(hub).getByRole('region', { name: 'Braze would get' }).textContent()) ?? '') as Record<
    string,
    unknown
  >
  expect(body).toMatchObject({ attributes: [{ first_name: 'Ada', phone: '+61491570156' }], events: [{ name: 'Competition Entered' }] })
  await panel(hub).getByText('form-submission').waitFor()
  await panel(hub).getByText('quiz-entry').first().waitFor()
  await panel(hub).getByText('does not match: where.cardType').first().waitFor()
  await rig.braze.settled()
  expect(rig.braze.requests()).toEqual([])

  await panel(hub)
    .getByRole('button', { name: /^Forms/ })
    .click()
  const field = (id: string) => panel(hub).locator('.fields > li', { has: hub.locator('code', { hasText: new RegExp(`^${id}$`) }) })
  expect(await field('mobile').textContent()).toContain('→ phone')
  expect(await field('newsletter').textContent()).toContain('→ email_subscribe')
  expect(await field('note_to_team').textContent()).toContain('Not in the map: never read')
  const link = await field('note_to_team').getByRole('link').getAttribute('href')
  expect(link).toBe(`${rig.connect}#/hubs/summer-footy/map?field=note_to_team&kind=text`)
  const axe = await new AxeBuilder({ page: hub }).include('komo-braze-inspector').analyze()
  expect(axe.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])

  const count = await panel(hub).getByRole('button', { name: /^Live/ }).textContent()
  const focused = () =>
    panel(hub).evaluate(({ shadowRoot }) => shadowRoot?.activeElement?.getAttribute('aria-label') ?? shadowRoot?.activeElement?.className)
  await panel(hub).getByRole('button', { name: 'Make smaller' }).focus()
  await hub.keyboard.press('Enter')
  await expect.poll(focused).toBe('small-panel')
  await hub.keyboard.press('Enter')
  await expect.poll(focused).toBe('Make smaller')
  await panel(hub).getByRole('button', { name: /^Live/ }).click()
  // What is done in the panel is no capture.
  expect(await panel(hub).getByRole('button', { name: /^Live/ }).textContent()).toBe(count)
  await panel(hub).getByRole('button', { name: 'Send for real' }).focus()
  await hub.keyboard.press('Enter')
  await panel(hub).getByText('Accepted: on its way to Braze').waitFor()
  expect(await focused()).toBe('taken')
  const [request] = await until('the entry in Braze', () => {
    const taken = rig.braze.requests().filter(({ status }) => status === 201)
    return taken.length > 0 && taken
  })
  expect(request?.body).toMatchObject({ attributes: [{ first_name: 'Ada' }] })

  const seen = await until('what was seen', async () => {
    const one = await seenBy(connect, 'summer-footy')
    return one.forms.length > 0 && one.events.length > 0 && one
  })
  expect(seen.forms[0]?.fields.map(({ id }) => id)).toContain('note_to_team')
  expect(seen.events.find(({ name }) => name === 'form-submission')?.cardTypes).toEqual(['Competition'])
  expect(told.length).toBeGreaterThan(0)
  for (const value of typed) {
    expect(JSON.stringify(seen), value).not.toContain(value)
    for (const report of told) expect(report, value).not.toContain(value)
  }

  await connect.goto(link ?? '')
  await expect.poll(() => connect.getByLabel('Source of note_to_team').inputValue()).toBe('field.note_to_team')
  expect(connect.url()).not.toContain('field=')

  // A value of a Komo event, the same way.
  const started = panel(hub).locator('ol > li', { has: hub.locator('h2 code', { hasText: /^form-start$/ }) })
  await started.getByText('What the event says').click()
  const value = started.locator('.paths > li', { hasText: 'event.cardName' })
  await connect.goto((await value.getByRole('link').getAttribute('href')) ?? '')
  await expect.poll(() => connect.getByLabel('Source of card_name').inputValue()).toBe('event.cardName')
  expect(await connect.getByRole('button', { name: 'form-start', pressed: true }).count()).toBe(1)
  expect(rig.complaints).toEqual([])
})

test('beside a modal dialog of the page the panel is used as ever, and outlives it', { timeout: 120_000 }, async () => {
  const connect = await rig.page({ viewport: { width: 390, height: 800 } })
  await signIn(connect, rig)
  const hub = await openInspector(connect, rig, 'summer-footy')
  const press = (name: RegExp | string) => panel(hub).getByRole('button', { name }).click({ timeout: 5_000 })
  await hub.locator('[data-card=competition]').first().click()
  await hub.locator('dialog:modal').waitFor()
  await press(/^Forms/)
  await panel(hub).getByText('note_to_team').first().waitFor()
  await press('Make smaller')
  await hub.locator('.fill').click()
  await hub.locator('dialog .close').click()
  await press(/Inspector/)
  await press(/^Live/)
  await hub.evaluate(() => {
    const dialog = document.createElement('dialog')
    document.body.append(dialog)
    dialog.showModal()
  })
  await press(/^Forms/)
  await hub.evaluate(() => document.querySelector('dialog:modal')?.remove())
  await press(/^Live/)
  await press('Close')
  await expect.poll(() => panel(hub).count()).toBe(0)
})

test.each(LIBRARIES)('on a form by %s under nonces, strict-dynamic and no trusted types', { timeout: 300_000 }, async (library) => {
  rig.complaints.length = 0
  const connect = await rig.page()
  await connect.context().addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sourceFile }) => {
      if (/inspector|embed/.test(sourceFile ?? '')) console.error(`refused by ${effectiveDirective}: ${sourceFile ?? ''}`)
    })
  })
  await signIn(connect, rig)
  const page = await openLibrary(connect, library)
  await page.locator('#email').fill('ada@b.co')
  await page.locator('#go').click()
  await panel(page).getByText('Ready. Held for you').waitFor()
  const body = await panel(page).getByRole('region', { name: 'Braze would get' }).textContent()
  expect(JSON.parse(body ?? '')).toMatchObject({
    attributes: [{ user_alias: { alias_name: 'ada@b.co', alias_label: 'email' }, team: 'red' }],
  })
  await panel(page)
    .getByRole('button', { name: /^Forms/ })
    .click()
  await panel(page)
    .locator('.fields code', { hasText: /^email$/ })
    .waitFor()
  await panel(page).getByRole('button', { name: 'Close the inspector' }).click()
  expect(await panel(page).count()).toBe(0)
  // What the library itself tries under this policy is its own affair.
  expect(rig.complaints.filter((text) => /refused by|inspector|embed/.test(text))).toEqual([])
})

/** The hub's page is its origin's root; the library's page is beside it, so the code is carried there by hand. */
async function openLibrary(connect: Page, library: string): Promise<Page> {
  await connect.goto(`${rig.connect}#/hubs/strict/map`)
  const answered = connect.waitForResponse((response) => response.url().endsWith('/inspector'))
  await connect.context().route(`${strictUrl}/`, (route) => route.abort())
  await connect.getByRole('button', { name: 'Open inspector' }).first().click()
  const { code } = (await (await answered).json()) as { code: string }
  const page = await connect.context().newPage()
  await page.goto(`${strictUrl}/${library}#komo-braze-inspect=${code}`)
  await panel(page).locator('.tabs').waitFor()
  return page
}

test('what came before the panel was loaded stands in it', async () => {
  const connect = await rig.page()
  await signIn(connect, rig)
  await connect.context().route('**/v1/inspector.js', async (route) => {
    await route
      .request()
      .frame()
      .evaluate(
        () =>
          new Promise<void>((resolve) => {
            const { komoBraze } = window as never as { komoBraze: { on(stage: string, listener: () => void): void } }
            komoBraze.on('captured', () => resolve())
            Object.assign(window, { dataLayer: [{ event: 'page-viewed', eventData: { pageSlug: 'start' } }] })
          }),
      )
    await route.continue()
  })
  const page = await openLibrary(connect, 'react')
  await panel(page).getByText('page-viewed').first().waitFor()
})

test('the tab holds what it has, and what comes, also after it was loaded again', { timeout: 300_000 }, async () => {
  const connect = await rig.page()
  await signIn(connect, rig)
  const hub = await openInspector(connect, rig, 'summer-footy')
  const sent: string[] = []
  hub.on('request', (request) => {
    if (request.url().endsWith('/submissions')) sent.push(request.url())
  })
  const enter = async (): Promise<void> => {
    await hub.locator('[data-card=competition]').first().click()
    await hub.locator('.fill').click()
    await hub.locator('.send').click()
    await hub.getByText('Entry received').waitFor()
  }
  await enter()
  await panel(hub).getByText('Ready. Held for you').waitFor()
  await hub.reload()
  await panel(hub).getByText('This link was used or is too old').waitFor()
  await enter()
  const held = await hub.evaluate(() => (window as never as { komoBraze: { flush(): Promise<{ reason?: string }[]> } }).komoBraze.flush())
  expect(held.filter(({ reason }) => reason === 'inspecting').length).toBeGreaterThanOrEqual(2)
  expect(sent).toEqual([])
})

test('a code works once, and a visitor gets nothing', async () => {
  const connect = await rig.page()
  await signIn(connect, rig)
  const hub = await openInspector(connect, rig, 'summer-footy')
  const used = await hub.evaluate(async (proxy) => {
    const answer = await fetch(`${proxy}/v1/hubs/summer-footy/inspector`, { method: 'POST', body: '{"code":"guessed"}' })
    return answer.status
  }, rig.proxy.url)
  expect(used).toBe(401)

  const visitor = await rig.page()
  const asked: string[] = []
  visitor.on('request', (request) => asked.push(request.url()))
  await visitor.goto(rig.hub.url)
  await visitor.locator('[data-card=competition]').first().click()
  await visitor.locator('.fill').click()
  await visitor.locator('.send').click()
  await visitor.getByText('Entry received').waitFor()
  expect(asked.filter((url) => /inspector|seen|dry-run/.test(url))).toEqual([])

  await visitor.goto(`${rig.hub.url}/?again#komo-braze-inspect=not-a-code`)
  await panel(visitor).getByText('This link was used or is too old').waitFor()
  expect(visitor.url()).not.toContain('inspect')
})

test('the page hears nothing of what is pressed and typed in the panel', { timeout: 120_000 }, async () => {
  const connect = await rig.page()
  await signIn(connect, rig)
  const hub = await openInspector(connect, rig, 'summer-footy')
  await panel(hub).locator('.tabs').waitFor()
  await hub.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    for (const type of [
      'pointerdown',
      'pointerup',
      'mousedown',
      'mouseup',
      'click',
      'touchstart',
      'touchend',
      'keydown',
      'keypress',
      'keyup',
      'focusin',
    ])
      document.addEventListener(type, (event) => heard.push(event.type))
  })
  await panel(hub)
    .getByRole('button', { name: /^Forms/ })
    .click()
  await hub.keyboard.press('Enter')
  await panel(hub)
    .getByRole('button', { name: /^Live/ })
    .evaluate((button) => {
      for (const type of ['touchstart', 'touchend']) button.dispatchEvent(new Event(type, { bubbles: true, composed: true }))
    })
  expect(await hub.evaluate(() => (window as never as { heard: string[] }).heard)).toEqual([])
})

/** Of a page that is written from right to left, takes all looks away, and moves and hides what it does not know. */
const HOSTILE = `
  html { direction: rtl; text-transform: uppercase; letter-spacing: 4px; cursor: none }
  body { white-space: pre; user-select: none }
  * { all: unset !important; --gap: 99px; --ink: rgb(1, 2, 3); --surface: rgb(1, 2, 3) }
  komo-braze-inspector { display: none !important; visibility: hidden !important; opacity: 0.2 !important; transform: scale(0.5) !important }
`

test(
  'whatever the styles of the page, the panel stands in its corner, whole, and reads from left to right',
  { timeout: 120_000 },
  async () => {
    const viewport = { width: 1000, height: 700 }
    const connect = await rig.page({ viewport })
    await signIn(connect, rig)
    const hub = await openInspector(connect, rig, 'summer-footy')
    await hub.addStyleTag({ content: HOSTILE })
    const looks = await panel(hub)
      .locator('.panel')
      .evaluate((element) => {
        const { right, bottom } = element.getBoundingClientRect()
        const { direction, textTransform, letterSpacing, cursor, visibility, color, backgroundColor, scrollbarColor } =
          getComputedStyle(element)
        const { opacity, transform } = getComputedStyle((element.getRootNode() as ShadowRoot).host)
        return {
          ...{ right, bottom, direction, textTransform, letterSpacing, cursor, visibility },
          ...{ color, backgroundColor, scrollbarColor, opacity, transform },
        }
      })
    expect(looks).toEqual({
      right: viewport.width - 16,
      bottom: viewport.height - 16,
      direction: 'ltr',
      textTransform: 'none',
      letterSpacing: 'normal',
      cursor: 'auto',
      visibility: 'visible',
      color: 'rgb(23, 25, 28)',
      backgroundColor: 'rgb(255, 255, 255)',
      // The panel's own, on no track: Firefox on Windows and Linux draws a white one otherwise.
      scrollbarColor: 'rgb(138, 143, 150) rgba(0, 0, 0, 0)',
      opacity: '1',
      transform: 'none',
    })
  },
)

test('in forced colours the count of the chosen view is as legible as its name', { timeout: 120_000 }, async () => {
  const connect = await rig.page({ forcedColors: 'active' })
  await signIn(connect, rig)
  const hub = await openInspector(connect, rig, 'summer-footy')
  const chosen = panel(hub).locator('.tabs [aria-pressed=true]')
  const [name, count] = await chosen.evaluate((one) => [one, one.querySelector('b')!].map((element) => getComputedStyle(element).color))
  expect(count).toBe(name)
})

test.each(['de', 'ko'])(
  'on a narrow phone nothing is cut, and what is pressed is as tall as a finger needs: %s',
  { timeout: 120_000 },
  async (locale) => {
    const connect = await rig.page({ viewport: { width: 320, height: 568 }, locale })
    await connect.goto(rig.connect)
    await connect.locator('input[type=password]').fill(ADMIN_TOKEN)
    await connect.keyboard.press('Enter')
    await connect.locator('nav').first().waitFor()
    await connect.goto(`${rig.connect}#/hubs/summer-footy/map`)
    const opened = connect.context().waitForEvent('page')
    await connect.locator('.page-head .actions button').first().click()
    const hub = await opened
    // What came before the panel was there is not shown in it.
    await panel(hub).locator('.tabs').waitFor()
    await hub.evaluate(() => {
      const { dataLayer } = window as unknown as { dataLayer: object[] }
      dataLayer.push({ ...dataLayer[0] })
    })
    await panel(hub).locator('summary').first().click()
    await panel(hub).locator('.paths a').first().waitFor()
    const found = await panel(hub).evaluate(({ shadowRoot }) => {
      const shown = [...(shadowRoot?.querySelectorAll<HTMLElement>('h1, p, a, button, summary') ?? [])].filter((one) =>
        one.checkVisibility(),
      )
      const cut = shown.filter((one) => one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX === 'hidden')
      const short = shown.filter((one) => one.matches('a, button, summary') && one.getBoundingClientRect().height < 24)
      return [cut, short].map((ones) => ones.map(({ textContent }) => textContent))
    })
    expect(found).toEqual([[], []])
  },
)
