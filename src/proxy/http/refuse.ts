// Refuses a request: counts it, for metrics and the activity page, and answers so that the page can read why.
import type { RequestRefusal } from '../../core/codes.ts'
import type { Answer } from './answer.ts'
import { problem } from './problem.ts'
import type { Service } from './service.ts'

/** `retryAfter` in seconds. */
export type Refuse = (code: RequestRefusal, retryAfter?: number) => Answer

/** @param hub the name of a hub that lists the request's origin, else empty: names from the wire never become labels */
export function createRefuse({ metrics, activity }: Service, hub: string, headers?: Record<string, string>): Refuse {
  return (code, retryAfter) => {
    metrics.refused('request', hub, code)
    if (hub !== '') activity.refusedRequest(hub, code)
    return problem(code, { ...(headers && { headers }), ...(retryAfter !== undefined && { retryAfter }) })
  }
}
