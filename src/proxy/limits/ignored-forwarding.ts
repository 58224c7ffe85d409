// A proxy in front that TRUSTED_PROXIES does not name makes all visitors one address: one line says so, the first time that it shows.
import type { Log } from '../log.ts'

/** To be told of each header that is not believed. Anybody can send one, so the line names no address and comes once. */
export function ignoredForwarding(log: Log): () => void {
  let isSaid = false
  return () => {
    if (isSaid) return
    isSaid = true
    log.warn(
      {},
      'X-Forwarded-For comes from an address that is not in TRUSTED_PROXIES, and is not believed: if that is your own proxy, all visitors share one address’s rate',
    )
  }
}
