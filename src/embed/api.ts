// `window.komoBraze`: what the page may call. Calls made before the script has loaded are queued: `(window.komoBraze ||= []).push(['identify', …])`.
import type { Card } from '../core/capture.ts'
import type { Candidate } from '../core/envelope.ts'
import { newCapture } from './capture.ts'
import { grantByPage } from './consent.ts'
import { pending } from './delivery/pending.ts'
import { problem, resume, send } from './delivery/send.ts'
import { setChallenge } from './delivery/session.ts'
import { entryOf } from './forms/controls.ts'
import { withHub } from './hub.ts'
import { isOther } from './identity.ts'
import { forgetSaid } from './komo/said.ts'
import { write } from './storage.ts'
import { tab } from './tab.ts'
import { take } from './take.ts'
import { on, trace } from './trace.ts'
import { advance, changePerson, forgetAll } from './waiting.ts'
import { look } from './watch.ts'

declare const __VERSION__: string

export interface SubmitOptions {
  /** The `where.form` selector of the hub file that this counts as matching. */
  form?: string
  card?: Card
  /** The hub has taken it: there is no confirmation to wait for. */
  confirmed?: boolean
}

export const api = {
  version: __VERSION__,
  on,
  /** Field values by Unique ID, for what is in no form of the page. */
  submit(values: Record<string, string | string[]>, { form, card, confirmed }: SubmitOptions = {}): void {
    const base = newCapture('form')
    withHub(() => {
      const fields = Object.fromEntries(
        Object.entries(values).map(([id, value]) => [id, [value ?? []].flat().map((text) => entryOf(text, 'text'))]),
      )
      const capture = { ...base, fields, forms: form ? [form] : [], card }
      trace('captured', { capture })
      take(capture, { ids: {}, confirmed })
    })
  },
  /** Who is at the page: one identity, as the hub file declares it. `null`, or an identity without a value: that person has gone. */
  identify(who: { as: string; value?: string; label?: string; proof?: string } | null): void {
    const { as, value, label, proof } = { ...who }
    // A value and a proof are two ways to name one person: the hub declares which counts. Some pages pass numbers as ids.
    const said = [value && { as, value: String(value), label }, proof && { as, proof }].filter(Boolean) as Candidate[]
    withHub(() => {
      if (!said[0]) forgetSaid()
      if (!said[0] || isOther(said)) changePerson()
      Object.assign(tab, { identity: said, named: !!said[0] })
      advance()
    })
  },
  /** `false` withdraws: all that is still here is erased, in all tabs. */
  consent(granted: boolean): void {
    if (granted) {
      grantByPage()
      advance()
    } else {
      // Other tabs hear this as a storage event; it must come before those of what is erased.
      write('withdrawn', Date.now())
      forgetAll()
    }
  },
  /** The token of a bot check that was passed. */
  challenge(token: string): void {
    setChallenge(token)
    resume()
  },
  /** Tries to send all that is pending; gives what is still here, and why. */
  async flush() {
    look(0)
    await new Promise((resolve) => setTimeout(resolve))
    await send()
    return [
      ...tab.waiting.map(({ envelope: { id, rule }, reason }) => ({ id, rule, reason })),
      ...pending().map(({ id, rule }) => ({ id, rule, reason: problem })),
    ]
  },
}
