// One request: its rows are marked on disk, it goes to Braze, and the answer is acted on.
import type { OutboxRow } from '../outbox/claim.ts'
import { actOn } from './act-on.ts'
import { judgeAnswer } from './answer.ts'
import { bodyOf, countsOf } from './batch.ts'
import type { Group } from './group.ts'
import { isByHand } from './pause.ts'
import type { Running } from './running.ts'
import { settle } from './settle.ts'

export async function send(group: Group, running: Running): Promise<void> {
  const { clock, health, metrics, pace, supply } = running
  const isProbe = health.pause !== undefined || health.outage !== undefined
  pace.reserve()
  const rows = await markRows(group, running)
  if (rows.length === 0) {
    pace.release()
    return
  }
  // While the marks were written, sending may have come to an end: an operator's pause has no probes.
  if (running.isStopped || (health.pause && (!isProbe || isByHand(health.pause)))) {
    pace.release()
    await settle(
      rows.map(({ seq }) => ({ seq, keep: 'all' })),
      running,
    )
    supply.putBack({ ...group, rows })
    return
  }
  pace.use(clock.elapsed())
  const counts = countsOf(rows)
  metrics.batch(rows.length, counts[0] + counts[1] + counts[2])
  const began = clock.elapsed()
  const reply = await running.braze.track(bodyOf(rows))
  metrics.brazeAnswer('failure' in reply ? reply.failure : String(reply.status), (clock.elapsed() - began) / 1000)
  await actOn({ group: { ...group, rows }, isProbe }, reply, judgeAnswer(reply, counts, clock.now()), running)
}

/** The rows that may be sent: none if the marks could not be written, else all but those that were erased meanwhile. */
async function markRows(group: Group, { storage, supply }: Running): Promise<OutboxRow[]> {
  try {
    const marked = new Set(await storage.claim.mark(group.rows.map(({ seq }) => seq)))
    // Unmarked rows were erased: nothing else would let their lanes go on.
    supply.release(group.rows.filter(({ seq }) => !marked.has(seq)))
    return group.rows.filter(({ seq }) => marked.has(seq))
  } catch {
    supply.putBack(group)
    return []
  }
}
