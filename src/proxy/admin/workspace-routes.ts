// The operator's routes for workspaces: list, save (a key given here is sealed at once and never given back), pause, and a test of the connection that writes nothing.
import { z } from 'zod'
import type { Issue, SaveWorkspaceRequest, WorkspaceView } from '../../core/admin.ts'
import { parseWorkspaces, type WorkspaceFile, type WorkspacesFile } from '../../schema/workspaces.ts'
import { etagOf } from '../http/etag.ts'
import { faultLine, faultOf, type Fault } from '../hubs/fault.ts'
import { declaredWorkspaces, endpointErrors, readText } from '../hubs/load-hubs.ts'
import { WORKSPACES_FILE } from '../hubs/other-files.ts'
import { createQueue } from '../queue.ts'
import { KeysFileError } from '../hubs/stored-keys.ts'
import type { Admin } from './admin.ts'
import { bodyOf, type AdminCall, type AdminHandler, type AdminOutcome } from './admin-call.ts'
import { issueOf } from './issue-of.ts'
import { NOTHING_SAVED, outboxAnswers, shownIfAnswering } from './outbox-answers.ts'
import { readOnly } from './read-only.ts'
import { Refusal } from './refusal.ts'
import { ownWorkspace, shownWorkspaces } from './shown-workspaces.ts'
import { testConnection } from './test-connection.ts'
import { workspaceView } from './workspace-view.ts'

const saveSchema: z.ZodType<SaveWorkspaceRequest> = z.strictObject({
  endpoint: z.string().max(512),
  key: z.string().min(1).max(512).exactOptional(),
  objects: z.number().exactOptional(),
  count: z.enum(['combined', 'per-array']).exactOptional(),
  rate: z.array(z.strictObject({ requests: z.number(), seconds: z.number() })).exactOptional(),
  ambiguous: z.enum(['resend', 'hold']).exactOptional(),
})
type WorkspaceRoute = 'workspaces' | 'saveWorkspace' | 'pauseWorkspace' | 'resumeWorkspace' | 'testConnection'

const NOT_KEPT = {
  paused: 'The workspace is paused, but DATA_DIR cannot be written: a restart would resume it.',
  resumed: 'The workspace stays paused: DATA_DIR cannot be written.',
}

export function workspaceRoutes(admin: Admin): Record<WorkspaceRoute, AdminHandler> {
  const queue = createQueue()

  const entryOf = async (name: string): Promise<WorkspaceFile | Refusal> => {
    const { workspaces, errors } = await shownWorkspaces(admin)
    const entry = ownWorkspace(workspaces, name)
    if (entry === undefined && errors.length > 0) return new Refusal('invalid_workspace', { detail: errors.map(lineOfFile).join('; ') })
    return entry ?? new Refusal('not_found')
  }

  const view = async (name: string): Promise<WorkspaceView | Refusal> => {
    const entry = await entryOf(name)
    if (entry instanceof Refusal) return entry
    return workspaceView(admin, name, entry, await admin.store.waiting(), await admin.store.deadLetters.counts())
  }

  const switched = async ({ params: { name = '' } }: AdminCall, state: 'paused' | 'resumed'): Promise<AdminOutcome> => {
    const entry = await entryOf(name)
    if (entry instanceof Refusal) return entry
    const dispatcher = admin.dispatching.get(name)
    // Before whatever may fail: sending has to stop even where DATA_DIR is full and the outbox away.
    if (state === 'paused') dispatcher?.pause('operator')
    try {
      await admin.pauses.set('workspaces', name, state === 'paused')
    } catch (error) {
      admin.log.error({ workspace: name, error }, `DATA_DIR cannot be written: workspace not ${state} for good`)
      return new Refusal('internal', { detail: NOT_KEPT[state] })
    }
    if (state === 'resumed') dispatcher?.resume()
    admin.log.info({ workspace: name }, `workspace ${state} by an operator`)
    return shownIfAnswering(admin.store, view(name))
  }

  return {
    async workspaces() {
      const { workspaces, errors } = await shownWorkspaces(admin)
      const [waiting, dead] = [await admin.store.waiting(), await admin.store.deadLetters.counts()]
      const views = await Promise.all(Object.entries(workspaces).map(([name, entry]) => workspaceView(admin, name, entry, waiting, dead)))
      return {
        workspaces: views.sort((a, b) => (a.name < b.name ? -1 : 1)),
        extraHosts: [...admin.load.developmentHosts],
        ...(errors.length > 0 && { issues: errors.map((fault): Issue => ({ level: 'error', path: [], message: lineOfFile(fault) })) }),
      }
    },

    saveWorkspace: (call) =>
      queue(async () => {
        const { name = '' } = call.params
        const read = bodyOf(saveSchema, call)
        if ('bad' in read) return read.bad
        const { key, ...given } = read.body
        // Before the file is read: while the answer takes its time, somebody else may write it.
        if (!(await outboxAnswers(admin.store))) return new Refusal('unavailable', { detail: NOTHING_SAVED })
        const declared = declaredWorkspaces(await readText(admin.folder, WORKSPACES_FILE), admin.load.endpoint)
        if (declared.errors.length > 0) return new Refusal('invalid_workspace', { issues: declared.errors.map(issueOf) })
        const current = ownWorkspace(declared.workspaces, name)
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
        if (!judged.ok) return new Refusal('invalid_workspace', { issues: judged.findings.map((finding) => issueOf(faultOf(finding))) })
        const elsewhere = endpointErrors(name, entry, admin.load.developmentHosts)
        if (elsewhere.length > 0) return new Refusal('invalid_workspace', { issues: elsewhere.map(issueOf) })
        try {
          if (key !== undefined) await admin.storedKeys.write(name, key)
          await admin.folder.write(WORKSPACES_FILE, `${JSON.stringify(judged.workspaces satisfies WorkspacesFile, null, 2)}\n`)
        } catch (error) {
          return error instanceof KeysFileError ? new Refusal('unreadable', { detail: error.message }) : readOnly(error)
        }
        admin.log.info({ workspace: name, newKey: key !== undefined }, 'workspace saved by an operator')
        await admin.reload()
        return view(name)
      }),

    pauseWorkspace: (call) => switched(call, 'paused'),
    resumeWorkspace: (call) => switched(call, 'resumed'),

    testConnection: (call) => testConnection(admin, call),
  }
}

function lineOfFile(fault: Fault): string {
  return `${WORKSPACES_FILE}: ${faultLine(fault)}`
}
