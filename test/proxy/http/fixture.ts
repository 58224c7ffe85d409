// The public port for tests: the real app over a socket, with the real embedded store in a folder of its own, and no dispatch.
import { mkdtempSync, rmSync } from 'node:fs'
import { BlockList } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Envelope } from '../../../src/core/envelope.ts'
import type { HubFile } from '../../../src/core/hub-file.ts'
import { readBundles } from '../../../src/proxy/http/bundles.ts'
import { startServer } from '../../../src/proxy/http/node-server.ts'
import { createPublicApp } from '../../../src/proxy/http/public-app.ts'
import type { Service } from '../../../src/proxy/http/service.ts'
import { createRegistry, type Registry } from '../../../src/proxy/hubs/registry.ts'
import { createActivity } from '../../../src/proxy/activity/activity.ts'
import { createFolder } from '../../../src/proxy/files/folder.ts'
import { createInspectors } from '../../../src/proxy/inspector/inspectors.ts'
import { createSeenStore } from '../../../src/proxy/inspector/seen-store.ts'
import { createProofs } from '../../../src/proxy/identity/proofs.ts'
import { createLimiter } from '../../../src/proxy/limits/limiter.ts'
import { createPersonLimits } from '../../../src/proxy/limits/person-limits.ts'
import { createUnderWay } from '../../../src/proxy/limits/under-way.ts'
import { createLog } from '../../../src/proxy/log.ts'
import { createMetrics } from '../../../src/proxy/metrics.ts'
import { openSqliteStore } from '../../../src/proxy/outbox/sqlite/open.ts'
import type { Store } from '../../../src/proxy/outbox/store.ts'
import { keepFolder, keepSecrets } from '../../evidence/evidence.ts'
import { keepServedAt } from '../../evidence/worker.ts'
import { createSessionTokens } from '../../../src/proxy/tokens/session-tokens.ts'

export const ORIGIN = 'https://summer.komo.site'
export const SECRET = 'a-secret-of-the-tests-that-is-long-enough'

export const HUB: HubFile = {
  hub: 'summer',
  origins: [ORIGIN],
  identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.email', type: 'email' } }],
  rules: [
    {
      id: 'entry',
      on: 'form',
      attributes: { first_name: 'field.first_name', score: { from: 'field.score', type: 'integer' } },
      events: [{ name: 'Entered', properties: { team: 'field.team' } }],
    },
  ],
}

const WORKSPACE = {
  name: 'default',
  endpoint: 'https://rest.iad-01.braze.com',
  apiKey: 'key-of-the-tests',
  objects: 75,
  count: 'combined' as const,
  rate: [{ requests: 3000, seconds: 3 }],
  ambiguous: 'resend' as const,
  userAgent: 'test',
  declared: { endpoint: 'https://rest.iad-01.braze.com', apiKey: 'env:BRAZE_API_KEY' },
}

export interface Rig {
  url: string
  service: Service
  store: Store
  registry: Registry
  /** Puts these hubs in force. */
  apply(hubs: HubFile[]): Promise<void>
  rev(hub?: string): string
  session(hub?: string, origin?: string): Promise<string>
  submit(envelopes: unknown[], options?: SubmitOptions): Promise<Response>
  stop(): Promise<void>
}

export interface SubmitOptions {
  hub?: string
  origin?: string
  token?: string
  sentAt?: string
  headers?: Record<string, string>
}

export type RigOptions = Partial<Omit<Service, 'limits'>> & { limits?: Partial<Service['limits']>; hubs?: HubFile[]; dist?: string }

export async function startRig({ hubs = [HUB], limits, dist = 'dist', ...given }: RigOptions = {}): Promise<Rig> {
  const folder = join(mkdtempSync(join(tmpdir(), 'proxy-')), 'data')
  const store = openSqliteStore({ folder })
  const log = createLog('silent')
  const metrics = createMetrics()
  const registry = createRegistry({ store, log, metrics })
  const apply = (files: HubFile[]): Promise<void> =>
    registry.apply({
      hubs: new Map(files.map((file) => [file.hub, { file }])),
      workspaces: new Map([['default', { workspace: WORKSPACE }]]),
      missing: new Map(),
      errors: [],
    })
  await apply(hubs)
  const plenty = { perSecond: 1e6, burst: 1e6 }
  const service: Service = {
    registry,
    store,
    tokens: createSessionTokens([SECRET]),
    proofs: createProofs({
      keySource: () => Promise.resolve(undefined),
      fetch: () => Promise.resolve(undefined),
      elapsed: () => performance.now(),
    }),
    botCheck: { judge: () => Promise.resolve('failed') },
    trustedProxies: new BlockList(),
    forwardingIgnored: () => {},
    bundles: await readBundles(dist),
    inspectors: createInspectors(),
    seen: createSeenStore(createFolder(join(folder, 'seen'))),
    activity: createActivity(given.now ?? Date.now),
    paused: () => false,
    metrics,
    log,
    now: Date.now,
    elapsed: () => performance.now(),
    accepting: () => true,
    ...given,
    limits: {
      address: createLimiter(plenty),
      junkToken: createLimiter(plenty),
      checks: createUnderWay(),
      token: createLimiter(plenty),
      hub: createLimiter(plenty),
      person: createPersonLimits(new Uint8Array(32), { envelopes: 1e6, events: 1e6 }),
      ...limits,
    },
  }
  const server = await startServer(createPublicApp(service), {
    host: '127.0.0.1',
    port: 0,
    connections: 10_000,
    connectionsPerPeer: 10_000,
    trustedProxies: service.trustedProxies,
  })
  const url = `http://127.0.0.1:${server.port}`
  keepServedAt(server.port)
  keepSecrets(SECRET, WORKSPACE.apiKey)
  const rig: Rig = {
    url,
    service,
    store,
    registry,
    apply,
    rev: (hub = 'summer') => registry.get(hub)?.rev ?? '',
    async session(hub = 'summer', origin = ORIGIN) {
      const answer = await fetch(`${url}/v1/hubs/${hub}/session`, { method: 'POST', headers: { origin } })
      return ((await answer.json()) as { token: string }).token
    },
    async submit(submissions, { hub = 'summer', origin = ORIGIN, token, sentAt = new Date().toISOString(), headers } = {}) {
      const body = JSON.stringify({ token: token ?? (await rig.session(hub, origin)), sentAt, submissions })
      return fetch(`${url}/v1/hubs/${hub}/submissions`, {
        method: 'POST',
        headers: { origin, 'content-type': 'text/plain', ...headers },
        body,
      })
    },
    async stop() {
      await server.stop(1000)
      await store.close()
      keepFolder(folder)
      rmSync(dirname(folder), { recursive: true, force: true })
    },
  }
  return rig
}

let made = 0

/** A UUID of version 7 that no other call gives. */
export function uuid(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  const count = (++made).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${count}`
}

export function envelope(rev: string, more: Partial<Envelope> = {}): Envelope {
  return {
    v: 1,
    id: uuid(),
    at: new Date().toISOString(),
    rev,
    rule: 'entry',
    identity: [{ as: 'user_alias', label: 'email', value: `person${made}@example.com` }],
    attributes: { first_name: 'Ann', score: '7' },
    events: [{ event: 0, properties: { team: 'Sharks' } }],
    ...more,
  }
}
