// When an envelope was captured, by the proxy's clock: the page's may be years off, but it measured the time between capture and sending.

/** Milliseconds. A page may hold an envelope a little longer than declared: clocks, a request on its way. */
const GRACE_MS = 60 * 60 * 1000
/** A time that is moved into its bounds by less than this is no problem to report: two clocks, rounded. */
const NOTICEABLE_MS = 1000

/** When a request came, by the proxy's clock, and when the page sent it, by its own; milliseconds since the epoch. */
export interface Arrival {
  now: number
  sentAt: number
}

/**
 * @param at the envelope's time, by the page's clock, in milliseconds
 * @param pendingMs how long the hub lets a page keep an envelope: nothing is older than that
 */
export function capturedAt(at: number, { now, sentAt }: Arrival, pendingMs: number): { at: number; clamped: boolean } {
  const corrected = at + (now - sentAt)
  const bounded = Math.min(Math.max(corrected, now - pendingMs - GRACE_MS), now)
  return { at: bounded, clamped: Math.abs(bounded - corrected) > NOTICEABLE_MS }
}
