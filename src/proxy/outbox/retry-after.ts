// How soon a page should come back after a refusal, in seconds: until somebody makes room, or just until the next commit.
import type { Appended, StoreRefusal } from './store.ts'

const RETRY_AFTER: Record<StoreRefusal, number> = { storage_full: 60, quota_reached: 60, overloaded: 2, unavailable: 5 }

export function refuse(refusal: StoreRefusal): Appended {
  return { refusal, retryAfter: RETRY_AFTER[refusal] }
}
