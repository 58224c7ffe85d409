// Acts on Braze's answer to one batch: first on what it says about the whole workspace, then on what becomes of the batch's own rows.
import type { BrazeReply } from '../braze/client.ts'
import type { Judgement } from './answer.ts'
import { conclude } from './conclude.ts'
import { partsOf, type Flight } from './group.ts'
import { report, reportDead } from './report.ts'
import type { Running } from './running.ts'
import { settle } from './settle.ts'

export async function actOn(flight: Flight, reply: BrazeReply, judgement: Judgement, running: Running): Promise<void> {
  const { clock, health, log, metrics, supply, workspace } = running
  const { group } = flight
  const { rest } = judgement
  const wasAway = health.outage !== undefined
  health.learn(flight, rest, clock.elapsed())
  running.heed(reply, rest, running.flights.size - 1)
  if (rest.kind === 'halve') {
    const objects = supply.halveLimit(group.rows)
    log.warn({ workspace: workspace.name, objects }, 'Braze accepts fewer objects per request than declared: sending fewer from now on')
  }

  const giveUp = rest.kind === 'retry' && !wasAway && health.isPoisoned(group)
  const conclusion = conclude(group.rows, judgement, { ambiguous: workspace.ambiguous, giveUp })
  // What became of rows that are still marked as sending, the next dispatcher decides and reports.
  const settled = await settle(conclusion.settlements, running)
  if (!settled) return
  supply.putBack(...(conclusion.divides ? partsOf(group, conclusion.again) : conclusion.again.map((rows) => ({ ...group, rows }))))
  supply.release(conclusion.gone)
  report(conclusion, rest, judgement.uncounted, { workspace, log, metrics, now: clock.now() })
  reportDead(settled, { workspace, log, metrics })
  health.count(conclusion, clock.elapsed())
  if (rest.kind === 'taken') health.taken(group)
}
