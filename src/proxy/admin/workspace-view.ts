// What the operator's pages show of one workspace: what is declared for it, and how it fares.
import type { WorkspaceHealth, WorkspaceView } from '../../core/admin.ts'
import { DEFAULT_WORKSPACE } from '../../core/defaults.ts'
import type { WorkspaceFile } from '../../schema/workspaces.ts'
import type { Wait } from '../dispatch/dispatcher.ts'
import { digestOf } from '../http/etag.ts'
import { canBeKey } from '../hubs/key-source.ts'
import { backlogOf, deadOf } from '../outbox/backlog.ts'
import type { DeadCount } from '../outbox/dead-letters.ts'
import type { Waiting } from '../outbox/store.ts'
import type { Admin } from './admin.ts'

export async function workspaceView(
  admin: Admin,
  name: string,
  entry: WorkspaceFile,
  waiting: Waiting[],
  dead: DeadCount[],
): Promise<WorkspaceView> {
  const { objects, count, rate, ambiguous } = { ...DEFAULT_WORKSPACE, ...entry }
  const found = await admin.load.lookUpKey(entry.apiKey)
  return {
    name,
    etag: digestOf(JSON.stringify(entry)),
    endpoint: entry.endpoint,
    key: { source: entry.apiKey, present: 'key' in found && canBeKey(found.key) },
    objects,
    count,
    rate,
    ambiguous,
    health: healthOf(admin, name, waiting, dead),
  }
}

function healthOf(admin: Admin, name: string, waiting: Waiting[], dead: DeadCount[]): WorkspaceHealth {
  const isOwn = (one: { workspace: string }): boolean => one.workspace === name
  const dispatcher = admin.dispatching.get(name)
  const state = dispatcher?.state()
  const paused = state?.state === 'paused' ? state : undefined
  // While another proxy dispatches the workspace: the pause that this one would begin with.
  const isStandby = state?.state === 'standby'
  const kept = isStandby ? admin.pauses.workspace(name) : undefined
  const waits = paused === undefined ? dispatcher?.waiting() : undefined
  const lastAnswer = admin.dispatching.lastAnswer(name)
  return {
    state: kept === undefined ? stateOf(state !== undefined, paused, waits) : 'paused',
    ...(kept && { reason: kept }),
    ...(paused && { reason: paused.reason, since: new Date(paused.since).toISOString() }),
    ...(paused?.probeAt !== undefined && { nextAttemptAt: new Date(paused.probeAt).toISOString() }),
    ...(waits && { reason: waits.reason, nextAttemptAt: new Date(waits.until).toISOString() }),
    ...(isStandby && { standby: true as const }),
    ...backlogOf(waiting, isOwn, admin.now()),
    deadLetters: deadOf(dead, isOwn),
    windows: dispatcher?.windows() ?? [],
    ...(lastAnswer && { lastAnswer }),
  }
}

function stateOf(isDispatched: boolean, paused: { probeAt?: number } | undefined, waits: Wait | undefined): WorkspaceHealth['state'] {
  if (!isDispatched) return 'no_key'
  if (paused === undefined) return waits === undefined ? 'ok' : 'waiting'
  return paused.probeAt === undefined ? 'paused' : 'waiting'
}
