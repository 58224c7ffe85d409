// The store that the settings name, with the limits that they set.
import { openSqliteStore } from '../outbox/sqlite/open.ts'
import { openPostgresStore } from '../outbox/postgres/open.ts'
import { DEFAULT_STORE_LIMITS, MEGABYTE, type StoreLimits } from '../outbox/store-limits.ts'
import type { Store } from '../outbox/store.ts'
import type { Log } from '../log.ts'
import type { Settings } from '../settings.ts'
import { databaseError, folderError } from './errors.ts'

/** The limits that the settings give, and the defaults of those that no setting gives. */
export function storeLimits(settings: Settings): StoreLimits {
  return {
    ...DEFAULT_STORE_LIMITS,
    uncommitted: settings.UNCOMMITTED_MAX,
    floorBytes: settings.DISK_FLOOR_MB * MEGABYTE,
    hubRows: settings.HUB_QUOTA,
    idDays: settings.REMEMBER_IDS_DAYS,
    deadLetterDays: settings.DEAD_LETTER_DAYS,
  }
}

/**
 * PostgreSQL where several proxies share one, else the embedded one in DATA_DIR.
 * @throws SettingError naming the one that cannot be used
 */
export async function openStore(settings: Settings, log: Log): Promise<Store> {
  const limits = storeLimits(settings)
  const { DATA_DIR: folder, DATABASE_URL: url } = settings
  const expired = (deadLetters: number): void => {
    log.warn({ deadLetters }, 'dead letters were deleted: their DEAD_LETTER_DAYS are over')
  }
  if (url !== undefined)
    return openPostgresStore({ url, limits, expired }).catch((error: unknown) => {
      throw databaseError(error, url)
    })
  const failed = (error: unknown): void => {
    log.error({ error }, 'DATA_DIR: its disk refuses writes. Nothing is accepted or sent any more: fix the disk, then restart the proxy')
  }
  try {
    return openSqliteStore({ folder, limits, failed, expired })
  } catch (error) {
    throw folderError(error, folder)
  }
}
