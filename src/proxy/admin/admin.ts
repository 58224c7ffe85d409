// What the operator's routes work with: passed in once.
import type { Activity } from '../activity/activity.ts'
import type { BrazeClient } from '../braze/client.ts'
import type { BrazeClientOptions } from '../braze/undici-client.ts'
import type { Dispatching } from '../dispatching.ts'
import type { Folder } from '../files/folder.ts'
import type { LoadParts } from '../hubs/load-hubs.ts'
import type { Pauses } from '../hubs/pauses.ts'
import type { Registry } from '../hubs/registry.ts'
import type { StoredKeys } from '../hubs/stored-keys.ts'
import type { Inspectors } from '../inspector/inspectors.ts'
import type { SeenStore } from '../inspector/seen-store.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../outbox/store.ts'

export interface Admin {
  version: string
  /** Where pages reach the proxy, without a trailing slash. */
  address: () => string
  registry: Registry
  /** HUBS_DIR, and for each hub the folder of its earlier versions. */
  folder: Folder
  versionsOf: (hub: string) => Folder
  load: LoadParts
  storedKeys: StoredKeys
  pauses: Pauses
  store: Store
  /** Whether other proxies may have the same outbox: with DATABASE_URL. */
  isShared: boolean
  dispatching: Dispatching
  /** For the test of a connection. */
  brazeClient: (options: BrazeClientOptions) => BrazeClient
  activity: Activity
  /** Measures what waits now, for the activity page's last bucket. */
  levels: () => Promise<void>
  inspectors: Inspectors
  /** For how long the proxy recognises a submission that comes twice: the setting `REMEMBER_IDS_DAYS`. */
  rememberIdsDays: number
  seen: SeenStore
  /** Reads HUBS_DIR and puts it in force. */
  reload: () => Promise<void>
  metrics: Metrics
  log: Log
  now: () => number
  /** As `Clock.elapsed`. */
  elapsed: () => number
}
