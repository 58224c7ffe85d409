// One walk: a page of a hub of its own, what happens to it, and at last a proxy that is well and a page that is loaded again.
import type { DriverPage } from '../../driver/driver.ts'
import type { HubRecord, HubSite } from '../hub-site.ts'
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

interface Page {
  komoBraze: { hubs: Record<string, { flush(): Promise<{ rule: string; reason?: string }[]> }> }
}

const otherOf = (slug: string) => `${slug}-other`

let count = 0

/** A hub whose script is on the page, and what must come of it. */
interface Party {
  slug: string
  hub: HubRecord
  model: Model
  leaks: string[]
}

export async function walk(
  world: World,
  history: Happening[],
  { page, servers, otherTab }: Tools,
): Promise<{ found: Outcome[]; wanted: Outcome[] }> {
  const slug = `walk-${process.pid}-${++count}`
  const url = `${servers.site}/${slug}/`
  const start = Date.now()
  const parties = [world, ...(world.other ? [{ ...world, ...world.other }] : [])].map((declared, index): Party => {
    const own = index ? otherOf(slug) : slug
    const hub = servers.add(
      own,
      { hub: own, origins: [servers.site], identity: [], ...hubOf(declared), rules: hubOf(declared).rules! },
      pageOf(world, start, otherOf(slug)),
    )
    const arrived = (rule: string, text: string) => hub.submissions.filter((one) => one.rule === rule && textOf(one) === text).length
    return { slug: own, hub, model: new Model(declared, start, arrived), leaks: [] }
  })
  const [{ hub, model }] = parties as [Party]
  const told: Told[] = []
  const errors: string[] = []
  const look = async () => {
    const seen = await settle(page)
    told.push(...seen.told)
    errors.push(...seen.errors)
    for (const party of parties) {
      const stored = String(seen.stored.filter(([key]) => key.startsWith(`komo-braze:${party.slug}:`)))
      party.leaks.push(...[SECRET, ...party.model.secrets()].filter((secret) => stored.includes(secret)))
    }
  }
  const happen = (what: Happening, text: string, now: number) => {
    for (const party of parties) {
      party.model.now = now
      party.model.happen(what, text)
    }
  }

  await open(page, url)
  await look()
  for (const [index, what] of history.entries()) {
    // A shared device has no second tab, and one without storage hears nothing of it.
    if (what.do === 'other tab' && (world.kiosk || world.other?.kiosk || world.denied || model.full)) continue
    // Without a copy of the declaration all waits for it.
    if (what.do === 'proxy' && what.route === 'hub' && world.denied) continue
    const text = `n${index + 1}.`
    const now = model.now + 10
    happen(what, text, now)
    await perform({ page, hub, url, otherTab }, what, text, now, world)
    await look()
  }

  hub.faults.length = 0
  for (const response of hub.held) response.destroy()
  happen({ do: 'reload' }, '', model.now)
  await open(page, url)
  await look()
  const waits = await Promise.all(parties.map((party) => drained(page, party.slug)))
  await look()
  await clear(page)
  const verdicts = parties.map((party, index) =>
    verdict(party.hub, hub.site, party.model, { told, errors, leaks: party.leaks, waits: waits[index]! }),
  )
  return { found: verdicts.map(({ found }) => found), wanted: verdicts.map(({ wanted }) => wanted) }
}

/** Until the proxy has all: the page before may only just be giving its lock back. What still waits, and why. */
async function drained(page: DriverPage, slug: string): Promise<string[]> {
  const end = Date.now() + 15_000
  for (;;) {
    const { waits, isPending } = await page.evaluate(async (own) => {
      const all = await (window as never as Page).komoBraze.hubs[own]!.flush()
      let keys: string[] = []
      try {
        keys = Object.keys(localStorage)
      } catch {
        // Denied.
      }
      return { waits: all.map(({ rule, reason }) => `${rule} ${reason}`), isPending: keys.some((key) => key.includes(`:${own}:pending:`)) }
    }, slug)
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
