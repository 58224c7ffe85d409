// Whether a workspace is paused, why, and when its head batch is tried again.
import type { WorkspaceReason } from '../../core/codes.ts'

/** `operator` and `mostly_refused` wait for an operator; Braze's reasons are probed. Times are those of `Clock.elapsed`. */
export interface Pause {
  reason: WorkspaceReason
  since: number
  probeAt?: number
  /** Milliseconds until the next probe after this one, while the reason is the same. */
  delay: number
}

const PROBE_FIRST_MS = 10_000
const PROBE_CAP_MS = 300_000
const BY_HAND = ['operator', 'mostly_refused'] as const

/** What only an operator ends. */
export type ByHand = (typeof BY_HAND)[number]

export const isByHand = ({ reason }: Pick<Pause, 'reason'>): boolean => (BY_HAND as readonly string[]).includes(reason)

/** The pause after something went wrong, given the one in force: 10 s, then doubling to 5 min. What an operator must end stays. */
export function pauseFor(reason: WorkspaceReason, now: number, current: Pause | undefined): Pause {
  if (current && isByHand(current)) return current
  const since = current?.reason === reason ? current.since : now
  if (isByHand({ reason })) return { reason, since, delay: 0 }
  const delay = current?.reason === reason ? current.delay : PROBE_FIRST_MS
  return { reason, since, probeAt: now + delay, delay: Math.min(delay * 2, PROBE_CAP_MS) }
}

/** A new key or address: the reason may be gone, so it is tried at once, and then anew from 10 s. */
export function probeNow(pause: Pause | undefined, now: number): Pause | undefined {
  return pause?.probeAt === undefined ? pause : { ...pause, probeAt: now, delay: PROBE_FIRST_MS }
}
