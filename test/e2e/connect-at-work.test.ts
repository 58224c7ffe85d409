// A hub at work is changed on the pages: the saved file is what they show, and Braze gets what it says.
import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { API_KEY, sampleHub, signIn, startRig, until, type Rig } from './connect/rig.ts'
import { enter } from './connect/visitor.ts'
import { sharedChromium } from './driver/chromium.ts'

let browser: Browser
let rig: Rig

beforeAll(async () => {
  browser = await sharedChromium()
})
afterEach(() => rig.close())

test(
  'a hub at work is paused, changed, brought back, exported and imported; Activity and the dead letters tell what became of an entry',
  { timeout: 300_000 },
  async () => {
    rig = await startRig(browser, [await sampleHub()], API_KEY)
    const page = await rig.page({ viewport: { width: 1280, height: 900 }, acceptDownloads: true })
    await signIn(page, rig)
    await page.goto(`${rig.connect}#/hubs/summer-footy/hub`)

    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Paused', { exact: true }).waitFor()
    const asVisitor = { headers: { Origin: rig.hub.url } }
    expect((await fetch(`${rig.proxy.url}/v1/hubs/summer-footy`, asVisitor)).status).toBe(503)
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByText('Enabled', { exact: true }).waitFor()
    expect((await fetch(`${rig.proxy.url}/v1/hubs/summer-footy`, asVisitor)).status).toBe(200)

    await page.getByLabel('How visitors write').selectOption('de')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Saved and in force').waitFor()
    expect((await rig.hubFile('summer-footy')).locale).toBe('de')
    await page.goto(`${rig.connect}#/hubs/summer-footy/review`)
    await page.getByRole('button', { name: 'Bring back' }).click()
    await page.getByText('Brought back as a draft').waitFor()
    expect((await rig.hubFile('summer-footy')).locale).toBe('de')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await until('the earlier file', async () => (await rig.hubFile('summer-footy')).locale === 'en-AU')

    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()])
    expect(download.suggestedFilename()).toBe('summer-footy.json')
    const exported = JSON.parse(await readFile(await download.path(), 'utf8')) as Record<string, unknown>
    expect(exported).toEqual(await rig.hubFile('summer-footy'))
    await page.goto(`${rig.connect}#/hubs`)
    await page.locator('input[type=file]').setInputFiles({
      name: 'second.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ ...exported, hub: 'second' })),
    })
    await page.getByRole('button', { name: 'Save and enable' }).click()
    await page.getByText('This hub is enabled.').waitFor()
    expect(await rig.hubFile('second')).toEqual({ ...exported, hub: 'second' })

    const refused = ['attributes', 'events'].map((input_array) => ({ type: 'the key is of the wrong shape', input_array, index: 0 }))
    rig.braze.fault({ kind: 'answer', status: 400, body: { message: 'Valid data must be provided.', errors: refused } })
    const email = await enter(rig)
    await page.getByRole('link', { name: 'Dead letters' }).click()
    await until('the dead letter', async () => {
      await page.reload()
      return (await page.locator('.letter, .empty').first().textContent())?.includes('wrong shape')
    })
    expect(await page.content()).not.toContain(email)
    await page.getByRole('button', { name: /^Send \d+ again/ }).click()
    await page.getByText(/being sent again/).waitFor()
    await until('the entry in Braze', () =>
      rig.braze.requests().some(({ status, body }) => status === 201 && JSON.stringify(body).includes(email)),
    )
    await page.getByRole('link', { name: 'Activity' }).click()
    await page.locator('.submissions .pill').first().waitFor()
    expect(await page.content()).not.toContain(email)
    expect(rig.complaints).toEqual([])
  },
)

test(
  'conditions and purchases: the saved file is what the page shows, and what the page has no rows for stays',
  { timeout: 300_000 },
  async () => {
    const file = await sampleHub()
    const deep = { all: [{ any: [{ 'field.interests': 'music' }, { 'field.interests': 'sport' }] }, { 'field.newsletter': true }] }
    const rule = file.rules.find(({ id }) => id === 'competition-entry')
    if (!rule?.events?.[0]) throw new Error('the sample hub has no such rule')
    rule.attributes = { ...rule.attributes, jersey_size: { from: 'field.jersey', when: deep } }
    rig = await startRig(browser, [{ ...file, rules: [rule] }], API_KEY)
    const page = await rig.page({ viewport: { width: 1280, height: 900 } })
    await signIn(page, rig)
    await page.goto(`${rig.connect}#/hubs/summer-footy/map`)

    await page.getByRole('button', { name: 'More about jersey_size' }).first().click()
    const shown = page.getByRole('region', { name: 'Condition of jersey_size' })
    expect(JSON.parse((await shown.textContent()) ?? '')).toEqual(deep)

    const event = page.getByRole('group', { name: 'Condition of Competition Entered' })
    await event.getByLabel('Sent').selectOption('only')
    await event.getByLabel('Condition 1: source').fill('field.jersey')
    await event.getByLabel('Condition 1: source').blur()
    await event.getByLabel('Condition 1: what is asked').selectOption('is')
    await event.getByLabel('Condition 1: values').fill('S, M')
    await event.getByLabel('Condition 1: values').blur()
    await event.getByRole('button', { name: 'Add a condition' }).click()
    await event.getByLabel('Condition 2: source').fill('field.mobile')
    await event.getByLabel('Condition 2: source').blur()
    await event.getByLabel('Condition 2: what is asked').selectOption('present')

    await page.getByRole('button', { name: 'Add a purchase' }).click()
    const purchase = page.getByRole('group', { name: 'Purchase 1', exact: true })
    await purchase.getByLabel('Source of Price').fill('19.90')
    await purchase.getByLabel('Source of Price').blur()
    await purchase.getByLabel('Source of Currency').fill('AUD')
    await purchase.getByLabel('Source of Currency').blur()

    const live = page.getByRole('region', { name: 'What Braze gets' })
    await expect.poll(() => live.textContent()).toContain('"price": 19.9')
    // The sample begins with values for which the conditions hold.
    expect(await live.textContent()).toContain('"Competition Entered"')
    await page.getByLabel('field.jersey', { exact: true }).fill('L')
    await expect.poll(() => live.textContent()).not.toContain('"Competition Entered"')

    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Saved and in force').waitFor()
    const saved = await rig.hubFile('summer-footy')
    const [event0] = rule.events
    expect(saved.rules).toEqual([
      {
        ...rule,
        events: [{ ...event0, when: { 'field.jersey': { in: ['S', 'M'] }, 'field.mobile': { present: true } } }],
        purchases: [{ productId: 'card.name', price: { value: 19.9 }, currency: { value: 'AUD' } }],
      },
    ])
    expect(await rig.check('summer-footy')).toMatchObject({ code: 0 })
    await page.getByRole('link', { name: 'Next: Workspace' }).click()
    await page.getByRole('link', { name: 'Next: Save' }).click()
    await page.getByText('Hub file').last().click()
    expect(JSON.parse(await page.getByLabel('The file as it is saved').inputValue())).toEqual(saved)
    expect(rig.complaints).toEqual([])
  },
)

test(
  'a quiz’s answers in one event, from several Komo events: the saved file is what the page shows, and a play arrives whole',
  { timeout: 300_000 },
  async () => {
    const file = await sampleHub()
    const entry = file.rules.find(({ id }) => id === 'quiz-entry')
    if (!entry) throw new Error('the sample hub has no such rule')
    const where = { event: { note: 'one, two' } }
    const other = { id: 'other', on: 'card-viewed', where, attributes: { viewed: 'card.name' } }
    rig = await startRig(browser, [{ ...file, rules: [entry, other] }], API_KEY)
    const page = await rig.page({ viewport: { width: 1280, height: 900 } })
    await signIn(page, rig)
    await page.goto(`${rig.connect}#/hubs/summer-footy/map`)

    await page.getByRole('button', { name: 'other', exact: true }).click()
    expect(await page.getByLabel('Event value 1 is').inputValue()).toBe('"one, two"')

    await page.getByRole('button', { name: 'Add a rule' }).click()
    await page.getByLabel('It takes', { exact: true }).selectOption('card-clicked')
    await page.getByLabel('It takes: 2').selectOption('card-answered')
    await page.getByLabel('Narrow down').selectOption('cardType')
    await page.getByLabel('Card type', { exact: true }).fill('Quiz')
    await page.getByLabel('Card type', { exact: true }).blur()
    await page.getByLabel('Narrow down').selectOption('event')
    await page.getByLabel('Event value 1', { exact: true }).fill('isCorrect')
    await page.getByLabel('Event value 1 is').fill('true, false')
    await page.getByLabel('Event value 1 is').blur()
    await page.getByLabel('Answers', { exact: true }).selectOption('play')
    await page.getByLabel('Was it right?').fill('event.isCorrect')
    await page.getByLabel('Maximum answers per play').fill('20')
    await page.getByLabel('Maximum answers per play').blur()
    await page.getByRole('button', { name: 'Add an event' }).click()
    await page.getByLabel('Event name').fill('Quiz Played')
    await page.getByLabel('Event name').blur()
    await page.getByRole('button', { name: 'Add all answers' }).click()
    await page.getByRole('button', { name: 'Add whether it was finished' }).click()

    const live = page.getByRole('region', { name: 'What Braze gets' })
    await page.getByLabel('event.question', { exact: true }).fill('Who won?')
    await expect.poll(() => live.textContent()).toContain('"question": "Who won?"')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Saved and in force').waitFor()
    const saved = await rig.hubFile('summer-footy')
    const answers = { from: 'play.responses', type: 'object', many: true }
    expect(saved.rules).toEqual([
      entry,
      other,
      {
        id: 'card-answered',
        on: ['card-clicked', 'card-answered'],
        where: { cardType: 'Quiz', event: { isCorrect: [true, false] } },
        collect: {
          question: ['event.question'],
          answer: ['event.answer'],
          correct: ['event.isCorrect'],
          until: ['card-finished'],
          max: 20,
        },
        events: [{ name: 'Quiz Played', properties: { answers, complete: { from: 'play.complete', type: 'boolean' } } }],
      },
    ])
    expect(await rig.check('summer-footy')).toMatchObject({ code: 0 })
    await page.getByRole('link', { name: 'Next: Workspace' }).click()
    await page.getByRole('link', { name: 'Next: Save' }).click()
    await page.getByText('Hub file').last().click()
    expect(JSON.parse(await page.getByLabel('The file as it is saved').inputValue())).toEqual(saved)

    const visitor = await rig.page()
    await visitor.goto(rig.hub.url)
    await visitor.locator('.card.ball').click()
    for (const answer of [3, 2, 3]) await visitor.locator(`.question button:nth-of-type(${answer})`).click()
    await visitor.locator('.fill').click()
    await visitor.locator('.send').click()
    const played = () => rig.braze.requests().filter(({ status, body }) => status === 201 && JSON.stringify(body).includes('Quiz Played'))
    await until('the play in Braze', () => played().length > 0)
    const [event] = (played()[0]?.body as { events: { name: string; properties: { answers: object[] } }[] }).events.filter(
      ({ name }) => name === 'Quiz Played',
    )
    expect(event?.properties).toMatchObject({ complete: true })
    expect(event?.properties.answers).toHaveLength(3)
    expect(rig.complaints).toEqual([])
  },
)
