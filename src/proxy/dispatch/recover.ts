// Before anything else is sent: rows that were on their way when their dispatcher ended. Braze may have them; the workspace's policy decides.
import type { Log } from '../log.ts'
import type { Claim } from '../outbox/claim.ts'
import { holdAmbiguous } from './ambiguous.ts'
import { settlementOf } from './conclude.ts'
import type { DispatchMetrics } from './dispatch-metrics.ts'
import { reportDead } from './report.ts'
import type { DispatchWorkspace } from './workspace.ts'

const ROWS_AT_ONCE = 500

export async function recover(claim: Claim, workspace: DispatchWorkspace, log: Log, metrics: DispatchMetrics): Promise<void> {
  const { name, ambiguous } = workspace
  for (;;) {
    const rows = await claim.sending(ROWS_AT_ONCE)
    if (rows.length === 0) return
    log.warn({ workspace: name, rows: rows.length, policy: ambiguous }, 'rows were in flight when their dispatcher ended')
    const verdicts = rows.map((row) => (ambiguous === 'hold' ? holdAmbiguous(row) : { row, left: 'all' as const, dead: [] }))
    const settlements = verdicts.map(settlementOf)
    const there = new Set(await claim.settle(settlements))
    // Not before: while that fails, the same rows come again.
    metrics.ambiguous(ambiguous, rows.length)
    reportDead(
      settlements.filter(({ seq }) => there.has(seq)),
      { workspace, log, metrics },
    )
  }
}
