// The whole demo: the stand-in (or a real workspace), the proxy, the sample hub and the page beside it. The end-to-end tests start the same.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HubFile } from '../src/core/hub-file.ts'
import { startHub } from './hub-server.ts'
import { startPage } from './page-server.ts'
import { startProxy } from './proxy-child.ts'
import { startStandIn } from './stand-in-child.ts'

export interface Demo {
  /** The one address. */
  url: string
  hubUrl: string
  proxyUrl: string
  brazeUrl: string
  close(): Promise<void>
}

export interface DemoOptions {
  port: number
  /** A real workspace instead of the stand-in. */
  workspace?: { endpoint: string; apiKey: string }
  /** More settings of the proxy. */
  env?: Record<string, string>
}

export async function startDemo({ port, workspace, env: more = {} }: DemoOptions): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), 'komo-braze-demo-'))
  const [adminToken, secret, standInKey] = [randomText(), randomText(), randomText()]
  const standIn = workspace ? undefined : await startStandIn(standInKey)
  const braze = {
    endpoint: workspace?.endpoint ?? standIn?.url ?? '',
    apiKey: workspace?.apiKey ?? standInKey,
    isStandIn: standIn !== undefined,
  }

  const addresses = { script: '', demo: '' }
  const hub = await startHub({ script: () => addresses.script, demo: () => addresses.demo })
  const file = JSON.parse(await readFile(new URL('hubs/summer-footy.json', import.meta.url), 'utf8')) as HubFile
  const hubFile: HubFile = { ...file, origins: [hub.url] }
  // Somebody who plays with the demo submits more than a visitor does.
  const env = { PERSON_ENVELOPES_PER_HOUR: '1000', PERSON_EVENTS_PER_HOUR: '1000', ...more }
  const proxy = await startProxy({ folder, hubs: [hubFile], braze, adminToken, secret, env })
  const page = await startPage({
    config: {
      hub: hub.url,
      braze: { kind: braze.isStandIn ? 'stand-in' : 'workspace', url: braze.endpoint },
      connect: `${proxy.adminUrl}/admin/`,
      adminToken,
      hubFile,
    },
    proxy,
    port,
  })
  addresses.script = `${proxy.url}/v1/embed.js?hub=${hubFile.hub}`
  addresses.demo = page.url

  return {
    url: page.url,
    hubUrl: hub.url,
    proxyUrl: proxy.url,
    brazeUrl: braze.endpoint,
    async close() {
      await Promise.all([page.close(), hub.close(), proxy.stop(), standIn?.stop()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function randomText(): string {
  return randomBytes(32).toString('base64url')
}
