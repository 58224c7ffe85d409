// One dispatcher for each workspace in force: started, given new keys and limits, and stopped as workspaces.json changes.
import { createBrazeClient } from './braze/undici-client.ts'
import { systemClock } from './clock.ts'
import { createDispatcher } from './dispatch/create-dispatcher.ts'
import type { DispatchMetrics } from './dispatch/dispatch-metrics.ts'
import type { Dispatcher } from './dispatch/dispatcher.ts'
import type { Pauses } from './hubs/pauses.ts'
import type { Workspace } from './hubs/workspace.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Store } from './outbox/store.ts'

export interface Dispatching {
  /** Puts these workspaces in force; what did not change goes on undisturbed. */
  apply(workspaces: ReadonlyMap<string, Workspace>): void
  get(workspace: string): Dispatcher | undefined
  /** Braze's last answer with a status. */
  lastAnswer(workspace: string): { status: number; at: string } | undefined
  /** Sends nothing more; resolves when what was in flight is settled. */
  stop(): Promise<void>
}

export interface DispatchingParts {
  store: Store
  log: Log
  metrics: Metrics
  pauses: Pick<Pauses, 'workspace' | 'setMostlyRefused'>
}

export function createDispatching({ store, log, metrics, pauses }: DispatchingParts): Dispatching {
  /** Of workspaces that have left workspaces.json: what they had in flight is still to be settled. */
  const leaving = new Set<Promise<void>>()
  const running = new Map<string, { workspace: Workspace; dispatcher: Dispatcher }>()
  const answers = new Map<string, { status: number; at: string }>()
  const answered = (workspace: string, outcome: string): void => {
    if (/^\d+$/.test(outcome)) answers.set(workspace, { status: Number(outcome), at: new Date().toISOString() })
  }
  const start = (workspace: Workspace): Dispatcher => {
    const dispatcher = createDispatcher({
      store,
      workspace,
      braze: createBrazeClient(workspace),
      clock: systemClock,
      random: Math.random,
      log,
      metrics: metricsOf(metrics, workspace.name, answered),
      mostlyRefused: () => {
        pauses.setMostlyRefused(workspace.name).catch((error: unknown) => {
          log.error({ workspace: workspace.name, error }, 'DATA_DIR: could not save the pause; a restart would resume sending')
        })
      },
    })
    metrics.workspaceInForce(workspace.name)
    const reason = pauses.workspace(workspace.name)
    if (reason) {
      dispatcher.pause(reason)
      log.warn(
        { workspace: workspace.name, reason },
        'workspace still paused, as it was left: KomoBrazePaused in the README says what to do',
      )
    }
    return dispatcher
  }
  return {
    apply(workspaces) {
      for (const [name, { dispatcher }] of running) {
        if (workspaces.has(name)) continue
        running.delete(name)
        const left = dispatcher.stop().finally(() => leaving.delete(left))
        leaving.add(left)
      }
      for (const [name, workspace] of workspaces) {
        const current = running.get(name)
        if (current !== undefined && JSON.stringify(current.workspace) === JSON.stringify(workspace)) continue
        current?.dispatcher.reconfigure(workspace, createBrazeClient(workspace))
        running.set(name, { workspace, dispatcher: current?.dispatcher ?? start(workspace) })
      }
    },
    get: (workspace) => running.get(workspace)?.dispatcher,
    lastAnswer: (workspace) => answers.get(workspace),
    async stop() {
      await Promise.all([...leaving, ...[...running.values()].map(({ dispatcher }) => dispatcher.stop())])
    },
  }
}

function metricsOf(metrics: Metrics, workspace: string, answered: (workspace: string, outcome: string) => void): DispatchMetrics {
  return {
    batch: (envelopes, objects) => {
      metrics.batch(workspace, envelopes, objects)
    },
    brazeAnswer: (outcome, seconds) => {
      answered(workspace, outcome)
      metrics.brazeAnswer(workspace, outcome, seconds)
    },
    delivered(seconds) {
      metrics.delivered(workspace, seconds.length)
      for (const one of seconds) metrics.deliverySeconds(one)
    },
    retry: (reason) => {
      metrics.retry(workspace, reason)
    },
    objectsDied: (reason, objects) => {
      metrics.objectsDied(workspace, reason, objects)
    },
    uncounted: (objects) => {
      metrics.uncounted(workspace, objects)
    },
    ambiguous: (policy, envelopes) => {
      metrics.ambiguous(workspace, policy, envelopes)
    },
  }
}
