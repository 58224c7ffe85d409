// Everything for real around the operator's pages: an empty proxy as a process, the sample hub, the stand-in for Braze, and a browser that complains of nothing.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { startFakeBraze, type FakeBraze } from '../../../demo/fake-braze/server.ts'
import { startHub } from '../../../demo/hub-server.ts'
import type { Listening } from '../../../demo/listen.ts'
import { startProxy, type Proxy } from '../../../demo/proxy-child.ts'
import type { HubFile } from '../../../src/core/hub-file.ts'

export const API_KEY = 'connect-key-8c2f7a'
export const ADMIN_TOKEN = 'connect-admin-token-of-the-operator'
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export interface Rig {
  braze: FakeBraze
  hub: Listening
  proxy: Proxy
  /** `http://…/admin/` */
  connect: string
  /** What the pages complained of: console errors but the refused first session, uncaught errors, violations of the policy. */
  complaints: string[]
  /** In a context of its own. */
  page(options?: BrowserContextOptions): Promise<Page>
  hubFile(name: string): Promise<HubFile>
  /** `check` of the saved file: what it prints, and its exit code. */
  check(name: string): Promise<{ code: number; text: string }>
  close(): Promise<void>
}

/** Hub files without origins are the sample hub's. Without a key the one workspace has none. */
export async function startRig(browser: Browser, hubs: HubFile[] = [], key = ''): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'komo-braze-connect-'))
  const braze = await startFakeBraze({ apiKey: API_KEY })
  const address = { script: '' }
  const hub = await startHub({ script: () => address.script, demo: () => '' })
  const proxy = await startProxy({
    folder,
    hubs: hubs.map((file) => ({ ...file, origins: file.origins.length ? file.origins : [hub.url] })),
    braze: { endpoint: braze.url, apiKey: key, isStandIn: true },
    adminToken: ADMIN_TOKEN,
    secret: 'connect-secret-of-32-bytes-or-more',
    env: { RATE_ADDRESS_PER_MINUTE: '100000', RELOAD_SECONDS: '1' },
  })
  address.script = `${proxy.url}/v1/embed.js?hub=summer-footy`
  const complaints: string[] = []
  const contexts: { close(): Promise<void> }[] = []
  const path = (name: string): string => join(folder, 'hubs', `${name}.json`)
  return {
    braze,
    hub,
    proxy,
    connect: `${proxy.adminUrl}/admin/`,
    complaints,
    async page(options = {}) {
      const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en', ...options })
      contexts.push(context)
      context.setDefaultTimeout(60_000)
      context.on('console', (message) => {
        const isFirstLook = message.text().includes('401') && message.location().url.endsWith('/admin/api/session')
        if (message.type() === 'error' && !isFirstLook) complaints.push(message.text())
      })
      context.on('weberror', (error) => complaints.push(String(error.error())))
      return context.newPage()
    },
    hubFile: async (name) => JSON.parse(await readFile(path(name), 'utf8')) as HubFile,
    async check(name) {
      try {
        const { stdout } = await promisify(execFile)(process.execPath, ['src/proxy/main.ts', 'check', path(name)], { cwd: ROOT })
        return { code: 0, text: stdout }
      } catch (error) {
        const { code, stdout } = error as { code: number; stdout: string }
        return { code, text: stdout }
      }
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()))
      await Promise.all([proxy.stop(), braze.close(), hub.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export async function signIn(page: Page, rig: Pick<Rig, 'connect'>): Promise<void> {
  await page.goto(rig.connect)
  await page.getByLabel('token').fill(ADMIN_TOKEN)
  await page.keyboard.press('Enter')
  await page.locator('nav').first().waitFor()
}

/** Waits for a condition of the world outside the browser. */
export async function until<T>(what: string, look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 60_000
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error(`never came: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export async function sampleHub(): Promise<HubFile> {
  const file = JSON.parse(await readFile(new URL('../../../demo/hubs/summer-footy.json', import.meta.url), 'utf8')) as HubFile
  return { ...file, origins: [] }
}

/** Opens the inspector as an operator does: the button on the hub's page of Connect, which opens the hub in a tab. */
export async function openInspector(connect: Page, rig: Pick<Rig, 'connect'>, hub: string): Promise<Page> {
  await connect.goto(`${rig.connect}#/hubs/${hub}/map`)
  const opened = connect.context().waitForEvent('page')
  await connect.getByRole('button', { name: 'Open inspector' }).first().click()
  const tab = await opened
  await tab.locator('komo-braze-inspector .tabs').waitFor()
  return tab
}
