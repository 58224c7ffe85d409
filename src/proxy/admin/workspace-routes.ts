// The operator's routes for workspaces: list, save (a key given here is sealed at once and never given back), pause, and a test of the connection that writes nothing.
import { z } from 'zod'
import type { SaveWorkspaceRequest, TestConnectionAnswer, WorkspaceHealth, WorkspaceView } from '../../core/admin.ts'
import { DEFAULT_WORKSPACE } from '../../core/defaults.ts'
import { parseWorkspaces, type WorkspaceFile, type WorkspacesFile } from '../../schema/workspaces.ts'
import { createBrazeClient } from '../braze/undici-client.ts'
import type { BrazeReply } from '../braze/client.ts'
import { digestOf, etagOf } from '../http/etag.ts'
import { declaredWorkspaces, WORKSPACES_FILE } from '../hubs/load-hubs.ts'
import { createQueue } from '../hubs/queue.ts'
import { endpointOrigin, USER_AGENT } from '../hubs/workspace.ts'
import type { Waiting as Waits } from '../dispatch/dispatcher.ts'
import type { DeadCount } from '../outbox/dead-letters.ts'
import type { Waiting } from '../outbox/store.ts'
import type { Admin } from './admin.ts'
import { bodyOf, type AdminCall, type AdminHandler, type AdminOutcome } from './admin-call.ts'
import { readOnly } from './hub-routes.ts'
import { issueOf } from './issues.ts'
import { Refusal } from './refusal.ts'

const TEST_DEADLINE_MS = 10_000

const key = z.string().min(1).max(512)
const saveSchema: z.ZodType<SaveWorkspaceRequest> = z.strictObject({
  endpoint: z.string().max(512),
  key: key.exactOptional(),
  objects: z.number().exactOptional(),
  count: z.enum(['combined', 'per-array']).exactOptional(),
  rate: z.array(z.strictObject({ requests: z.number(), seconds: z.number() })).exactOptional(),
  ambiguous: z.enum(['resend', 'hold']).exactOptional(),
})
const testSchema = z.strictObject({
  endpoint: z.string().max(512),
  key: key.exactOptional(),
  workspace: z.string().max(64).exactOptional(),
})

type WorkspaceRoute = 'workspaces' | 'saveWorkspace' | 'pauseWorkspace' | 'resumeWorkspace' | 'testConnection'

export function workspaceRoutes(admin: Admin): Record<WorkspaceRoute, AdminHandler> {
  const queue = createQueue()
  const text = (): Promise<string | undefined> => admin.folder.read(WORKSPACES_FILE).catch(() => undefined)

  const view = async (name: string): Promise<WorkspaceView | Refusal> => {
    const entry = own(declaredWorkspaces(await text(), admin.load.endpoint).workspaces, name)
    if (entry === undefined) return new Refusal('not_found')
    return viewOf(admin, name, entry, await admin.store.waiting(), await admin.store.deadLetters.counts())
  }

  const paused =
    (pause: boolean) =>
    async ({ params: { name = '' } }: AdminCall): Promise<AdminOutcome> => {
      const before = await view(name)
      if (before instanceof Refusal) return before
      await admin.pauses.set('workspaces', name, pause)
      const dispatcher = admin.dispatching.get(name)
      if (pause) dispatcher?.pause('operator')
      else dispatcher?.resume()
      admin.log.info({ workspace: name }, pause ? 'workspace paused by an operator' : 'workspace resumed by an operator')
      return view(name)
    }

  return {
    async workspaces() {
      const { workspaces } = declaredWorkspaces(await text(), admin.load.endpoint)
      const [waiting, dead] = [await admin.store.waiting(), await admin.store.deadLetters.counts()]
      const views = await Promise.all(Object.entries(workspaces).map(([name, entry]) => viewOf(admin, name, entry, waiting, dead)))
      return {
        workspaces: views.sort((a, b) => (a.name < b.name ? -1 : 1)),
        extraHosts: [...admin.load.developmentHosts],
      }
    },

    saveWorkspace: (call) =>
      queue(async () => {
        const { name = '' } = call.params
        const read = bodyOf(saveSchema, call)
        if ('bad' in read) return read.bad
        const { key, ...given } = read.body
        const declared = declaredWorkspaces(await text(), admin.load.endpoint)
        if (declared.errors.length > 0) return new Refusal('invalid_workspace', { issues: declared.errors.map((line) => issueOf(line)) })
        const current = own(declared.workspaces, name)
        if (current === undefined ? call.ifNoneMatch !== '*' : call.ifMatch !== etagOf(JSON.stringify(current)))
          return new Refusal('changed')
        const entry = {
          // What the page has no control for stays as the file declares it.
          ...current,
          ...given,
          apiKey: key !== undefined ? `stored:${name}` : current?.apiKey,
        }
        const next = { ...declared.workspaces, [name]: entry }
        const judged = parseWorkspaces(next)
        if (!judged.ok) return new Refusal('invalid_workspace', { issues: judged.errors.map((line) => issueOf(line)) })
        if (endpointOrigin(entry.endpoint, admin.load.developmentHosts) === undefined)
          return new Refusal('invalid_workspace', { issues: [issueOf(`${name}.endpoint: wanted the REST endpoint of a Braze instance`)] })
        try {
          if (key !== undefined) await admin.storedKeys.write(name, key)
          await admin.folder.write(WORKSPACES_FILE, `${JSON.stringify(judged.workspaces satisfies WorkspacesFile, null, 2)}\n`)
        } catch (error) {
          return readOnly(error)
        }
        admin.log.info({ workspace: name, newKey: key !== undefined }, 'workspace saved by an operator')
        await admin.reload()
        return view(name)
      }),

    pauseWorkspace: paused(true),
    resumeWorkspace: paused(false),

    async testConnection(call) {
      const read = bodyOf(testSchema, call)
      if ('bad' in read) return read.bad
      const began = call.now
      const done = (result: TestConnectionAnswer['result'], status?: number): TestConnectionAnswer => ({
        result,
        ...(status !== undefined && { status }),
        ms: admin.now() - began,
      })
      const endpoint = endpointOrigin(read.body.endpoint, admin.load.developmentHosts)
      if (endpoint === undefined) return done('unknown_host')
      const entry = own(declaredWorkspaces(await text(), admin.load.endpoint).workspaces, read.body.workspace ?? '')
      // A stored key only ever goes where its workspace points: else whoever may test could send it to a host of her choice.
      const known = entry !== undefined && endpointOrigin(entry.endpoint, admin.load.developmentHosts) === endpoint
      const apiKey = read.body.key ?? (known ? await admin.load.keySource(entry.apiKey) : undefined)
      if (apiKey === undefined) return done('no_key')
      const client = createBrazeClient({ endpoint, apiKey, userAgent: USER_AGENT, connections: 1, deadlineMs: TEST_DEADLINE_MS })
      const reply = await client.track('{}')
      void client.close()
      return done(resultOf(reply), 'status' in reply ? reply.status : undefined)
    },
  }
}

/** Names come from addresses: `__proto__` is none. */
function own(workspaces: WorkspacesFile, name: string): WorkspaceFile | undefined {
  return Object.hasOwn(workspaces, name) ? workspaces[name] : undefined
}

/** Braze's documentation of users/track: an empty body is refused with 400 — after the key was taken. */
function resultOf(reply: BrazeReply): TestConnectionAnswer['result'] {
  if ('failure' in reply) return 'unreachable'
  const { status } = reply
  if (status === 401) return 'bad_key'
  if (status === 403) return 'forbidden'
  if (status === 429) return 'rate_limited'
  if (status >= 500) return 'braze_down'
  return (status === 400 || status < 300) && isJsonObject(reply.body) ? 'ok' : 'not_braze'
}

function isJsonObject(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && 'message' in json
  } catch {
    return false
  }
}

async function viewOf(admin: Admin, name: string, entry: WorkspaceFile, waiting: Waiting[], dead: DeadCount[]): Promise<WorkspaceView> {
  const { objects, count, rate, ambiguous } = { ...DEFAULT_WORKSPACE, ...entry }
  return {
    name,
    etag: digestOf(JSON.stringify(entry)),
    endpoint: entry.endpoint,
    key: { source: entry.apiKey, present: (await admin.load.keySource(entry.apiKey)) !== undefined },
    objects,
    count,
    rate,
    ambiguous,
    health: healthOf(admin, name, waiting, dead),
  }
}

function healthOf(admin: Admin, name: string, waiting: Waiting[], dead: DeadCount[]): WorkspaceHealth {
  const rows = waiting.filter((one) => one.workspace === name)
  const dispatcher = admin.dispatching.get(name)
  const state = dispatcher?.state()
  const paused = state?.state === 'paused' ? state : undefined
  const waits = paused === undefined ? dispatcher?.waiting() : undefined
  const lastAnswer = admin.dispatching.lastAnswer(name)
  return {
    state: stateOf(state !== undefined, paused, waits),
    ...(paused && { reason: paused.reason, since: new Date(paused.since).toISOString() }),
    ...(paused?.probeAt !== undefined && { nextAttemptAt: new Date(paused.probeAt).toISOString() }),
    ...(waits && { reason: waits.reason, nextAttemptAt: new Date(waits.until).toISOString() }),
    pending: rows.reduce((sum, one) => sum + one.rows, 0),
    oldestSeconds: rows.reduce((oldest, one) => Math.max(oldest, (admin.now() - one.oldest) / 1000), 0),
    deadLetters: dead.filter((one) => one.workspace === name).reduce((sum, one) => sum + one.letters, 0),
    windows: dispatcher?.windows() ?? [],
    ...(lastAnswer && { lastAnswer }),
  }
}

function stateOf(isDispatched: boolean, paused: { probeAt?: number } | undefined, waits: Waits | undefined): WorkspaceHealth['state'] {
  if (!isDispatched) return 'no_key'
  if (paused === undefined) return waits === undefined ? 'ok' : 'waiting'
  return paused.probeAt === undefined ? 'paused' : 'waiting'
}
