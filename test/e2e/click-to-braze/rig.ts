// The whole way for real: sample hub, proxy process, stand-in for Braze and Chromium, each on an origin of its own.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright'
import { startFakeBraze, type FakeBraze } from '../../../demo/fake-braze/server.ts'
import type { Profile } from '../../../demo/fake-braze/profile.ts'
import { startHub } from '../../../demo/hub-server.ts'
import type { Listening } from '../../../demo/listen.ts'
import { startProxy, type Proxy } from '../../../demo/proxy-child.ts'
import type { HubFile } from '../../../src/core/hub-file.ts'
import type { TraceEntry } from '../../../src/core/trace.ts'

const API_KEY = 'click-to-braze-key-5f1c'

export interface Rig {
  braze: FakeBraze
  proxy: Proxy
  hub: Listening
  /** A browser that has never been here. */
  visitor(): Promise<Visitor>
  close(): Promise<void>
}

export interface RigOptions {
  /** Changes the sample hub's file. */
  hubFile?(file: HubFile): HubFile
  /** More hubs beside it. */
  more?: HubFile[]
  /** Where the hub's script tag points, instead of the proxy. */
  script?: string
  env?: Record<string, string>
}

export async function readSampleHub(): Promise<HubFile> {
  return JSON.parse(await readFile(new URL('../../../demo/hubs/summer-footy.json', import.meta.url), 'utf8')) as HubFile
}

export async function startRig(browser: Browser, { hubFile = (file) => file, more = [], script, env = {} }: RigOptions = {}): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'komo-braze-click-to-braze-'))
  const braze = await startFakeBraze({ apiKey: API_KEY })
  const address = { script: '' }
  const hub = await startHub({ script: () => address.script, demo: () => '' })
  const file = hubFile({ ...(await readSampleHub()), origins: [hub.url] })
  const proxy = await startProxy({
    folder,
    hubs: [file, ...more],
    braze: { endpoint: braze.url, apiKey: API_KEY, isStandIn: true },
    adminToken: 'click-to-braze-admin-token',
    secret: 'click-to-braze-secret-of-32-bytes-or-more',
    env,
  })
  address.script = script ?? `${proxy.url}/v1/embed.js?hub=${file.hub}`
  const contexts: BrowserContext[] = []
  return {
    braze,
    proxy,
    hub,
    async visitor() {
      const context = await browser.newContext()
      contexts.push(context)
      return openVisitor(context, hub.url)
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()))
      await Promise.all([proxy.stop(), braze.close(), hub.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export interface Visitor {
  page: Page
  /** Every byte that left for anywhere but the hub's own origin: addresses, headers and bodies. */
  sent: string[]
  /** What the hub's own server was sent. */
  entries: string[]
  /** What went wrong in the page: uncaught errors, unhandled rejections, and every call of `console`. */
  complaints: string[]
  open(): Promise<void>
  enter(card: 'quiz' | 'competition' | 'vip'): Promise<void>
  answerPoll(): Promise<void>
  /** Waits until the script has told of such an entry. */
  told(stage: TraceEntry['stage'], more?: Partial<TraceEntry>): Promise<void>
}

type TestWindow = Window & { told: TraceEntry[]; komoBraze: unknown[] }

async function openVisitor(context: BrowserContext, hub: string): Promise<Visitor> {
  const page = await context.newPage()
  const sent: string[] = []
  const entries: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    const bytes = `${request.method()} ${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`
    const list = request.url().startsWith(hub) ? entries : sent
    list.push(bytes)
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.exposeFunction('complain', (text: string) => complaints.push(text))
  await page.addInitScript(() => {
    const view = window as unknown as TestWindow & { complain(text: string): void }
    view.told = []
    ;(view.komoBraze = view.komoBraze ?? []).push(['on', '*', (entry: TraceEntry) => view.told.push(entry)])
    addEventListener('unhandledrejection', (event) => view.complain(`unhandled: ${String(event.reason)}`))
    for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
      console[name] = (...words: unknown[]) => view.complain(`console.${name}: ${words.map(String).join(' ')}`)
    }
  })
  const card = { quiz: '.card.ball', competition: '.card.jersey', vip: '.card.ticket', poll: '.card.posts' }
  return {
    page,
    sent,
    entries,
    complaints,
    open: async () => void (await page.goto(hub)),
    async enter(which) {
      await page.locator(card[which]).click()
      if (which === 'quiz') for (const answer of [3, 2, 1]) await page.locator(`.question button:nth-of-type(${answer})`).click()
      await page.locator('.fill').click()
      await page.locator('.send').click()
      await page.locator(which === 'vip' ? '.refusal' : '.thanks').waitFor()
      await page.locator('.close').click()
    },
    async answerPoll() {
      await page.locator(card.poll).click()
      await page.locator('.question button:nth-of-type(2)').click()
      await page.locator('.close').click()
    },
    async told(stage, more = {}) {
      await page.waitForFunction(
        (wanted: object) =>
          (window as unknown as TestWindow).told.some((entry) =>
            Object.entries(wanted).every(([key, value]) => entry[key as keyof TraceEntry] === value),
          ),
        { stage, ...more } as object,
      )
    },
  }
}

/** Waits until the condition gives something; says what it last saw if it never does. */
export async function until<T>(what: string, look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 40_000
  for (;;) {
    const seen = await look()
    if (seen !== undefined && seen !== false) return seen
    if (Date.now() > end) throw new Error(`Never: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The stand-in's people once it has this many events, everything applied. */
export async function peopleWith(braze: FakeBraze, events: number): Promise<Profile[]> {
  await until(`${events} events in Braze`, () => braze.totals().events >= events)
  await braze.settled()
  return braze.profiles()
}
