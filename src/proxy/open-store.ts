// The store that the settings name.
import { openSqliteStore } from './outbox/sqlite/open.ts'
import type { Store } from './outbox/store.ts'
import type { Settings } from './settings.ts'

export function openStore(settings: Settings): Promise<Store> {
  const limits = {
    uncommitted: settings.UNCOMMITTED_MAX,
    floorBytes: settings.DISK_FLOOR_MB * 1024 * 1024,
    hubRows: settings.HUB_QUOTA,
    idDays: settings.REMEMBER_IDS_DAYS,
    deadLetterDays: settings.DEAD_LETTER_DAYS,
  }
  return Promise.resolve(openSqliteStore({ folder: settings.DATA_DIR, limits }))
}
