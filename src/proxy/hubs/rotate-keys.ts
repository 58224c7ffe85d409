// At the start, encrypts the keys entered in Connect with the newest secret, so that older secrets can be taken out of SECRET.
import type { Log } from '../log.ts'
import type { StoredKeys } from './stored-keys.ts'

/** A keys.json that cannot be read or written stops nothing: workspaces may have their keys from elsewhere. */
export async function rotateKeys(storedKeys: Pick<StoredKeys, 'rotate'>, log: Log): Promise<void> {
  try {
    const keys = await storedKeys.rotate()
    if (keys > 0) log.info({ keys }, 'stored keys are now encrypted with the newest secret')
  } catch (error) {
    log.error({ error }, 'HUBS_DIR/keys.json cannot be read or written: keys entered in Connect are missing, or stay under an older secret')
  }
}
