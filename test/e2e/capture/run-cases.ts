// Runs capture cases: a page, an action, and what must go out — nothing else may. After the action `flush()` ends whatever could still be sent; a marker request then closes the record.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Envelope } from '../../../src/core/envelope.ts'
import type { HubFile, Rule } from '../../../src/core/hub-file.ts'
import type { Driver, DriverPage, Engine } from '../driver/driver.ts'
import { engine, openDriver } from '../driver/open-driver.ts'
import { startHubSite, type HubRecord, type HubSite, type PageSource } from './hub-site.ts'

export interface Scene {
  page: DriverPage
  hub: HubRecord
  slug: string
  site: string
  proxy: string
  /** Pushes Komo events into `dataLayer`. */
  push(...entries: unknown[]): Promise<void>
  /** What the script has in storage for this hub. */
  stored(): Promise<string>
  /** Tries to send what is pending; gives what still waits, and why. Survives a navigation that is just going on. */
  flush(): Promise<{ rule: string; reason?: string }[]>
}

export interface CaptureCase extends Partial<PageSource> {
  name: string
  /** Shorthand for one form rule that maps each of these Unique IDs to an attribute of the same name. */
  fields?: string[]
  rules?: Rule[]
  hub?: Partial<HubFile>
  /** Before the page is opened. */
  before?(hub: HubRecord): void
  /** False where the page itself cannot reach the proxy. */
  marked?: boolean
  /** Before the script has its declaration; the default is once it has. */
  early?: boolean
  act(scene: Scene): Promise<unknown>
  /** The envelopes that must arrive, in order, by the parts that are given here; nothing else may arrive. */
  sends: Partial<Envelope>[]
  /** Why what is not sent waits, by rule. */
  waits?: Record<string, string>
  /** Looks at anything else. */
  also?: ((scene: Scene) => Promise<void>) | undefined
  only?: Engine[]
}

/** What Google Tag Manager's snippet does in the head of a hub. */
const LAYER = '<script>window.dataLayer = window.dataLayer || []</script>'

/** Declares the cases as tests in one tab of one browser, each with a site and a hub of its own. */
export function runCases(title: string, cases: CaptureCase[]): void {
  describe(title, () => {
    let driver: Driver
    let servers: HubSite
    let page: DriverPage
    beforeAll(async () => {
      servers = await startHubSite()
      driver = await openDriver()
      page = await driver.page()
    })
    afterAll(async () => {
      await driver?.close()
      await servers?.close()
    })
    for (const one of cases) {
      it.skipIf(one.only && !one.only.includes(engine))(one.name, () => runCase(one, page, servers))
    }
  })
}

let count = 0

async function runCase(one: CaptureCase, page: DriverPage, servers: HubSite): Promise<void> {
  const slug = `hub-${process.pid}-${++count}`
  const hub = servers.add(slug, hubFile(slug, one), { html: '', head: LAYER, ...one })
  const scene = sceneOf(page, hub, slug, servers)
  one.before?.(hub)
  await page.open(`${servers.site}/${slug}/`)
  if (!one.early && !one.bare) await scene.flush()
  await one.act(scene)
  const waiting = await scene.flush()
  if (one.marked !== false) await mark(scene)
  const sent = hub.submissions.map((envelope, index) => only(envelope, one.sends[index] ?? envelope))
  expect(sent).toEqual(one.sends)
  expect(hub.markers).toBe(one.marked === false ? 0 : 1)
  if (one.waits) expect(Object.fromEntries(waiting.map(({ rule, reason }) => [rule, reason]))).toEqual(one.waits)
  await one.also?.(scene)
}

function sceneOf(page: DriverPage, hub: HubRecord, slug: string, { site, proxy }: HubSite): Scene {
  return {
    page,
    hub,
    slug,
    site,
    proxy,
    push: (...entries) => page.evaluate((list) => void ((window as never as Hubs).dataLayer ??= []).push(...list), entries),
    stored: () =>
      page.evaluate((prefix) => {
        const all = [...Object.entries(localStorage), ...Object.entries(sessionStorage)]
        return JSON.stringify(all.filter(([key]) => key.startsWith(prefix)))
      }, `komo-braze:${slug}:`),
    flush: () => steadily(() => page.evaluate(() => (window as never as Hubs).komoBraze.flush())),
  }
}

interface Hubs {
  dataLayer: unknown[]
  komoBraze: { flush(): Promise<{ rule: string; reason?: string }[]> }
}

/** The request that closes the record: what the action caused is there before it. */
async function mark({ page, proxy, slug }: Scene): Promise<void> {
  await steadily(() => page.evaluate((url) => fetch(url, { mode: 'no-cors' }).then(() => 0), `${proxy}/v1/hubs/${slug}/marker`))
}

/** A navigation that the action began may end the page under the first tries. */
async function steadily<T>(run: () => Promise<T>): Promise<T> {
  const end = Date.now() + 20_000
  for (;;) {
    try {
      return await run()
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

function only(envelope: Envelope, wanted: Partial<Envelope>): Partial<Envelope> {
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, envelope[key as keyof Envelope]]))
}

function hubFile(slug: string, { fields = [], rules, hub }: CaptureCase): HubFile {
  const attributes = Object.fromEntries(fields.map((field) => [field, `field.${field}`]))
  return {
    hub: slug,
    origins: ['http://127.0.0.1'],
    // Everybody is known, unless the case is about who it is.
    identity: [{ as: 'external_id', from: { from: 'page.language' }, trust: 'page' }],
    rules: rules ?? [{ id: 'form', on: 'form', confirm: 'submit', attributes }],
    ...hub,
  }
}
