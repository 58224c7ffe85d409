// Whether the outbox can be asked and written to right now: a database may be away, or the disk of DATA_DIR refuse writes.
import type { Store } from '../outbox/store.ts'

export const NOTHING_SAVED = 'Nothing was saved.'

export function outboxAnswers(store: Pick<Store, 'refusal' | 'waiting'>): Promise<boolean> {
  if (store.refusal() === 'unavailable') return Promise.resolve(false)
  // What `refusal` says of a database may be seconds old.
  return store.waiting().then(
    () => true,
    () => false,
  )
}

/**
 * What is shown after a change that needs no outbox: nothing while the outbox does not answer, since only it knows how much waits.
 * @param view rejects then
 */
export async function shownIfAnswering<View>(store: Pick<Store, 'refusal' | 'waiting'>, view: Promise<View>): Promise<View | undefined> {
  return view.catch(async (error: unknown) => {
    if (await outboxAnswers(store)) throw error
    return undefined
  })
}
