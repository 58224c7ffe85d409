// Whether the outbox takes anything at all: for the metric that an alert looks at, and in the log as it begins and as it ends.
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Store, StoreRefusal } from './outbox/store.ts'

export interface AcceptingParts {
  store: Pick<Store, 'refusal'>
  log: Log
  metrics: Pick<Metrics, 'accepting'>
}

/** What to look at, and what an operator can do about it. */
const CAUSES: { [reason in StoreRefusal]?: string } = {
  storage_full: 'the disk of DATA_DIR has less room than DISK_FLOOR_MB wants, or that of the database (DATABASE_URL) is full',
  overloaded: 'more rows wait for their commit than UNCOMMITTED_MAX',
  unavailable: 'the outbox cannot be written: see the database (DATABASE_URL), or the disk of DATA_DIR and start again',
}

/** Call it now and then, and before each scrape. */
export function watchAccepting({ store, log, metrics }: AcceptingParts): () => void {
  let before: StoreRefusal | undefined
  return () => {
    const reason = store.refusal()
    metrics.accepting(reason ?? '')
    if (reason === before) return
    before = reason
    if (reason === undefined) log.info({}, 'submissions are accepted again')
    else log.error({ reason }, `no submission is accepted, pages keep theirs: ${CAUSES[reason] ?? reason}`)
  }
}
