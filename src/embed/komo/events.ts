// Komo's events as captures; besides, what they tell about cards, confirmations and who is here.
import type { Capture } from '../../core/capture.ts'
import { newCapture } from '../capture.ts'
import { confirmCard } from '../confirm.ts'
import { openSession } from '../delivery/session.ts'
import { declared, withHub } from '../hub.ts'
import { safe } from '../safe.ts'
import { tab } from '../tab.ts'
import { take } from '../take.ts'
import { trace } from '../trace.ts'
import { changePerson } from '../waiting.ts'
import { endForm, seeCard, startForm } from './cards.ts'
import { context, updateContext } from './context.ts'
import type { KomoEntry } from './layers.ts'

export const hear = safe(({ name, payload: { extensionData, trackedData, ...event } }: KomoEntry): void => {
  updateContext(event, extensionData, trackedData)
  const card = seeCard(event)
  if (name === 'form-start') startForm(card?.id)
  const capture: Capture = { ...newCapture(name), event, ...(card && { card }) }
  withHub(() => {
    const user = context.said.user?.id
    if (user && tab.user && user !== tab.user) changePerson()
    if (user) tab.user = user
    if (name === 'form-submission') endForm(card?.id, confirmCard(card?.id ?? ''))
    trace('captured', { capture })
    if (declared()?.hub.rules.some(({ on }) => on.includes(name))) void openSession()
    take(capture)
  })
  if (!declared()) trace('held', { capture, reason: 'no_hub' })
})
