// Before anything else is sent: rows that were on their way when their dispatcher ended. Braze may have them; the workspace's policy decides.
import type { Claim, Settlement } from '../outbox/claim.ts'
import { holdAmbiguous } from './ambiguous.ts'
import { settlementOf } from './conclude.ts'
import { reportDead, type ReportParts } from './report.ts'

const ROWS_AT_ONCE = 500

/** @param ended by row: what became of those that were this process's own, and have left the outbox but for the recording */
export async function recover(claim: Claim, parts: ReportParts, ended: ReadonlyMap<number, Settlement>): Promise<void> {
  const { workspace, log, metrics, now } = parts
  const { name, ambiguous } = workspace
  for (;;) {
    const rows = await claim.sending(ROWS_AT_ONCE)
    if (rows.length === 0) return
    const unknown = rows.filter(({ seq }) => !ended.has(seq)).length
    if (unknown > 0) log.warn({ workspace: name, rows: unknown, policy: ambiguous }, 'rows were in flight when their dispatcher ended')
    const settlements = rows.map(
      (row) => ended.get(row.seq) ?? settlementOf(ambiguous === 'hold' ? holdAmbiguous(row) : { row, left: 'all', dead: [] }),
    )
    const there = new Set(await claim.settle(settlements))
    // Not before: while that fails, the same rows come again.
    if (unknown > 0) metrics.ambiguous(ambiguous, unknown)
    const sent = rows.filter(({ seq }) => there.has(seq) && ended.has(seq) && ended.get(seq)?.dead === undefined)
    if (sent.length > 0) metrics.delivered(sent.map(({ accepted }) => (now - accepted) / 1000))
    reportDead(
      settlements.filter(({ seq }) => there.has(seq)),
      parts,
    )
  }
}
