// Tells metrics and log what became of a batch: counts and codes, never a value.
import type { Log } from '../log.ts'
import type { Settlement } from '../outbox/claim.ts'
import type { Rest } from './answer.ts'
import type { Conclusion } from './conclude.ts'
import type { DispatchMetrics } from './dispatch-metrics.ts'
import type { DispatchWorkspace } from './workspace.ts'

export interface ReportParts {
  workspace: DispatchWorkspace
  log: Log
  metrics: DispatchMetrics
  now: number
}

export function report({ sent, again, ambiguous }: Conclusion, rest: Rest, uncounted: number, parts: ReportParts): void {
  const { workspace, log, metrics, now } = parts
  if (sent.length > 0) metrics.delivered(sent.map(({ accepted }) => (now - accepted) / 1000))
  if (again.length > 0) metrics.retry(rest.kind === 'retry' || rest.kind === 'pause' ? rest.reason : rest.kind)
  if (ambiguous > 0) metrics.ambiguous(workspace.ambiguous, ambiguous)
  if (uncounted > 0) {
    metrics.uncounted(uncounted)
    log.warn({ workspace: workspace.name, objects: uncounted }, 'Braze counted fewer objects than it was sent, and did not say which')
  }
}

/** Of the rows that were still there as this was recorded: of one that was erased there is no dead letter. */
export function reportDead(
  settled: readonly Settlement[],
  { workspace, log, metrics }: Pick<ReportParts, 'workspace' | 'log' | 'metrics'>,
): void {
  for (const { reason, request } of settled.flatMap(({ dead = [] }) => dead)) {
    const objects = Object.values(request).reduce((sum: number, list: unknown[]) => sum + list.length, 0)
    metrics.objectsDied(reason, objects)
    log.warn({ workspace: workspace.name, reason, objects }, 'dead letter')
  }
}
