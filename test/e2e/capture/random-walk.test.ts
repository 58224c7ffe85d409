// Random histories of a page against a model of what must come out: what was submitted arrives exactly once, or the trace says why not.
import '../../seed.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Driver, DriverPage } from '../driver/driver.ts'
import { engine, openDriver } from '../driver/open-driver.ts'
import { startHubSite, type HubSite } from './hub-site.ts'
import { histories, worlds } from './walk/happenings.ts'
import { walk } from './walk/walk.ts'

/** Drawn anew each time with FULL=1. */
const WALKS = Number(process.env['WALKS'] ?? (process.env['FULL'] ? 1_500 : 12))

describe.skipIf(engine !== 'chromium')('random walks', () => {
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

  it(`${WALKS} histories of a page: each submission once, or a reason`, { timeout: WALKS * 5_000 + 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(worlds, histories, async (world, history) => {
        const { found, wanted } = await walk(world, history, { page, servers, otherTab: () => driver.page() })
        expect(found).toEqual(wanted)
      }),
      { numRuns: WALKS },
    )
  })
})
