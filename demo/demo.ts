// The whole demo: the stand-in (or a real workspace), the proxy, the sample hub and the page beside it. The end-to-end tests start the same.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HubFile } from '../src/core/hub-file.ts'
import { createAskAdmin } from './ask-admin.ts'
import { complaintsOf } from './complaints.ts'
import type { DemoConfig } from './demo-config.ts'
import { startHub } from './hub-server.ts'
import { startPage } from './page-server.ts'
import { startProxy } from './proxy-child.ts'
import { startStandIn } from './stand-in-child.ts'

export interface Demo {
  /** The one address. */
  url: string
  brazeUrl: string
  close(): Promise<void>
}

export interface DemoOptions {
  port: number
  /** A real workspace instead of the stand-in. */
  workspace?: { endpoint: string; apiKey: string }
  /** More settings of the proxy. */
  env?: Record<string, string>
  /** Told what the proxy warns of, and that it ended by itself. */
  tell?(line: string): void
}

/** Rejects, with a line for each reason, where the demo would not do what it says. */
export async function startDemo({ port, workspace, env: more = {}, tell }: DemoOptions): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), 'komo-braze-demo-'))
  const started: (() => Promise<void>)[] = []
  async function close(): Promise<void> {
    await Promise.all(started.map((stop) => stop()))
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const [adminToken, secret, standInKey] = [randomText(), randomText(), randomText()]
    const standIn = workspace ? undefined : await startStandIn(standInKey)
    if (standIn) started.push(() => standIn.stop())
    const braze = {
      endpoint: workspace?.endpoint ?? standIn?.url ?? '',
      apiKey: workspace?.apiKey ?? standInKey,
      isStandIn: standIn !== undefined,
    }

    const addresses = { script: '', demo: '' }
    const hub = await startHub({ script: () => addresses.script, demo: () => addresses.demo })
    started.push(hub.close)
    const file = JSON.parse(await readFile(new URL('hubs/summer-footy.json', import.meta.url), 'utf8')) as HubFile
    const hubFile: HubFile = { ...file, origins: [hub.url] }
    // Somebody who plays with the demo submits more than a visitor does.
    const env = { PERSON_ENVELOPES_PER_HOUR: '1000', PERSON_EVENTS_PER_HOUR: '1000', ...more }
    const proxy = await startProxy({ folder, hubs: [hubFile], braze, adminToken, secret, env, ...(tell && { tell }) })
    started.push(() => proxy.stop())
    const complaints = await complaintsOf(createAskAdmin(proxy, adminToken), braze.isStandIn)
    if (complaints.length > 0) throw new Error(complaints.join('\n'))

    const config: DemoConfig = {
      hub: hub.url,
      braze: { kind: braze.isStandIn ? 'stand-in' : 'workspace', url: braze.endpoint },
      connect: `${proxy.adminUrl}/admin/`,
      adminToken,
      hubFile,
    }
    const page = await startPage({ config, proxy, port })
    started.push(page.close)
    addresses.script = `${proxy.url}/v1/embed.js?hub=${hubFile.hub}`
    addresses.demo = page.url
    return { url: page.url, brazeUrl: braze.endpoint, close }
  } catch (error) {
    await close()
    throw error
  }
}

function randomText(): string {
  return randomBytes(32).toString('base64url')
}
