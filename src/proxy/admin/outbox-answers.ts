// Whether the outbox can be asked and written to right now: a database may be away, or the disk of DATA_DIR refuse writes.
import type { Store } from '../outbox/store.ts'

export const NOTHING_SAVED = 'Nothing was saved.'

export function outboxAnswers(store: Pick<Store, 'refusal' | 'waiting'>): Promise<boolean> {
  if (store.refusal() === 'unavailable') return Promise.resolve(false)
  // What is known of a database may be seconds old.
  return store.waiting().then(
    () => true,
    () => false,
  )
}
