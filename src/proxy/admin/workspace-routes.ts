// The operator's routes for workspaces: list, save, pause, and a test of the connection that writes nothing.
import type { Issue, WorkspaceView } from '../../core/admin.ts'
import type { WorkspaceFile } from '../../schema/workspaces.ts'
import { faultLine, type Fault } from '../hubs/fault.ts'
import { WORKSPACES_FILE } from '../hubs/other-files.ts'
import { createQueue } from '../queue.ts'
import type { Admin } from './admin.ts'
import type { AdminCall, AdminHandler, AdminOutcome } from './admin-call.ts'
import { shownIfAnswering } from './outbox-answers.ts'
import { Refusal } from './refusal.ts'
import { saveWorkspace } from './save-workspace.ts'
import { ownWorkspace, shownWorkspaces } from './shown-workspaces.ts'
import { testConnection } from './test-connection.ts'
import { undeclaredWorkspaces } from './undeclared-workspaces.ts'
import { workspaceView } from './workspace-view.ts'

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
    // Again: an earlier request to resume, still being written as this one came, has ended the first.
    else dispatcher?.pause('operator')
    admin.log.info({ workspace: name }, `workspace ${state} by an operator`)
    return shownIfAnswering(admin.store, view(name))
  }

  return {
    async workspaces() {
      const { workspaces, errors } = await shownWorkspaces(admin)
      const [waiting, dead] = [await admin.store.waiting(), await admin.store.deadLetters.counts()]
      const views = await Promise.all(Object.entries(workspaces).map(([name, entry]) => workspaceView(admin, name, entry, waiting, dead)))
      const undeclared = undeclaredWorkspaces(new Set(Object.keys(workspaces)), waiting, dead, admin.now())
      return {
        workspaces: views.sort((a, b) => (a.name < b.name ? -1 : 1)),
        ...(undeclared.length > 0 && { undeclared }),
        extraHosts: [...admin.load.developmentHosts],
        ...(errors.length > 0 && { issues: errors.map((fault): Issue => ({ level: 'error', path: [], message: lineOfFile(fault) })) }),
      }
    },

    saveWorkspace: (call) =>
      queue(async () => {
        const name = await saveWorkspace(admin, call)
        return name instanceof Refusal ? name : view(name)
      }),

    pauseWorkspace: (call) => switched(call, 'paused'),
    resumeWorkspace: (call) => switched(call, 'resumed'),

    testConnection: (call) => testConnection(admin, call),
  }
}

function lineOfFile(fault: Fault): string {
  return `${WORKSPACES_FILE}: ${faultLine(fault)}`
}
