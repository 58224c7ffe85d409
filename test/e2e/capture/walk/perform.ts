// Does in the browser what the walk says, and looks what came of it.
import type { Envelope, SubmissionsRequest } from '../../../../src/core/envelope.ts'
import type { DriverPage } from '../../driver/driver.ts'
import type { Fault, HubRecord } from '../hub-site.ts'
import type { Happening, Trouble, World } from './happenings.ts'
import type { Told, Walk } from './page.ts'

export interface Place {
  page: DriverPage
  hub: HubRecord
  url: string
  otherTab(): Promise<DriverPage>
}

export interface Seen {
  /** Keys and values. */
  stored: [string, string][]
  told: Told[]
  errors: string[]
}

type Page = Record<string, never> & {
  walk: Walk
  dataLayer: unknown[]
  adobeDataLayer?: unknown[]
  komoBraze: Record<'consent' | 'identify' | 'flush', (value?: unknown) => Promise<unknown>>
}

/** Two tasks and a look: all that is done at once is done. What was told since the last time. */
export const settle = (page: DriverPage): Promise<Seen> =>
  page.evaluate(async () => {
    const { walk } = window as never as Page
    for (let task = 0; task < 3; task++) await new Promise((resolve) => setTimeout(resolve))
    document.dispatchEvent(new Event('load'))
    await new Promise((resolve) => setTimeout(resolve))
    let stored: [string, string][] = []
    try {
      stored = [localStorage, sessionStorage].flatMap((area) => Object.entries<string>(area))
    } catch {
      // Denied.
    }
    return { stored, told: walk.told.splice(0), errors: walk.errors.splice(0) }
  })

/** Until the page's first events were taken, whatever the proxy does. */
export async function open(page: DriverPage, url: string): Promise<void> {
  await page.open(url)
  await opened(page)
}

async function opened(page: DriverPage): Promise<void> {
  await page.evaluate(async () => {
    const { walk } = window as never as Page
    while (walk.told.filter(({ stage }) => stage === 'captured').length < 2 * walk.hubs)
      await new Promise((resolve) => setTimeout(resolve, 5))
  })
}

export async function perform(place: Place, what: Happening, text: string, now: number, { twice, second }: World): Promise<void> {
  const { page, hub, url } = place
  await page.evaluate((to) => (window as never as Page).walk.set(to), now)
  switch (what.do) {
    case 'fill':
      await fill(page, what.form, what.person, text, what.ok)
      break
    case 'submit':
      if (second === 'trigger' && what.form === 'b') await press(page, what.way)
      else await submit(page, what.form, what.way, text)
      break
    case 'leave':
      if (second === 'trigger' && what.form === 'b') break
      await page.evaluate((name) => {
        const form = (window as never as Page).walk.form(name)
        Object.assign(form, { target: '_top', action: 'left' })
        form.requestSubmit()
      }, what.form)
      await afterwards(page, '#site-answer')
      await opened(page)
      await open(page, url)
      break
    case 'reset':
      if (second === 'trigger' && what.form === 'b') break
      await page.evaluate((name) => (window as never as Page).walk.form(name).reset(), what.form)
      break
    case 'hide form':
      await page.evaluate((name, hidden) => void ((window as never as Page).walk.form(name).hidden = hidden), what.form, what.hidden)
      break
    case 'renew':
      await page.evaluate((name) => (window as never as Page).walk.renew(name), what.form)
      break
    case 'gpc':
      await page.evaluate((on) => {
        ;(window as never as Page).walk.gpc = on
        document.cookie = `gpc=${on}; path=${location.pathname.split('/').slice(0, 2).join('/')}`
      }, what.on)
      break
    case 'element':
      await page.evaluate((shown) => void (document.querySelector<HTMLElement>('#done')!.hidden = !shown), what.shown)
      break
    case 'start':
    case 'taken':
    case 'answer':
    case 'finish':
      await push(page, what, text, twice)
      break
    case 'consent':
      await page.evaluate((granted) => void (window as never as Page).komoBraze.consent(granted), what.granted)
      break
    case 'identify':
      await page.evaluate(
        (person) => void (window as never as Page).komoBraze.identify(person ? { as: 'external_id', value: `m${person}` } : null),
        what.person,
      )
      break
    case 'visible':
      await page.evaluate((shown) => {
        ;(window as never as Page).walk.hidden = !shown
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      }, what.shown)
      break
    case 'return':
      await page.evaluate(() => {
        dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      })
      break
    case 'reload':
      await open(page, url)
      break
    case 'other tab':
      await inOtherTab(place, what, text)
      break
    case 'proxy':
      hub.faults.push({ route: what.route, times: what.times, answer: TROUBLES[what.trouble](hub, what.route) })
      break
    case 'well':
      hub.faults.length = 0
      break
    case 'storage':
      await page.evaluate((full) => (window as never as Page).walk.full(full), what.full)
      break
    case 'time':
      await page.evaluate((seconds) => (window as never as Page).walk.pass(seconds * 1000), what.seconds)
      break
    case 'clock':
      await page.evaluate((to) => (window as never as Page).walk.set(to), now + what.minutes * 60_000)
      break
    case 'flush':
      await page.evaluate(() => void (window as never as Page).komoBraze.flush())
  }
}

const fill = (page: DriverPage, form: string, person: number, text: string, ok: boolean) =>
  page.evaluate(
    (name, email, n, ticked) => {
      const { walk } = window as never as Page
      walk.control(name, 'email').value = email
      walk.control(name, 'n').value = n
      walk.control(name, 'ok').checked = ticked
    },
    form,
    person ? `p${person}@b.co` : '',
    text,
    ok,
  )

/** The button of the container. */
const press = (page: DriverPage, way: string) =>
  page.evaluate(
    (times) => {
      for (let click = 0; click < times; click++) document.querySelector<HTMLElement>('#b button')!.click()
    },
    way === 'double' ? 2 : 1,
  )

async function submit(page: DriverPage, form: string, way: string, text: string): Promise<void> {
  const button = `#${form} button`
  const [isShown, loads] = await page.evaluate((name) => {
    const { walk } = window as never as Page
    const form = walk.form(name)
    // The driver reaches the page's own only.
    return [form.ownerDocument === document && form.checkVisibility(), walk.loads] as const
  }, form)
  if (way === 'click' && isShown) await page.click(button)
  else if (way === 'enter' && isShown) {
    await page.evaluate((name) => (window as never as Page).walk.control(name, 'n').focus(), form)
    await page.keys('Enter')
  } else {
    await page.evaluate(
      (name, how, next) => {
        const element = (window as never as Page).walk.form(name)
        const button = element.querySelector('button')!
        const once = (run: (event: Event) => void) => element.addEventListener('submit', run, { once: true })
        if (how === 'handler')
          once((event) => {
            event.preventDefault()
            element.submit()
          })
        if (how === 'ajax')
          once((event) => {
            event.preventDefault()
            void fetch('ajax', { method: 'POST', body: new URLSearchParams(new FormData(element) as never) }).then(
              () => (window as never as Page).walk.loads++,
            )
            // The page makes the form ready for the next one.
            setTimeout(() => ((element.elements.namedItem('n') as HTMLInputElement).value = next))
          })
        if (how === 'call') element.submit()
        else if (how === 'double' || how === 'click') for (let click = how === 'click' ? 1 : 0; click < 2; click++) button.click()
        else element.requestSubmit()
      },
      form,
      way,
      text,
    )
  }
  // The site's own submit got through.
  await page.evaluate(async (before) => {
    const end = performance.now() + 10_000
    while ((window as never as Page).walk.loads === before && performance.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 2))
  }, loads)
}

type KomoEvent = Extract<Happening, { card: string }>

const NAMES = { start: 'form-start', taken: 'form-submission', answer: 'card-answered', finish: 'card-finished' }

const push = (page: DriverPage, { do: name, card, user, member }: KomoEvent, text: string, twice: boolean) =>
  page.evaluate(
    (entry, again) => {
      const view = window as never as Page
      view.dataLayer.push(entry)
      if (again) (view.adobeDataLayer ??= []).push({ ...entry, eventInfo: entry.eventData, eventData: undefined })
    },
    {
      event: NAMES[name],
      eventData: { cardId: `card-${card}`, q: 'q', n: text, ...(user && { userId: `u${user}` }) },
      ...(member && { extensionData: { member: `m${member}` } }),
    },
    twice,
  )

async function inOtherTab(
  { page, url, otherTab }: Place,
  { act, person }: Extract<Happening, { act: string }>,
  text: string,
): Promise<void> {
  const other = await otherTab()
  try {
    await open(other, url)
    if (act === 'submit') {
      await fill(other, 'a', person, text, true)
      await submit(other, 'a', 'request', text)
    } else {
      const before = await page.evaluate(() => (window as never as Page).walk.withdrawals)
      await other.evaluate((granted) => void (window as never as Page).komoBraze.consent(granted), act === 'grant')
      if (act === 'withdraw')
        await page.evaluate(async (known) => {
          while ((window as never as Page).walk.withdrawals < known + (window as never as Page).walk.hubs)
            await new Promise((resolve) => setTimeout(resolve, 2))
        }, before)
    }
    const { told, errors } = await settle(other)
    await page.evaluate(
      (more, wrong) => {
        const { walk } = window as never as Page
        walk.told.push(...more)
        walk.errors.push(...wrong)
      },
      told,
      errors,
    )
    // For its page's end to be heard of: a tab that is just closed may have no time to tell.
    await other.open('about:blank')
  } finally {
    await other.close()
  }
}

/** A navigation that just goes on may end the page under the first tries. */
async function afterwards(page: DriverPage, selector: string): Promise<void> {
  for (;;) {
    try {
      if (await page.evaluate((wanted) => document.readyState === 'complete' && !!document.querySelector(wanted), selector)) return
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const status =
  (code: number, headers = {}): Fault['answer'] =>
  (response) =>
    void response.writeHead(code, headers).end('{}')

const TROUBLES: Record<Trouble, (hub: HubRecord, route: string) => Fault['answer']> = {
  down: () => (response) => void response.destroy(),
  rate: () => status(429, { 'Retry-After': '600' }),
  stopping: () => status(503),
  expired: () => status(401),
  nonsense: () => (response) => void response.end('<h1>Nonsense</h1>'),
  slow: (hub) => (response) => void hub.held.push(response),
  'lost answer': (hub, route) => (response) => {
    if (route === 'submissions') receive(hub)
    response.destroy()
  },
  forbidden: () => status(403),
}

/** What the proxy took, though the page will never hear of it. */
function receive(hub: HubRecord): void {
  const { submissions } = JSON.parse(hub.requests.at(-1)!.body) as SubmissionsRequest
  for (const envelope of submissions) if (!hub.submissions.some(({ id }) => id === envelope.id)) hub.submissions.push(envelope)
  hub.arrivals.push(...submissions)
}

/** The walk's own values in an envelope. */
export function textOf({ attributes, events }: Envelope): string {
  const [event] = events ?? []
  const answers = event?.properties?.['answers'] as { answer: string }[] | undefined
  return answers ? answers.map(({ answer }) => answer).join('+') : String(attributes?.['n'] ?? event?.properties?.['n'])
}
