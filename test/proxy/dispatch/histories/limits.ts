// How many requests went to each workspace and when (by a clock that nobody sets), and whether one more, of this size, is within its limits.
import { TRACK_ARRAYS, type TrackRequest } from '../../../../src/core/track-request.ts'
import { REQUEST_MAX_BYTES } from '../../../../src/core/limits.ts'
import type { DispatchWorkspace } from '../../../../src/proxy/dispatch/workspace.ts'

export interface Limits {
  /** A process began, or another one dispatches: what went by other limits than those it starts with it does not know. */
  began(now: number): void
  /** Limits were changed: what went before the process began it does not know. */
  changed(workspace: string, now: number): void
  /** A request of so many envelopes goes, by one of these settings. */
  allow(inForce: [DispatchWorkspace, ...DispatchWorkspace[]], request: TrackRequest, envelopes: number, now: number): boolean
}

export function createLimits(): Limits {
  const times = new Map<string, number[]>()
  const changes = new Map<string, number>()
  let begin = 0
  const forget = (workspace: string, upTo: number): void => {
    times.set(workspace, times.get(workspace)?.filter((time) => time > upTo) ?? [])
  }

  return {
    began(now) {
      begin = now
      for (const [workspace, at] of changes) forget(workspace, at)
    },
    changed(workspace, now) {
      forget(workspace, begin)
      changes.set(workspace, now)
    },
    allow(inForce, request, envelopes, now) {
      const went = [...(times.get(inForce[0].name) ?? []), now]
      times.set(inForce[0].name, went)
      const counts = TRACK_ARRAYS.map((array) => request[array]?.length ?? 0)
      return inForce.some(({ objects, count, rate }) => {
        const counted = count === 'combined' ? counts.reduce((sum, one) => sum + one, 0) : Math.max(...counts)
        const isSlow = rate.every(({ requests, seconds }) => went.filter((time) => time > now - seconds * 1000).length <= requests)
        return isSlow && (envelopes === 1 || (counted <= objects && Buffer.byteLength(JSON.stringify(request)) <= REQUEST_MAX_BYTES))
      })
    },
  }
}
