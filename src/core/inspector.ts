// The JSON contract between the inspector (src/inspector) and the proxy, on the public port. Connect asks for a code (core/admin.ts), the operator opens the hub's page with `#komo-braze-inspect=<code>`, the script reads and removes it and imports
// `/v1/inspector.js`, which trades it for a session. Public port, `text/plain` JSON bodies, CORS by hub and origin as for every other public route, rate-limited;
// visitors, who have no code, get 401 `invalid_token`. In the page a session delivers nothing by itself: the operator chooses for each envelope.
import type { Envelope } from './envelope.ts'
import type { HubFile } from './hub-file.ts'
import type { PublicHub } from './public-hub.ts'

export const INSPECTOR_ROUTES = {
  /** OpenInspectorRequest → InspectorSession. The code is used up. 401 `invalid_token` for one that is unknown, used, expired or another hub's. */
  open: { method: 'POST', path: '/v1/hubs/:hub/inspector' },
  /** SeenRequest → 204. Merged into what Connect shows. 413 `too_large` over `SEEN_MAX_BYTES`, 400 `invalid_request` beyond the counts below. */
  seen: { method: 'POST', path: '/v1/hubs/:hub/seen' },
  /** InspectorDryRunRequest → DryRunRule: the exact body. The values are shaped and forgotten: not stored, sent, logged or shown in Connect. */
  dryRun: { method: 'POST', path: '/v1/hubs/:hub/dry-run' },
} as const

export interface OpenInspectorRequest {
  code: string
}

export interface InspectorSession {
  /** Opaque, bound to the hub and origin, one hour; sent in the bodies below. */
  session: string
  connect: string
  rev: string
  hub: PublicHub
  /** The declaration in force (`extends` merged), so that the panel can name events and types, without what is not a page's business. */
  file: Omit<HubFile, 'workspace' | 'jwt' | 'bot'>
}

export interface SeenRequest {
  session: string
  seen: Seen
}

export interface InspectorDryRunRequest {
  session: string
  envelope: Envelope
}

/** Names, kinds and paths; never a value that a person typed. Merged by form `selector`, field `id`, event `name` and `path`; the newest `at` stays. */
export interface Seen {
  forms: SeenForm[]
  events: SeenEvent[]
}

export interface SeenForm {
  /** A selector that finds it again: `form#entry`, `[data-card-id] form`. */
  selector: string
  at: string
  /** The page's path. */
  path: string
  fields: SeenField[]
}

export interface SeenField {
  /** The Unique ID: name, id or data attribute. */
  id: string
  /** The control's type, lower case: `text`, `email`, `checkbox`, `select-multiple` … */
  kind: string
  label?: string
  /** Of selects, radios and checkbox groups: the options' values, which are the site's own words. */
  options?: string[]
}

export interface SeenEvent {
  name: string
  at: string
  cardTypes: string[]
  /** Paths in the payload with the kind of what stands there; `answers.*.id` for lists. */
  paths: { path: string; kind: 'string' | 'number' | 'boolean' | 'null' | 'object' | 'list' }[]
}

/** Most of each in one report, and in what is kept for one hub. `characters`: of the longest name, label, path or option. */
export const SEEN_MAX = { forms: 40, fields: 100, options: 50, events: 60, paths: 100, cardTypes: 30, characters: 200 } as const
export const SEEN_MAX_BYTES = 64 * 1024
