// The store that the settings name.
import { openSqliteStore } from './outbox/sqlite/open.ts'
import { openPostgresStore } from './outbox/postgres/open.ts'
import type { Store } from './outbox/store.ts'
import type { Settings } from './settings.ts'

/** PostgreSQL where several proxies share one, else the embedded one in DATA_DIR. */
export async function openStore(settings: Settings): Promise<Store> {
  const limits = {
    uncommitted: settings.UNCOMMITTED_MAX,
    floorBytes: settings.DISK_FLOOR_MB * 1024 * 1024,
    hubRows: settings.HUB_QUOTA,
    idDays: settings.REMEMBER_IDS_DAYS,
    deadLetterDays: settings.DEAD_LETTER_DAYS,
  }
  const { DATABASE_URL: url } = settings
  return url === undefined ? openSqliteStore({ folder: settings.DATA_DIR, limits }) : openPostgresStore({ url, limits })
}
