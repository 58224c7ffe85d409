// What brings one workspace's rows from the outbox to Braze (lanes → batches → pace → answer): what it needs, what it does when told to, and what it tells of itself.
import type { WorkspaceReason } from '../../core/codes.ts'
import type { BrazeClient } from '../braze/client.ts'
import type { Log } from '../log.ts'
import type { Store } from '../outbox/store.ts'
import type { Clock } from '../clock.ts'
import type { PaceWindow } from './pace.ts'
import type { ByHand } from './pause.ts'
import type { DispatchMetrics } from './dispatch-metrics.ts'
import type { DispatchWorkspace } from './workspace.ts'

export interface DispatcherParts {
  store: Store
  workspace: DispatchWorkspace
  braze: BrazeClient
  clock: Clock
  /** In [0, 1). */
  random: () => number
  log: Log
  metrics: DispatchMetrics
  /** Told when it pauses for `mostly_refused`, which lasts until an operator resumes it, even across a restart. */
  mostlyRefused: () => void
}

/**
 * `standby`: this process has not got the right to dispatch the workspace; mostly another one has it.
 * `paused`: nothing is sent until the reason is gone. Braze's reasons (`unauthorized`, `forbidden`, `not_found` …: see `answer.ts`) and `storage`
 * are probed by themselves; `operator` and `mostly_refused` wait for `resume()`. Times are milliseconds since the epoch.
 */
export type DispatcherState =
  { state: 'standby' | 'running' | 'stopped' } | { state: 'paused'; reason: WorkspaceReason; since: number; probeAt?: number }

/** Nothing is sent before `until`: Braze asked to wait (`rate_limited`), or it fails again and again (`server_error`, `gateway_timeout`, `unreachable`). */
export interface Wait {
  reason: WorkspaceReason
  until: number
}

export interface Dispatcher {
  /** Until an operator resumes. What is in flight finishes. */
  pause(reason: ByHand): void
  /** By an operator, whatever the reason of the pause. */
  resume(): void
  /** A reloaded workspace or a new key: in force from the next request on; a pause is probed at once. */
  reconfigure(workspace: DispatchWorkspace, braze: BrazeClient): void
  /** Sends nothing more; resolves when what was in flight is settled. */
  stop(): Promise<void>
  state(): DispatcherState
  /** How much of each of the workspace's limits is in use now; empty on standby. */
  windows(): PaceWindow[]
  waiting(): Wait | undefined
}
