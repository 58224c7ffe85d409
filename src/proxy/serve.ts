// The list of the service's parts, wired: settings → store → hubs → dispatch → ports. Taken down in the opposite order.
import { join, resolve } from 'node:path'
import type { DestinationStream } from 'pino'
import { createActivity } from './activity/activity.ts'
import { noteLevels } from './activity/note-levels.ts'
import { storeWithStages } from './activity/store-with-stages.ts'
import { createAdminApp } from './admin/admin-app.ts'
import { createOperators } from './admin/operators.ts'
import { readPages } from './admin/pages.ts'
import { createBrazeClient } from './braze/undici-client.ts'
import { systemClock } from './clock.ts'
import { createDispatching } from './dispatching.ts'
import { readBundles } from './http/bundles.ts'
import { createPublicApp } from './http/public-app.ts'
import { createFolder } from './files/folder.ts'
import { botSecretLookup, ownSecrets } from './hubs/bot-secret.ts'
import { createKeyLookup, createKeySource } from './hubs/key-source.ts'
import { readPauses } from './hubs/pauses.ts'
import { createRegistry } from './hubs/registry.ts'
import { rotateKeys } from './hubs/rotate-keys.ts'
import { createStoredKeys } from './hubs/stored-keys.ts'
import { createBotCheck } from './identity/bot-check.ts'
import { createProofs } from './identity/proofs.ts'
import { createInspectors } from './inspector/inspectors.ts'
import { createSeenStore } from './inspector/seen-store.ts'
import { ignoredForwarding } from './limits/ignored-forwarding.ts'
import { createLimits } from './limits/limits.ts'
import { createLog, type Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import { openHubsDir } from './start/open-hubs-dir.ts'
import { openPorts } from './start/open-ports.ts'
import { openStore, storeLimits } from './start/open-store.ts'
import { orLog } from './or-log.ts'
import { createOutboxGauges } from './outbox-gauges.ts'
import type { Store } from './outbox/store.ts'
import { createOutboundFetch } from './outbound/outbound-fetch.ts'
import { createReload } from './reload.ts'
import { sayOutbox } from './start/say-outbox.ts'
import type { Settings } from './settings.ts'
import { warnOfBundles, warnOfFolder, warnOfPausedHubs, warnOfSettings } from './start/warnings.ts'
import { startTimers } from './timers.ts'
import { createSessionTokens } from './tokens/session-tokens.ts'
import { watchAccepting } from './watch-accepting.ts'

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
  warnOfSettings(settings, log)
  warnOfFolder(settings, log)
  const { now, elapsed } = systemClock
  const metrics = createMetrics()
  const activity = createActivity(now)
  const inData = (name: string) => createFolder(join(settings.DATA_DIR, name))

  const folder = await openHubsDir(settings.HUBS_DIR, log)
  const storedKeys = createStoredKeys(folder, settings.SECRET)
  const lookUpKey = createKeyLookup(environment, resolve(settings.HUBS_DIR), storedKeys.read)
  const registry = createRegistry({ store, log, metrics })
  const pauses = await readPauses(inData('state'))
  const dispatching = createDispatching({ store: storeWithStages(store, activity), log, metrics, pauses })
  /** Nothing goes to Braze before both ports are open: a start that fails would leave batches of which nobody knows whether Braze has them. */
  let phase: 'starting' | 'open' | 'stopping' = 'starting'
  const dispatch = (): void => {
    if (phase === 'open') dispatching.apply(registry.workspaces())
  }
  const own = ownSecrets(environment)
  const load = {
    folder,
    lookUpKey,
    ownSecrets: own,
    developmentHosts: settings.DEV_BRAZE_HOSTS,
    endpoint: settings.BRAZE_REST_ENDPOINT,
  }
  const reload = createReload({ load, registry, applied: dispatch, log, metrics })
  await reload.now()
  warnOfPausedHubs(registry.names(), pauses.hub, log)
  await rotateKeys(storedKeys, log)

  const { floorBytes } = storeLimits(settings)
  const setGauges = createOutboxGauges({ store, dispatching, registry, metrics, floorBytes, now })
  const levels = () => noteLevels({ store, registry, activity, now })
  const tellAccepting = watchAccepting({ store, log, metrics })
  metrics.beforeScrape(tellAccepting)
  metrics.beforeScrape(orLog(log, 'the outbox cannot be measured: metrics show its last known state', setGauges))

  const outbound = createOutboundFetch(settings.DEV_BRAZE_HOSTS)
  const inspectors = createInspectors()
  const bundles = await readBundles(dist)
  warnOfBundles(bundles, dist, log)
  const seen = createSeenStore(inData('seen'))
  const trustedProxies = settings.TRUSTED_PROXIES
  /** As declared until it is open: the operator's port opens first. */
  let publicPort = settings.PORT
  const keys = () => [...registry.workspaces().values()].map(({ apiKey }) => apiKey)
  const lookUpBotSecret = botSecretLookup(lookUpKey, () => [...own, ...keys()])
  const shared = { registry, store, inspectors, seen, activity, metrics, log, now, elapsed }
  const publicApp = createPublicApp({
    ...shared,
    tokens: createSessionTokens(settings.SECRET),
    proofs: createProofs({ keySource: createKeySource(lookUpKey), fetch: outbound, elapsed }),
    botCheck: createBotCheck({ keySource: createKeySource(lookUpBotSecret), fetch: outbound, log }),
    limits: createLimits(settings),
    trustedProxies,
    forwardingIgnored: ignoredForwarding(log),
    bundles,
    paused: pauses.hub,
    accepting: () => phase !== 'stopping',
  })
  const admin = {
    ...shared,
    isShared: settings.DATABASE_URL !== undefined,
    version,
    address: () => settings.PUBLIC_URL ?? `http://localhost:${publicPort}`,
    folder,
    versionsOf: (hub: string) => createFolder(join(settings.HUBS_DIR, 'previous', hub)),
    load,
    storedKeys,
    pauses,
    dispatching,
    brazeClient: createBrazeClient,
    levels,
    rememberIdsDays: settings.REMEMBER_IDS_DAYS,
    reload: reload.now,
  }
  const operators = settings.ADMIN_TOKEN === undefined ? undefined : createOperators(settings.ADMIN_TOKEN)
  const pages = await readPages(join(dist, 'admin'))
  const adminApp = createAdminApp({ admin, operators, pages, trustedProxies })

  await sayOutbox({ store, log, now })
  const ports = await openPorts(settings, { admin: adminApp, public: publicApp })
  publicPort = ports.port
  phase = 'open'
  dispatch()
  const stopTimers = startTimers({ reload, reloadMs: settings.RELOAD_SECONDS * 1000, registry, levels, tellAccepting, log })
  log.info({ port: ports.port, adminPort: ports.adminPort, version }, 'listening')

  return {
    port: ports.port,
    adminPort: ports.adminPort,
    reload: reload.now,
    async stop() {
      phase = 'stopping'
      log.info({}, 'stopping')
      await Promise.all([stopTimers(), reload.stop(), ports.stop(settings.STOP_SECONDS * 1000)])
      await dispatching.stop()
      await store.close()
      log.info({}, 'stopped')
    },
  }
}
