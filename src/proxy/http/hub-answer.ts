// GET /v1/hubs/:hub — the declaration as the script gets it.
import type { Answer } from './answer.ts'
import { isKnown } from './etag.ts'
import { cachedHeaders } from './headers.ts'
import type { HubCall } from './hub-call.ts'

/** Kept by browsers for a minute; if the proxy does not answer, for a week. The script has a copy of its own besides. */
const HUB_CACHE = 'public, max-age=60, stale-if-error=604800'

export function hubAnswer({ hub, headers: cors, ask: { ifNoneMatch } }: HubCall): Answer {
  const headers = { ...cachedHeaders(HUB_CACHE), ...cors, 'Content-Type': 'application/json', ETag: hub.etag }
  return isKnown(ifNoneMatch, hub.etag) ? { status: 304, headers, body: null } : { status: 200, headers, body: hub.answer }
}
