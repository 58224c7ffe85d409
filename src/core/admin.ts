// The JSON contract between the operator's pages (src/settings) and the proxy: routes, requests, answers. Over 200 lines because it is one contract, read as a whole.
//
// Admin routes live on the admin port under `/admin/api` and never on the public port. The pages themselves (`/admin/`, `/admin/connect.js` …, built into
// dist/admin) need no session. Every answer has `Cache-Control: no-store`. Bodies are `application/json`; times are ISO 8601 unless a name says seconds or ms.
// Errors are RFC 9457 problem documents (`AdminProblem`), never with a value, a key or a stack in them.
//
// Session: `login` takes the operator's token (`ADMIN_TOKEN`, compared in constant time) and sets the cookie `komo-braze-admin`: HttpOnly, SameSite=Strict, Path=/admin,
// Secure unless the page is over plain http at a loopback address; 8 hours. Each route but `login` answers 401 `no_session` without it. Each route with another method than
// GET also wants the header `X-CSRF-Token` with the `csrf` that the session's answer gave (403 `bad_csrf`). Five wrong tokens lock the address out for a minute, doubling
// to an hour (429 `locked_out`, `retryAfter`). The command line sends `Authorization: Bearer <ADMIN_TOKEN>` instead of cookie and CSRF header; the lock-out counts it too.
// No token is looked at that may come from another site's page: a sign-in over plain http at a name is answered 401 `no_session`; a Bearer token from this machine itself
// is answered 400 `invalid_request` if the Host is a name other than localhost, unless one of TRUSTED_PROXIES passes it on.
import type { Capture } from './capture.ts'
import type { DeadReason, EnvelopeRefusal, Problem, ProblemCode, RequestRefusal, SubmissionStage, WorkspaceReason } from './codes.ts'
import type { DryRunRule } from './dry-run-rule.ts'
import type { HubFile } from './hub-file.ts'
import type { TrackRequest } from './track-request.ts'

/** Every admin route: method, path, what it takes (`request`) and gives (`answer`). `:hub`, `:name`, `:id` are path parameters. */
export const ADMIN_ROUTES = {
  /** LoginRequest → Session, and the cookie. 401 `wrong_token`, 429 `locked_out`. */
  login: { method: 'POST', path: '/admin/api/session' },
  /** → Session, for a page opened again. 401 `no_session`. */
  session: { method: 'GET', path: '/admin/api/session' },
  /** → 204; the cookie is cleared and the session forgotten. */
  logout: { method: 'DELETE', path: '/admin/api/session' },

  /** → HubsAnswer, by name. */
  hubs: { method: 'GET', path: '/admin/api/hubs' },
  /** → HubDetail. 404 `not_found`. For a file that is no JSON: `file: null`, `text` and `issues`; for one that cannot be read, the same without `text`. */
  hub: { method: 'GET', path: '/admin/api/hubs/:hub' },
  /**
   * SaveHubRequest → HubDetail. `If-Match: "<etag>"` for a hub that exists, `If-None-Match: *` for a new one: 412 `changed` where the file has changed meanwhile.
   * Written atomically, the previous version kept beside it, in force at once. 422 `invalid_hub` with `issues`, also where it breaks a hub that extends it;
   * 409 `read_only` where the folder is, `unreadable` where the file that is there cannot be read: it is never overwritten. 503 `unavailable` while the outbox does not answer: nothing is saved.
   * `hub` in the file must equal the path's.
   */
  saveHub: { method: 'PUT', path: '/admin/api/hubs/:hub' },
  /** → HubDetail. The hub accepts nothing: its public routes answer 503 `unavailable` with Retry-After, so that pages keep theirs pending. What was accepted is still delivered. Survives a restart. Like the three other routes that pause or resume, it answers 204 where it is done but the outbox, which has the counts, does not answer. */
  pauseHub: { method: 'POST', path: '/admin/api/hubs/:hub/pause' },
  /** → HubDetail. */
  resumeHub: { method: 'POST', path: '/admin/api/hubs/:hub/resume' },
  /** → VersionsAnswer, newest first, at most 50. */
  versions: { method: 'GET', path: '/admin/api/hubs/:hub/versions' },
  /** → VersionDetail. Restoring is a save of it. */
  version: { method: 'GET', path: '/admin/api/hubs/:hub/versions/:id' },
  /** InspectorCodeRequest → InspectorCode: one use, 5 minutes. */
  inspectorCode: { method: 'POST', path: '/admin/api/hubs/:hub/inspector' },
  /** → Seen: what operators' inspector sessions saw on this hub, merged. Empty lists before any. */
  seen: { method: 'GET', path: '/admin/api/hubs/:hub/seen' },

  /** DryRunRequest → DryRunAnswer, 200 also where the file has errors. Nothing is stored, sent or logged. */
  dryRun: { method: 'POST', path: '/admin/api/dry-run' },

  /** → WorkspacesAnswer, by name. */
  workspaces: { method: 'GET', path: '/admin/api/workspaces' },
  /**
   * SaveWorkspaceRequest → WorkspaceView. `If-Match` with the etag of a workspace that exists, `If-None-Match: *` for a new one: 412 `changed` where it has changed
   * meanwhile, or the name is taken. A key is kept as `stored:<name>` and never given back; without one the key in force stays. 422 `invalid_workspace`, 409 `read_only`, or `unreadable` where the
   * keys kept before cannot be read.
   */
  saveWorkspace: { method: 'PUT', path: '/admin/api/workspaces/:name' },
  /** → WorkspaceView. Nothing is sent to Braze until resumed; the proxy goes on accepting. Survives a restart. */
  pauseWorkspace: { method: 'POST', path: '/admin/api/workspaces/:name/pause' },
  /** → WorkspaceView. Also ends a pause that the proxy began itself (bad key, too many refusals): it tries at once. */
  resumeWorkspace: { method: 'POST', path: '/admin/api/workspaces/:name/resume' },
  /** TestConnectionRequest → TestConnectionAnswer. One empty `/users/track` body: a good key is answered 400, a bad one 401; nothing is written. */
  testConnection: { method: 'POST', path: '/admin/api/test-connection' },

  /** ?hub=&hours=1|24|168 (default 24) → ActivityAnswer. */
  activity: { method: 'GET', path: '/admin/api/activity' },
  /** ?hub=&workspace=&reason=&after=<next>&limit= (default 50, at most 200) → DeadLettersAnswer, newest first. */
  deadLetters: { method: 'GET', path: '/admin/api/dead-letters' },
  /** DeadLetterChoice → CountAnswer. Just the refused objects go again, to their lane's end. */
  replay: { method: 'POST', path: '/admin/api/dead-letters/replay' },
  /** DeadLetterChoice → CountAnswer. Gone for good. */
  purge: { method: 'POST', path: '/admin/api/dead-letters/purge' },
  /** EraseRequest → EraseAnswer. Everything about one person, in the outbox and the dead letters of all workspaces. */
  erase: { method: 'POST', path: '/admin/api/erase' },
} as const
export type AdminRoute = keyof typeof ADMIN_ROUTES

export const ADMIN_REFUSALS = {
  no_session: 401,
  wrong_token: 401,
  bad_csrf: 403,
  not_found: 404,
  method_not_allowed: 405,
  read_only: 409,
  unreadable: 409,
  changed: 412,
  too_large: 413,
  invalid_json: 400,
  invalid_request: 400,
  invalid_hub: 422,
  invalid_workspace: 422,
  locked_out: 429,
  internal: 500,
  unavailable: 503,
  storage_full: 507,
} as const
export type AdminRefusal = keyof typeof ADMIN_REFUSALS

/** `application/problem+json` */
export interface AdminProblem {
  type: string
  title: string
  status: number
  code: AdminRefusal
  detail?: string
  /** Seconds. */
  retryAfter?: number
  /** With `invalid_hub`, `invalid_workspace`. */
  issues?: Issue[]
}

/** Something wrong (`error`) or doubtful (`warning`) in a declaration. */
export interface Issue {
  level: 'error' | 'warning'
  /** Keys and indices down to the place: `["rules", 0, "attributes", "dob", "type"]`. */
  path: (string | number)[]
  /** What is wrong and what is wanted, in English, as `check` says it. */
  message: string
}

export interface LoginRequest {
  token: string
}

export interface Session {
  /** For the `X-CSRF-Token` header. */
  csrf: string
  /** The proxy's version. */
  version: string
  /** Where pages reach the proxy, for the snippet: the setting `PUBLIC_URL`, or else `http://localhost:<PORT>`. No trailing slash. */
  address: string
  /** Whether hub files and workspaces can be saved here; false where the folder is read-only. */
  writable: boolean
}

export interface HubsAnswer {
  hubs: HubSummary[]
}

export interface HubSummary {
  hub: string
  /** `disabled`: the file or its workspace's key has errors (see `issues`); nothing is accepted. */
  state: 'enabled' | 'paused' | 'disabled'
  issues: Issue[]
  workspace: string
  origins: string[]
  rules: number
  /** Of the file in force; absent where none is. */
  rev?: string
  /** When a page of this hub last asked for a token, and its origin. */
  scriptSeen?: { at: string; origin: string }
  /** Envelopes in the last 24 hours. */
  accepted: number
  refused: number
  /** Envelopes accepted and not yet delivered; dead letters. */
  pending: number
  deadLetters: number
}

export interface HubDetail extends HubSummary {
  /** As written (`extends` not merged). Null where the file cannot be read as JSON. */
  file: HubFile | null
  inherited?: Inherited
  /** The file's text where `file` is null. Absent where it cannot be read. */
  text?: string
  etag: string
}

/** What the file that a hub file `extends` gives it, merged down the chain: keys of the file itself win over these. Absent where it extends none. */
export type Inherited = Partial<Omit<HubFile, 'hub' | 'extends'>>

export interface SaveHubRequest {
  file: HubFile
}

export interface VersionsAnswer {
  versions: { id: string; at: string; bytes: number }[]
}

export interface VersionDetail {
  id: string
  at: string
  /** Null where it cannot be read as JSON. */
  file: HubFile | null
  /** Its text where `file` is null. */
  text?: string
}

export interface DryRunRequest {
  /** May be unsaved. `extends` is read from the folder. */
  hub: HubFile
  /** Absent: only the file is checked. */
  capture?: Capture
}

export interface DryRunAnswer {
  /** Of the file. With any error, `rules` is empty. */
  issues: Issue[]
  inherited?: Inherited
  /** One for each rule of the file, in order; empty without a capture. */
  rules: DryRunRule[]
}

export interface WorkspacesAnswer {
  workspaces: WorkspaceView[]
  /** Workspaces that are not declared (any more, or yet) but have rows waiting or dead letters. */
  undeclared?: UndeclaredWorkspace[]
  /** Hosts that `DEV_BRAZE_HOSTS` allows besides Braze's own. */
  extraHosts: string[]
  /** Why workspaces.json is wrong as a whole, where it is: `workspaces` are then those read before, which stay at work. */
  issues?: Issue[]
}

export interface UndeclaredWorkspace {
  name: string
  pending: number
  oldestSeconds: number
  deadLetters: number
}

export interface WorkspaceView {
  name: string
  /** Of the workspace's declaration, whatever its state. */
  etag: string
  /** As declared, such as `https://rest.fra-02.braze.eu`. */
  endpoint: string
  /** Where the key comes from, never the key: `env:BRAZE_API_KEY`, `file:/run/secrets/key`, `stored:default`. `present`: it could be read, and can be a key. */
  key: { source: string; present: boolean }
  objects: number
  count: 'combined' | 'per-array'
  rate: { requests: number; seconds: number }[]
  ambiguous: 'resend' | 'hold'
  health: WorkspaceHealth
}

export interface WorkspaceHealth {
  /** `waiting`: Braze asked to wait, does not answer, or refuses all for `reason`; tried again at `nextAttemptAt`. `paused`: until an operator resumes. */
  state: 'ok' | 'waiting' | 'paused' | 'no_key'
  reason?: WorkspaceReason
  since?: string
  nextAttemptAt?: string
  /** Another proxy brings this workspace’s rows to Braze; only that one knows whether it is paused or waits. */
  standby?: true
  /** Envelopes waiting, and how long the oldest has. */
  pending: number
  oldestSeconds: number
  deadLetters: number
  /** Requests in each declared window right now, beside the limit in force (which Braze's headers may have lowered). */
  windows: { used: number; requests: number; seconds: number }[]
  lastAnswer?: { status: number; at: string }
}

export interface SaveWorkspaceRequest {
  endpoint: string
  /** The REST key in the clear: crosses this once, is never logged or given back. */
  key?: string
  objects?: number
  count?: 'combined' | 'per-array'
  rate?: { requests: number; seconds: number }[]
  ambiguous?: 'resend' | 'hold'
}

export interface TestConnectionRequest {
  endpoint: string
  /** The key as typed, or else that of the workspace named. */
  key?: string
  workspace?: string
}

export interface TestConnectionAnswer {
  /** `bad_key`: 401, also a wrong instance or a missing `users.track`; without a status a key that cannot be one, so not sent. `unknown_host`: none of Braze's hosts, so not called. `not_braze`: some other server answered. */
  result: 'ok' | 'bad_key' | 'no_key' | 'forbidden' | 'rate_limited' | 'unknown_host' | 'unreachable' | 'not_braze' | 'braze_down'
  status?: number
  ms: number
}

export interface ActivityAnswer {
  now: string
  /** Seconds of one bucket: 60 for 1 hour, 900 for 24, 7200 for 168. */
  bucketSeconds: number
  /** Oldest first, no gaps, the last one still filling. Counts are envelopes; `pending` and `oldestSeconds` as of the bucket's end. */
  series: ActivityBucket[]
  /** The newest 50 submissions, newest first. */
  submissions: SubmissionView[]
  /** Left-out values in this span, most frequent first, at most 100. */
  problems: { hub: string; rule: string; target: string; code: ProblemCode; count: number; lastAt: string }[]
  /** Refused requests and envelopes by code in this span. */
  refusals: { code: RequestRefusal | EnvelopeRefusal; count: number }[]
}

export interface ActivityBucket {
  at: string
  accepted: number
  delivered: number
  refused: number
  deadLetters: number
  pending: number
  oldestSeconds: number
}

export interface SubmissionView {
  /** The envelope's id. */
  id: string
  hub: string
  rule: string
  workspace: string
  /** The kind of identity, and its value masked: `j•••@e•••.com`, `+61•••89`, `ab•••`. */
  person: { as: string; masked: string }
  /** Names only. */
  attributes: string[]
  events: string[]
  purchases: number
  problems: Problem[]
  /** In order of time. */
  stages: { stage: SubmissionStage; at: string; reason?: DeadReason }[]
}

export interface DeadLettersAnswer {
  letters: DeadLetterView[]
  /** All that match. */
  total: number
  /** How many by reason, with the other filters in force. */
  reasons: { reason: DeadReason; count: number }[]
  next?: string
}

export interface DeadLetterView {
  id: string
  envelope: string
  hub: string
  rule: string
  workspace: string
  at: string
  diedAt: string
  reason: DeadReason
  /** Braze's own words, where it gave any; values that look personal are masked. */
  detail?: string
  person: { as: string; masked: string }
  /** The refused objects; every string, number and date masked, keys and event names whole. */
  objects: TrackRequest
}

/** How many dead letters one request may ask for, and how many it may choose by id. */
export const DEAD_LETTERS_MAX = { listed: 200, chosen: 500 }

/** Exactly one: some by id (at most 500), or all that match (`{}` = all). `upTo`: the newest one that was shown; those that died since are left alone. */
export type DeadLetterChoice = { ids: string[] } | { all: { hub?: string; workspace?: string; reason?: string; upTo?: string } }

export interface CountAnswer {
  count: number
  /** Those of the chosen ids that no dead letter has. */
  missing?: string[]
}

/** Exactly one identifier, in Braze's field names. */
export interface EraseRequest {
  external_id?: string
  braze_id?: string
  user_alias?: { alias_name: string; alias_label: string }
  email?: string
  phone?: string
}

export interface EraseAnswer {
  outbox: number
  deadLetters: number
  /** What the proxy cannot reach, in English: what is in a request right now, what Braze has. */
  notReached: string[]
}

export interface InspectorCodeRequest {
  /** Where "Map this field" leads back: Connect's own address, without its hash. */
  connect: string
}

export interface InspectorCode {
  /** URL-safe, at least 128 random bits; for one use within five minutes. */
  code: string
}
