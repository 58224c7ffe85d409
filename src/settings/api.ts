// Calls the admin API: one function per route, typed by core's contract. Refusals are thrown as ApiError, a proxy that is not reached as ApiError with the code `offline`.
import {
  ADMIN_ROUTES,
  type ActivityAnswer,
  type AdminProblem,
  type AdminRefusal,
  type AdminRoute,
  type CountAnswer,
  type DeadLetterChoice,
  type DeadLettersAnswer,
  type DryRunAnswer,
  type DryRunRequest,
  type HubDetail,
  type HubsAnswer,
  type InspectorCode,
  type InspectorCodeRequest,
  type Issue,
  type LoginRequest,
  type SaveHubRequest,
  type SaveWorkspaceRequest,
  type Session,
  type TestConnectionAnswer,
  type TestConnectionRequest,
  type VersionDetail,
  type VersionsAnswer,
  type WorkspacesAnswer,
  type WorkspaceView,
} from '../core/admin.ts'
import type { Seen } from '../core/inspector.ts'
import type { HubFile } from '../core/hub-file.ts'

export class ApiError extends Error {
  readonly code: AdminRefusal | 'offline'
  readonly retryAfter: number | undefined
  readonly issues: Issue[]
  constructor(code: AdminRefusal | 'offline', detail = '', retryAfter?: number, issues: Issue[] = []) {
    super(detail)
    this.code = code
    this.retryAfter = retryAfter
    this.issues = issues
  }
}

interface Call {
  path?: Record<string, string>
  query?: Record<string, string | undefined>
  body?: unknown
  /** The version to replace; `null` = there is none yet. */
  etag?: string | null
  signal?: AbortSignal
}

export type Api = ReturnType<typeof createApi>

export function createApi(fetch: typeof globalThis.fetch, onSignedOut: () => void) {
  let csrf = ''

  async function call<Answer>(route: AdminRoute, options: Call = {}): Promise<Answer> {
    try {
      return await callOnce<Answer>(route, options)
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'bad_csrf')) throw error
      // Another tab has signed in since: its session is this tab's too, but with another CSRF token.
      keep(await callOnce<Session>('session'))
      return callOnce<Answer>(route, options)
    }
  }

  async function callOnce<Answer>(route: AdminRoute, { path = {}, query = {}, body, etag, signal }: Call = {}): Promise<Answer> {
    const { method, path: template } = ADMIN_ROUTES[route]
    const where = template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(path[name] ?? ''))
    const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString()
    const headers = new Headers()
    if (method !== 'GET') headers.set('X-CSRF-Token', csrf)
    if (body !== undefined) headers.set('Content-Type', 'application/json')
    if (etag === null) headers.set('If-None-Match', '*')
    else if (etag !== undefined) headers.set('If-Match', etag.startsWith('"') ? etag : `"${etag}"`)
    let response: Response
    try {
      response = await fetch(search ? `${where}?${search}` : where, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      })
    } catch (error) {
      if (signal?.aborted) throw error
      throw new ApiError('offline')
    }
    if (response.status === 204) return undefined as Answer
    const answer: unknown = await response.json().catch(() => undefined)
    // Something answered in the proxy's place: a gateway that cannot reach it, or a sign-in page in front of it.
    if (answer === undefined && (response.ok || response.status > 500)) throw new ApiError('offline')
    if (response.ok) return answer as Answer
    const problem = (answer ?? {}) as Partial<AdminProblem>
    if (problem.code === 'no_session') onSignedOut()
    throw new ApiError(problem.code ?? 'internal', problem.detail, problem.retryAfter, problem.issues)
  }

  const keep = (session: Session): Session => {
    csrf = session.csrf
    return session
  }

  return {
    session: () => call<Session>('session').then(keep),
    login: (token: string) => call<Session>('login', { body: { token } satisfies LoginRequest }).then(keep),
    logout: () => call<void>('logout'),

    hubs: () => call<HubsAnswer>('hubs'),
    hub: (hub: string) => call<HubDetail>('hub', { path: { hub } }),
    saveHub: (file: HubFile, etag: string | null) =>
      call<HubDetail>('saveHub', { path: { hub: file.hub }, body: { file } satisfies SaveHubRequest, etag }),
    pauseHub: (hub: string) => call<HubDetail | undefined>('pauseHub', { path: { hub } }),
    resumeHub: (hub: string) => call<HubDetail | undefined>('resumeHub', { path: { hub } }),
    versions: (hub: string) => call<VersionsAnswer>('versions', { path: { hub } }),
    version: (hub: string, id: string) => call<VersionDetail>('version', { path: { hub, id } }),
    inspectorCode: (hub: string, connect: string) =>
      call<InspectorCode>('inspectorCode', { path: { hub }, body: { connect } satisfies InspectorCodeRequest }),
    seen: (hub: string) => call<Seen>('seen', { path: { hub } }),
    dryRun: (request: DryRunRequest, signal?: AbortSignal) => call<DryRunAnswer>('dryRun', { body: request, ...(signal && { signal }) }),

    workspaces: () => call<WorkspacesAnswer>('workspaces'),
    saveWorkspace: (name: string, body: SaveWorkspaceRequest, etag: string | null) =>
      call<WorkspaceView>('saveWorkspace', { path: { name }, body, etag }),
    pauseWorkspace: (name: string) => call<WorkspaceView | undefined>('pauseWorkspace', { path: { name } }),
    resumeWorkspace: (name: string) => call<WorkspaceView | undefined>('resumeWorkspace', { path: { name } }),
    testConnection: (body: TestConnectionRequest) => call<TestConnectionAnswer>('testConnection', { body }),

    activity: (hub: string | undefined, hours: string) => call<ActivityAnswer>('activity', { query: { hub, hours } }),
    deadLetters: (query: { hub?: string; workspace?: string; reason?: string; after?: string }) =>
      call<DeadLettersAnswer>('deadLetters', { query }),
    replay: (choice: DeadLetterChoice) => call<CountAnswer>('replay', { body: choice }),
    purge: (choice: DeadLetterChoice) => call<CountAnswer>('purge', { body: choice }),
  }
}
