// Why a store that can write takes nothing more: the same in every store. Pure.
import type { StoreLimits } from './store-limits.ts'
import type { StoreRefusal } from './store.ts'

/** How full it is, as far as that counts. */
export interface Fullness {
  /** Rows that wait for their commit. */
  uncommitted: number
  /** Bytes; undefined where they are not known. */
  free: number | undefined
  /** Rows of the hub that wait for Braze; undefined where no hub is asked about. */
  hubRows: number | undefined
}

/**
 * A request with more rows than a limit is taken once nothing else counts towards that limit: otherwise it would be turned away for ever.
 * @param more rows that are to be stored; 0 asks whether any would be
 */
export function refusalOf({ uncommitted, free, hubRows }: Fullness, more: number, limits: StoreLimits): StoreRefusal | undefined {
  const least = Math.max(more, 1)
  if (uncommitted > 0 && uncommitted + least > limits.uncommitted) return 'overloaded'
  if (free !== undefined && free < limits.floorBytes) return 'storage_full'
  return hubRows !== undefined && hubRows > 0 && hubRows + least > limits.hubRows ? 'quota_reached' : undefined
}
