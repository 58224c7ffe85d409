// How much may be sent about one person, whoever sends it: what keeps an open form from being used to send somebody mail in bulk. Counted by a keyed hash, so that no identity is held for it.
import { hash } from 'node:crypto'
import { createLimiter } from './limiter.ts'

export interface PersonLimits {
  /** Takes one envelope, and one of each event name, if all are there. Returns 0, or the seconds until they will be (then nothing was taken). */
  take(workspace: string, lane: string, events: readonly string[], now: number): number
}

const HOUR_SECONDS = 3600

/** So many at once, and as many again over an hour. */
const perHour = (count: number) => ({ perSecond: count / HOUR_SECONDS, burst: count })

export function createPersonLimits(key: Uint8Array, perHourLimits: { envelopes: number; events: number }): PersonLimits {
  const prefix = Buffer.from(key).toString('base64')
  const envelopes = createLimiter(perHour(perHourLimits.envelopes))
  const events = createLimiter(perHour(perHourLimits.events))
  return {
    take(workspace, lane, names, now) {
      const person = hash('sha256', `${prefix}${workspace}\n${lane}`, 'base64').slice(0, 22)
      let wait = envelopes.wait(person, now)
      for (const name of names) wait = Math.max(wait, events.wait(person + name, now))
      if (wait > 0) return wait
      envelopes.take(person, now)
      for (const name of names) events.take(person + name, now)
      return 0
    },
  }
}
