// The dead letters that are shown: the newest, and the older ones that were asked for since.
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
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

/** Older ones that were asked for, in the list that this answer began: under another they would leave a gap. */
interface Older {
  of: DeadLettersAnswer
  letters: DeadLetterView[]
  next: string | undefined
}

/** @param isInUse some are ticked or asked about: meanwhile nothing in the list may move */
export function useDeadLetters(query: { reason?: string }, isInUse: boolean): DeadLetterList {
  const asked = useSignal<Older | undefined>(undefined)
  const shown = useRef<DeadLettersAnswer | undefined>(undefined)
  const mayMove = useRef(true)
  mayMove.current = !isInUse
  const isMoved = asked.value !== undefined && asked.value.of === shown.current && asked.value.letters.length > 0
  // Looked at regularly, since Braze may refuse again what is sent again. Not once older ones are shown: the list would move under the reader.
  const newest = useResource(
    async () => {
      const before = asked.value
      const answer = await api.deadLetters(query)
      // Older ones were asked for meanwhile, or one was ticked: this look comes too late.
      if (asked.value && asked.value !== before) return asked.value.of
      return mayMove.current ? answer : (shown.current ?? answer)
    },
    `dead ${query.reason ?? ''}`,
    isInUse || isMoved ? undefined : LOOK_EVERY,
  )
  const { data } = newest
  shown.current = data
  const older: Older | undefined = asked.value?.of === data ? asked.value : data && { of: data, letters: [], next: data.next }
  const more = (from: Older): Promise<boolean> =>
    attempt(async () => {
      const mine = { ...from }
      asked.value = mine
      const answer = await api.deadLetters({ ...query, ...(mine.next && { after: mine.next }) })
      // Not if they are of another list by now, or were asked for a second time.
      if (asked.value === mine && shown.current === mine.of)
        asked.value = { ...mine, letters: [...mine.letters, ...answer.letters], next: answer.next }
      return undefined
    })
  // Something was done with them: what is still on its way is of before that.
  const reload = (): Promise<void> => {
    asked.value &&= { ...asked.value }
    return newest.reload()
  }
  return {
    newest: { ...newest, reload },
    older: older?.letters ?? [],
    more: older?.next ? () => more(older) : undefined,
  }
}
