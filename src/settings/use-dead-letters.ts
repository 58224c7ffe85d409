// The dead letters that are shown: the newest, and the older ones that were asked for since.
import { useSignal } from '@preact/signals'
import type { DeadLettersAnswer, DeadLetterView } from '../core/admin.ts'
import { api, attempt } from './app-state.ts'
import { useResource, type Resource } from './resource.ts'

/** Milliseconds between looks for new ones. */
const LOOK_EVERY = 5_000

export interface DeadLetterList {
  newest: Resource<DeadLettersAnswer>
  older: DeadLetterView[]
  /** Loads more of the older ones; undefined where there are none. */
  more: (() => Promise<boolean>) | undefined
}

/** @param isInUse some are ticked or asked about: meanwhile nothing in the list may move */
export function useDeadLetters(query: { reason?: string }, isInUse: boolean): DeadLetterList {
  const older = useSignal<DeadLetterView[]>([])
  const next = useSignal<string | undefined>(undefined)
  // Looked at regularly, since Braze may refuse again what is sent again. Not once older ones are shown: the list would move under the reader.
  const newest = useResource(
    async () => {
      const answer = await api.deadLetters(query)
      older.value = []
      next.value = answer.next
      return answer
    },
    `dead ${query.reason ?? ''}`,
    isInUse || older.value.length > 0 ? undefined : LOOK_EVERY,
  )
  const after = next.value
  const more = (): Promise<boolean> =>
    attempt(async () => {
      const answer = await api.deadLetters({ ...query, ...(after && { after }) })
      older.value = [...older.value, ...answer.letters]
      next.value = answer.next
      return undefined
    })
  return { newest, older: older.value, more: after ? more : undefined }
}
