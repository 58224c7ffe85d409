// Turns Komo's events into captures, and notes what they tell about cards, confirmations and who is here.
import type { JsonObject } from '../../core/json.ts'
import { newCapture } from '../capture.ts'
import { confirmCard } from '../confirm.ts'
import { prepare } from '../delivery/send.ts'
import { hub, withHub } from '../hub.ts'
import { take } from '../take.ts'
import { tab } from '../tab.ts'
import { trace } from '../trace.ts'
import { changePerson } from '../waiting.ts'
import { noteCard, noteSubmission } from './cards.ts'
import { noteSaid } from './said.ts'

export function hear(name: string, payload: JsonObject): void {
  noteSaid(payload)
  const card = noteCard(name, payload)
  const capture = { ...newCapture(name), event: payload, card }
  const isNow = withHub(() => {
    const user = capture.user?.id ?? tab.user
    // An event without a user does not mean that somebody else is here.
    if (tab.user && user !== tab.user) changePerson()
    tab.user = user
    if (name === 'form-submission') noteSubmission(card?.id, confirmCard(card?.id))
    trace('captured', { capture })
    if (hub().rules.some(({ on }) => on.includes(name))) prepare()
    take(capture)
  })
  if (!isNow) trace('held', { reason: 'no_hub', capture })
}
