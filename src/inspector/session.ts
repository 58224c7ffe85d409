// The inspector's session with the proxy: the code is traded once; then dry runs, and reports of names, kinds and paths.
import {
  INSPECTOR_ROUTES,
  SEEN_MAX_BYTES,
  type InspectorDryRunRequest,
  type InspectorSession,
  type OpenInspectorRequest,
  type Seen,
  type SeenRequest,
} from '../core/inspector.ts'
import type { DryRunRule } from '../core/dry-run-rule.ts'
import type { Envelope } from '../core/envelope.ts'
import { fit } from './fit.ts'
import { timeless } from './timeless.ts'

export type Refused = 'expired' | 'unreachable'

export interface Session extends Pick<InspectorSession, 'connect' | 'hub' | 'file'> {
  /** The exact body that Braze would get, or a code where the proxy cannot say. The proxy shapes the values and keeps none. */
  dryRun(envelope: Envelope): Promise<DryRunRule | { failed: string }>
  /** Reports what was seen, a moment after the last change and only if it differs from the last report. */
  report(seen: Seen): void
}

export type Status = 'opening' | Refused | Session

/** What each route takes. */
interface Requests {
  open: OpenInspectorRequest
  seen: SeenRequest
  dryRun: InspectorDryRunRequest
}

/** Milliseconds from the last change to the report. */
const REPORT_PAUSE = 1_000
/** Bytes left for the session and the frame around what was seen. */
const FRAME = 256

/**
 * @param code undefined on a later page of the tab: one code opens one session
 * @param onExpired the proxy no longer knows the session: its hour is over, or the proxy was restarted
 */
export async function openSession(
  proxy: string,
  hubName: string,
  code: string | undefined,
  onExpired: () => void,
  fetch = globalThis.fetch,
): Promise<Session | Refused> {
  /** Bodies are strings, so `text/plain`: no preflight, which a strict proxy would refuse. */
  const post = <Route extends keyof Requests>(route: Route, body: Requests[Route]): Promise<Response> => {
    const { method, path } = INSPECTOR_ROUTES[route]
    return fetch(proxy + path.replace(':hub', encodeURIComponent(hubName)), {
      method,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      body: JSON.stringify(body),
    })
  }
  if (code === undefined) return 'expired'
  let opened: InspectorSession
  try {
    const response = await post('open', { code })
    if (!response.ok) return response.status === 401 ? 'expired' : 'unreachable'
    opened = (await response.json()) as InspectorSession
  } catch {
    return 'unreachable'
  }
  const { session, connect, hub, file } = opened
  let reported = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    connect,
    hub,
    file,
    async dryRun(envelope) {
      try {
        const response = await post('dryRun', { session, envelope })
        const answer = (await response.json()) as DryRunRule & { code?: string }
        if (answer.code === 'invalid_token') onExpired()
        return response.ok ? answer : { failed: answer.code ?? String(response.status) }
      } catch {
        return { failed: 'offline' }
      }
    },
    report(seen) {
      const text = timeless(seen)
      if (text === reported || (!seen.forms.length && !seen.events.length)) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        reported = text
        // A report that does not arrive is made again with the next change.
        post('seen', { session, seen: fit(seen, SEEN_MAX_BYTES - FRAME) }).then(
          ({ ok }) => {
            if (!ok) reported = ''
          },
          () => {
            reported = ''
          },
        )
      }, REPORT_PAUSE)
    },
  }
}
