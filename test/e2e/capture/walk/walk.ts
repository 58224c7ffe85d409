// One walk: a page of a hub of its own, what happens to it, and at last a proxy that is well and a page that is loaded again.
import type { DriverPage } from '../../driver/driver.ts'
import type { HubSite } from '../hub-site.ts'
import type { Happening, World } from './happenings.ts'
import { Model } from './model.ts'
import { hubOf, pageOf, SECRET, type Told } from './page.ts'
import { open, perform, settle, textOf } from './perform.ts'
import { verdict, type Outcome } from './verdict.ts'

interface Tools {
  page: DriverPage
  servers: HubSite
  otherTab(): Promise<DriverPage>
}

let count = 0

export async function walk(
  world: World,
  history: Happening[],
  { page, servers, otherTab }: Tools,
): Promise<{ found: Outcome; wanted: Outcome }> {
  const slug = `walk-${process.pid}-${++count}`
  const start = Date.now()
  const hub = servers.add(
    slug,
    { hub: slug, origins: [servers.site], identity: [], ...hubOf(world), rules: hubOf(world).rules! },
    pageOf(world, start),
  )
  const url = `${servers.site}/${slug}/`
  const told: Told[] = []
  const errors: string[] = []
  const leaks: string[] = []
  const arrived = (rule: string, text: string) => hub.submissions.filter((one) => one.rule === rule && textOf(one) === text).length
  const look = async (model: Model) => {
    const seen = await settle(page, slug)
    told.push(...seen.told)
    errors.push(...seen.errors)
    leaks.push(...[SECRET, ...model.secrets()].filter((secret) => seen.stored.includes(secret)))
  }

  await open(page, url)
  const model = new Model(world, start, arrived)
  await look(model)
  for (const [index, what] of history.entries()) {
    // A shared device has no second tab, and one without storage hears nothing of it.
    if (what.do === 'other tab' && (world.kiosk || world.denied || model.full)) continue
    // Without a copy of the declaration all waits for it.
    if (what.do === 'proxy' && what.route === 'hub' && world.denied) continue
    const text = `n${index + 1}.`
    model.now += 10
    const { now } = model
    model.happen(what, text)
    await perform({ page, hub, slug, url, otherTab }, what, text, now, world.twice)
    await look(model)
  }

  hub.faults.length = 0
  for (const response of hub.held) response.destroy()
  model.happen({ do: 'reload' }, '')
  await open(page, url)
  await look(model)
  const waits = await drained(page)
  await look(model)
  await clear(page)
  return verdict(hub, model, { told, errors, leaks, waits })
}

/** Until the proxy has all: the page before may only just be giving its lock back. What still waits, and why. */
async function drained(page: DriverPage): Promise<string[]> {
  const end = Date.now() + 15_000
  for (;;) {
    const { waits, isPending } = await page.evaluate(async () => {
      const all = await (window as never as { komoBraze: { flush(): Promise<{ rule: string; reason?: string }[]> } }).komoBraze.flush()
      let keys: string[] = []
      try {
        keys = Object.keys(localStorage)
      } catch {
        // Denied.
      }
      return { waits: all.map(({ rule, reason }) => `${rule} ${reason}`), isPending: keys.some((key) => key.includes(':pending:')) }
    })
    if (!isPending || Date.now() > end) return waits.sort()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The next walk is another visitor's. */
const clear = (page: DriverPage) =>
  page.evaluate(() => {
    try {
      localStorage.clear()
      sessionStorage.clear()
    } catch {
      // Denied.
    }
  })
