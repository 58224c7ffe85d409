// Wires the service: settings → store → hubs → dispatch → ports, and takes it down in the opposite order. Decides nothing.
import { resolve } from 'node:path'
import { createDispatching } from './dispatching.ts'
import { readBundles } from './http/bundles.ts'
import { startServer } from './http/node-server.ts'
import { createPublicApp } from './http/public-app.ts'
import type { Service } from './http/service.ts'
import { createFolder } from './hubs/folder.ts'
import { createKeySource } from './hubs/key-source.ts'
import { createRegistry } from './hubs/registry.ts'
import { createBotCheck } from './identity/bot-check.ts'
import { createProofs } from './identity/proofs.ts'
import { createLimiter } from './limits/limiter.ts'
import { createPersonLimits } from './limits/person-limits.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import { createOutboundFetch } from './outbound/outbound-fetch.ts'
import { openStore } from './open-store.ts'
import { createReload } from './reload.ts'
import type { Settings } from './settings.ts'
import { deriveKey } from './tokens/derive-key.ts'
import { createSessionTokens } from './tokens/session-tokens.ts'

export interface Running {
  port: number
  adminPort: number
  reload(): Promise<void>
  /** Stops accepting, lets requests in flight end, stops dispatch, closes the store. */
  stop(): Promise<void>
}

/** @param dist the folder of the built bundles */
export async function serve(settings: Settings, environment: Record<string, string | undefined>, dist: string): Promise<Running> {
  const log = createLog(settings.LOG_LEVEL)
  const metrics = createMetrics()
  if (settings.DEV_BRAZE_HOSTS.length > 0)
    log.warn(
      { hosts: settings.DEV_BRAZE_HOSTS },
      'DEVELOPMENT ONLY: DEV_BRAZE_HOSTS lets data go to hosts that are not Braze, without encryption where they are http',
    )

  const store = await openStore(settings)
  const folder = createFolder(settings.HUBS_DIR)
  const keySource = createKeySource(environment, resolve(settings.HUBS_DIR), () => Promise.resolve(undefined))
  const registry = createRegistry({ store, log, metrics })
  const dispatching = createDispatching({ store, log, metrics })
  const reload = createReload({
    load: { folder, keySource, developmentHosts: settings.DEV_BRAZE_HOSTS, endpoint: settings.BRAZE_REST_ENDPOINT },
    registry,
    applied: () => {
      dispatching.apply(registry.workspaces())
    },
    log,
    metrics,
  })
  await reload.now()

  const outbound = createOutboundFetch(settings.DEV_BRAZE_HOSTS)
  const [newest = ''] = settings.SECRET
  let accepting = true
  const service: Service = {
    registry,
    store,
    tokens: createSessionTokens(settings.SECRET),
    proofs: createProofs({ keySource, fetch: outbound, now: Date.now }),
    botCheck: createBotCheck({ keySource, fetch: outbound, log }),
    limits: {
      address: createLimiter({ perSecond: settings.RATE_ADDRESS_PER_MINUTE / 60, burst: settings.RATE_ADDRESS_BURST }),
      junkToken: createLimiter({ perSecond: settings.RATE_TOKEN_PER_MINUTE / 60, burst: settings.RATE_TOKEN_BURST }),
      token: createLimiter({ perSecond: settings.RATE_TOKEN_PER_MINUTE / 60, burst: settings.RATE_TOKEN_BURST }),
      hub: createLimiter({ perSecond: settings.RATE_HUB_PER_SECOND, burst: settings.RATE_HUB_BURST }),
      person: createPersonLimits(deriveKey(newest, 'person'), {
        envelopes: settings.PERSON_ENVELOPES_PER_HOUR,
        events: settings.PERSON_EVENTS_PER_HOUR,
      }),
    },
    trustedProxies: settings.TRUSTED_PROXIES,
    bundles: await readBundles(dist),
    metrics,
    log,
    now: Date.now,
    accepting: () => accepting,
  }
  const server = await startServer(createPublicApp(service), {
    host: settings.HOST,
    port: settings.PORT,
    connections: settings.CONNECTIONS_MAX,
    connectionsPerPeer: settings.CONNECTIONS_PER_ADDRESS,
    trustedProxies: settings.TRUSTED_PROXIES,
  })

  const timers = [
    setInterval(() => void reload.ifChanged(), settings.RELOAD_SECONDS * 1000),
    setInterval(() => void registry.keepRevs(), KEEP_REVS_MS),
  ]
  log.info({ port: server.port }, 'listening')

  return {
    port: server.port,
    adminPort: 0,
    reload: () => reload.now(),
    async stop() {
      accepting = false
      log.info({}, 'stopping')
      for (const timer of timers) clearInterval(timer)
      await server.stop(settings.STOP_SECONDS * 1000)
      await dispatching.stop()
      await store.close()
      log.info({}, 'stopped')
    },
  }
}

const KEEP_REVS_MS = 60 * 60 * 1000
