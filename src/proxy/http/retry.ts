// How long a page is asked to wait before it tries again, where no exact time is known. Seconds.
import type { StoreRefusal } from '../outbox/store.ts'

/** Another proxy takes over, or this one is back. */
export const STOPPING_RETRY = 5
export const INTERNAL_RETRY = 30
export const PAUSED_RETRY = 60
/** A store that refuses: until somebody makes room, or just until the next commit. */
export const STORE_RETRY: Readonly<Record<StoreRefusal, number>> = { storage_full: 60, quota_reached: 60, overloaded: 2, unavailable: 5 }
/** A revision that this proxy does not know is known to another, or will be within a reload. */
export const UNKNOWN_REV_RETRY = 30
/** This address has as many challenges being checked as it may. */
export const CHECKING_RETRY = 2
/** The bot check's provider does not answer. */
export const NO_VERDICT_RETRY = 10
