// Wires the service: settings → store → hubs → dispatch → ports, and takes it down in the opposite order. Decides nothing.
import { join, resolve } from 'node:path'
import type { DestinationStream } from 'pino'
import { watchAccepting } from './accepting.ts'
import { createActivity } from './activity/activity.ts'
import { observedStore } from './activity/observed-store.ts'
import type { Admin } from './admin/admin.ts'
import { createAdminApp } from './admin/admin-app.ts'
import { createOperators } from './admin/operators.ts'
import { readPages } from './admin/pages.ts'
import { createBrazeClient } from './braze/undici-client.ts'
import { createDispatching } from './dispatching.ts'
import { gauges } from './gauges.ts'
import { readBundles } from './http/bundles.ts'
import { startServer } from './http/node-server.ts'
import { createPublicApp } from './http/public-app.ts'
import type { Service } from './http/service.ts'
import { createFolder } from './files/folder.ts'
import { createKeySource } from './hubs/key-source.ts'
import { readPauses } from './hubs/pauses.ts'
import { createRegistry } from './hubs/registry.ts'
import { createStoredKeys } from './hubs/stored-keys.ts'
import { createBotCheck } from './identity/bot-check.ts'
import { createProofs } from './identity/proofs.ts'
import { createInspectors } from './inspector/inspectors.ts'
import { createSeenStore } from './inspector/seen-store.ts'
import { createLimits } from './limits/limits.ts'
import { createLog, type Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import { openStore } from './open-store.ts'
import type { Store } from './outbox/store.ts'
import { createOutboundFetch } from './outbound/outbound-fetch.ts'
import { createReload } from './reload.ts'
import type { Settings } from './settings.ts'
import { listenError } from './start-errors.ts'
import { createSessionTokens } from './tokens/session-tokens.ts'

export interface Running {
  port: number
  adminPort: number
  reload(): Promise<void>
  /** Stops accepting, lets requests in flight end, stops dispatch, closes the store. */
  stop(): Promise<void>
}

export interface Surroundings {
  environment: Record<string, string | undefined>
  /** The folder of the built bundles. */
  dist: string
  version: string
  /** Where logs go; standard output if nothing else is said. */
  logTo?: DestinationStream
}

const KEEP_REVS_MS = 60 * 60 * 1000
const LEVELS_MS = 30_000
const ACCEPTING_MS = 5_000

/** Where it cannot start, it takes down what it had opened. */
export async function serve(settings: Settings, surroundings: Surroundings): Promise<Running> {
  const log = createLog(settings.LOG_LEVEL, surroundings.logTo)
  const store = await openStore(settings, log)
  try {
    return await serveFrom(store, log, settings, surroundings)
  } catch (error) {
    await store.close()
    throw error
  }
}

async function serveFrom(store: Store, log: Log, settings: Settings, { environment, dist, version }: Surroundings): Promise<Running> {
  const metrics = createMetrics()
  if (settings.DEV_BRAZE_HOSTS.length > 0)
    log.warn(
      { hosts: settings.DEV_BRAZE_HOSTS },
      'DEVELOPMENT ONLY: DEV_BRAZE_HOSTS sends data to hosts that are not Braze, unencrypted if they use http',
    )

  const now = Date.now
  const activity = createActivity(now)
  const folder = createFolder(settings.HUBS_DIR)
  const storedKeys = createStoredKeys(folder, settings.SECRET)
  const keySource = createKeySource(environment, resolve(settings.HUBS_DIR), storedKeys.read)
  const registry = createRegistry({ store, log, metrics })
  const pauses = await readPauses(createFolder(join(settings.DATA_DIR, 'state')))
  const dispatching = createDispatching({
    store: observedStore(store, activity),
    log,
    metrics,
    paused: pauses.workspace,
    mostlyRefused: (workspace) => {
      pauses.setMostlyRefused(workspace).catch((error: unknown) => {
        log.error({ workspace, error }, 'DATA_DIR: could not save the pause; a restart would resume sending')
      })
    },
  })
  const load = { folder, keySource, developmentHosts: settings.DEV_BRAZE_HOSTS, endpoint: settings.BRAZE_REST_ENDPOINT }
  /** Nothing goes to Braze before both ports are open: a start that fails would leave batches of which nobody knows whether Braze has them. */
  let isOpen = false
  const applied = (): void => {
    if (isOpen) dispatching.apply(registry.workspaces())
  }
  const reload = createReload({ load, registry, applied, log, metrics })
  await reload.now()
  const rotated = await storedKeys.rotate().catch((error: unknown) => {
    log.error({ error }, 'HUBS_DIR/keys.json cannot be read or written: keys entered in Connect are missing, or stay under an older secret')
    return 0
  })
  if (rotated > 0) log.info({ keys: rotated }, 'stored keys are now encrypted with the newest secret')

  const { measure, levels } = gauges({
    store,
    dispatching,
    registry,
    metrics,
    activity,
    floorBytes: settings.DISK_FLOOR_MB * 1024 * 1024,
    now,
  })
  /** The store may be away, and comes back: what asks it now and then goes on. */
  const orLog = (failure: string, work: () => Promise<void>) => (): Promise<void> =>
    work().catch((error: unknown) => {
      log.error({ error }, failure)
    })
  const tellAccepting = watchAccepting({ store, log, metrics })
  metrics.beforeScrape(tellAccepting)
  metrics.beforeScrape(orLog('the outbox cannot be measured: metrics show its last known state', measure))
  const outbound = createOutboundFetch(settings.DEV_BRAZE_HOSTS)
  const inspectors = createInspectors()
  const seen = createSeenStore(createFolder(join(settings.DATA_DIR, 'seen')))
  let accepting = true

  const service: Service = {
    registry,
    store,
    tokens: createSessionTokens(settings.SECRET),
    proofs: createProofs({ keySource, fetch: outbound, now }),
    botCheck: createBotCheck({ keySource, fetch: outbound, log }),
    limits: createLimits(settings),
    trustedProxies: settings.TRUSTED_PROXIES,
    bundles: await readBundles(dist),
    inspectors,
    seen,
    activity,
    paused: pauses.hub,
    metrics,
    log,
    now,
    accepting: () => accepting,
  }
  const caps = {
    connections: settings.CONNECTIONS_MAX,
    connectionsPerPeer: settings.CONNECTIONS_PER_ADDRESS,
    trustedProxies: settings.TRUSTED_PROXIES,
  }
  const admin: Admin = {
    version,
    address: () => settings.PUBLIC_URL ?? `http://localhost:${server.port}`,
    registry,
    folder,
    versionsOf: (hub) => createFolder(join(settings.HUBS_DIR, 'previous', hub)),
    load,
    storedKeys,
    pauses,
    store,
    dispatching,
    brazeClient: createBrazeClient,
    activity,
    levels,
    inspectors,
    rememberIdsDays: settings.REMEMBER_IDS_DAYS,
    seen,
    reload: reload.now,
    metrics,
    log,
    now,
  }
  const operators = settings.ADMIN_TOKEN === undefined ? undefined : createOperators(settings.ADMIN_TOKEN)
  if (operators === undefined) log.warn({}, 'ADMIN_TOKEN is not set: the operator’s pages and commands are off')
  const pages = await readPages(join(dist, 'admin'))
  const adminServer = await startServer(createAdminApp({ admin, operators, pages, trustedProxies: settings.TRUSTED_PROXIES }), {
    host: settings.ADMIN_HOST,
    port: settings.ADMIN_PORT,
    ...caps,
  }).catch((error: unknown) => {
    throw listenError(error, settings, 'ADMIN_HOST', 'ADMIN_PORT')
  })

  // Last of all: whoever reaches this port finds everything else in place.
  const server = await startServer(createPublicApp(service), { host: settings.HOST, port: settings.PORT, ...caps }).catch(
    async (error: unknown) => {
      await adminServer.stop(0)
      throw listenError(error, settings, 'HOST', 'PORT')
    },
  )
  isOpen = true
  applied()

  const timers = [
    setInterval(() => void reload.ifChanged(), settings.RELOAD_SECONDS * 1000),
    setInterval(
      orLog('could not record in the outbox which revisions are in force: trying again in an hour', registry.keepRevs),
      KEEP_REVS_MS,
    ),
    setInterval(orLog('the outbox cannot be measured: the activity page shows its last known state', levels), LEVELS_MS),
    setInterval(tellAccepting, ACCEPTING_MS),
  ]
  log.info({ port: server.port, adminPort: adminServer.port, version }, 'listening')

  return {
    port: server.port,
    adminPort: adminServer.port,
    reload: reload.now,
    async stop() {
      accepting = false
      log.info({}, 'stopping')
      for (const timer of timers) clearInterval(timer)
      const ms = settings.STOP_SECONDS * 1000
      await Promise.all([server.stop(ms), adminServer.stop(ms)])
      await dispatching.stop()
      await store.close()
      log.info({}, 'stopped')
    },
  }
}
