// One dispatcher for each workspace in force: started, given new keys and limits, and stopped as workspaces.json changes.
import { createBrazeClient } from './braze/undici-client.ts'
import { systemClock } from './dispatch/clock.ts'
import { createDispatcher } from './dispatch/create-dispatcher.ts'
import type { Dispatcher } from './dispatch/dispatcher.ts'
import type { DispatchMetrics } from './dispatch/watcher.ts'
import type { Workspace } from './hubs/workspace.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Store } from './outbox/store.ts'

export interface Dispatching {
  /** Puts these workspaces in force; what did not change goes on undisturbed. */
  apply(workspaces: ReadonlyMap<string, Workspace>): void
  get(workspace: string): Dispatcher | undefined
  /** Sends nothing more; resolves when what was in flight is settled. */
  stop(): Promise<void>
}

export function createDispatching(parts: { store: Store; log: Log; metrics: Metrics }): Dispatching {
  const running = new Map<string, { workspace: Workspace; dispatcher: Dispatcher }>()
  const start = (workspace: Workspace): Dispatcher =>
    createDispatcher({
      store: parts.store,
      workspace,
      braze: createBrazeClient(workspace),
      clock: systemClock,
      random: Math.random,
      log: parts.log,
      metrics: metricsOf(parts.metrics, workspace.name),
    })
  return {
    apply(workspaces) {
      for (const [name, { dispatcher }] of running) {
        if (workspaces.has(name)) continue
        running.delete(name)
        void dispatcher.stop()
      }
      for (const [name, workspace] of workspaces) {
        const current = running.get(name)
        if (current !== undefined && JSON.stringify(current.workspace) === JSON.stringify(workspace)) continue
        current?.dispatcher.reconfigure(workspace, createBrazeClient(workspace))
        running.set(name, { workspace, dispatcher: current?.dispatcher ?? start(workspace) })
      }
    },
    get: (workspace) => running.get(workspace)?.dispatcher,
    async stop() {
      await Promise.all([...running.values()].map(({ dispatcher }) => dispatcher.stop()))
    },
  }
}

function metricsOf(metrics: Metrics, workspace: string): DispatchMetrics {
  return {
    batch: (envelopes, objects) => {
      metrics.batch(workspace, envelopes, objects)
    },
    answer: (outcome, seconds) => {
      metrics.brazeAnswer(workspace, outcome, seconds)
    },
    sent(seconds) {
      metrics.delivered(workspace, seconds.length)
      for (const one of seconds) metrics.deliverySeconds(one)
    },
    retry: (reason) => {
      metrics.retry(workspace, reason)
    },
    dead: (reason, objects) => {
      metrics.deadLetter(workspace, reason, objects)
    },
    ambiguous: (policy, envelopes) => {
      metrics.ambiguous(workspace, policy, envelopes)
    },
  }
}
