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
      const wait = envelopes.take(person, now)
      if (wait > 0) return wait
      for (const [at, name] of names.entries()) {
        const eventWait = events.take(person + name, now)
        if (eventWait === 0) continue
        envelopes.giveBack(person)
        for (const taken of names.slice(0, at)) events.giveBack(person + taken)
        return eventWait
      }
      return 0
    },
  }
}
