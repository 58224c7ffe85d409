// The mapping vectors through the real page, the real proxy and the stand-in: Braze gets what each row says. A share of them by default, all with FULL=1.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFakeBraze, type FakeBraze } from '../../demo/fake-braze/server.ts'
import { startProxy, type Proxy } from '../../demo/proxy-child.ts'
import type { SubmissionResult } from '../../src/core/envelope.ts'
import type { JsonObject } from '../../src/core/json.ts'
import { AT, loadVectors, type Vector } from '../vectors/load.ts'
import { sharedChromium } from './driver/chromium.ts'
import { until } from './click-to-braze/rig.ts'
import { submitOnPage, submitOverHttp, wayOf } from './click-to-braze/vector-pages.ts'

const API_KEY = 'vector-key-5f1c'
const EVERY = process.env['FULL'] ? 1 : 7
const MINUTE = 60_000

const rows = loadVectors()
  .map((vector, index): Vector => ({ ...vector, hub: { ...vector.hub, hub: `vector-${index}` } }))
  .filter((vector, index) => index % EVERY === 0 && wayOf(vector) !== 'none')

let [page, site, braze, proxy, origin, folder] = [] as unknown as [Page, Server, FakeBraze, Proxy, string, string]

beforeAll(async () => {
  site = createServer((request, response) => {
    const script = `${proxy.url}/v1/embed.js?hub=${request.url?.slice(1)}`
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(`<!doctype html><html lang="en-AU"><link rel="icon" href="data:,"><body><script src="${script}"></script></body></html>`)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  folder = await mkdtemp(join(tmpdir(), 'komo-braze-vectors-'))
  braze = await startFakeBraze({ apiKey: API_KEY })
  proxy = await startProxy({
    folder,
    hubs: rows.map(({ hub }) => ({ ...hub, origins: [origin] })),
    braze: { endpoint: braze.url, apiKey: API_KEY, isStandIn: true },
    adminToken: 'vectors-admin-token',
    secret: 'vectors-secret-of-32-bytes-or-more',
    env: { PERSON_ENVELOPES_PER_HOUR: '100000', PERSON_EVENTS_PER_HOUR: '100000', RATE_ADDRESS_PER_MINUTE: '100000' },
  })
  page = await (await sharedChromium()).newPage()
  await page.addInitScript(() => {
    const view = window as unknown as { told: unknown[]; komoBraze: unknown[] }
    view.told = []
    ;(view.komoBraze = view.komoBraze ?? []).push(['on', '*', (entry: unknown) => view.told.push(entry)])
  })
})

afterAll(async () => {
  await page.close()
  await proxy.stop()
  await braze.close()
  site.closeAllConnections()
  site.close()
  await rm(folder, { recursive: true, force: true })
})

test('most rows go by a page', () => {
  const byPage = rows.filter((row) => wayOf(row) === 'page')
  expect(byPage.length).toBeGreaterThan(40)
})

test.each(rows.map((row) => [`${row.topic}: ${row.name}`, row] as const))('%s', { timeout: 60_000 }, async (_, row) => {
  const before = braze.requests().length
  const result = await submit(row)
  if (row.envelope === null) return expect(result).toBe('nothing')
  const { expected } = row
  if ('refusal' in expected) {
    expect(result).toMatchObject({ status: 'refused', code: expected.refusal })
    return expect(result).toMatchObject(expected.problems.length > 0 ? { problems: expected.problems } : {})
  }
  expect(result).toMatchObject({ status: 'accepted' })
  expect((result as SubmissionResult).problems ?? []).toEqual(expected.problems)
  const entry = await until('the request to Braze', () => braze.requests()[before])
  expect(withTheRowsTime(entry.body as JsonObject)).toEqual(expected.request)
  expect([entry.status, entry.answer]).toMatchObject([201, { message: 'success' }])
  expect(entry.taken).toBe(entry.objects)
})

async function submit(row: Vector): Promise<SubmissionResult | 'nothing'> {
  if (wayOf(row) === 'page' && row.capture) {
    const result = await submitOnPage(page, `${origin}/${row.hub.hub}`, row.capture, row.envelope?.locale ?? 'en')
    if (result !== 'undone') return result
  }
  return submitOverHttp(proxy.url, origin, row)
}

/** Each time of a moment ago, an object's own or one that a value was read from, becomes the one that the row was written for. */
function withTheRowsTime(body: JsonObject): JsonObject {
  const isRecent = (value: unknown): boolean =>
    typeof value === 'string' && /^\d{4}-.*Z$/.test(value) && Math.abs(Date.now() - Date.parse(value)) < 5 * MINUTE
  return JSON.parse(JSON.stringify(body), (_, value: unknown) => (isRecent(value) ? AT : value)) as JsonObject
}
