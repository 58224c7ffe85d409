// How much may be sent about one person, whoever sends it: what keeps an open form from being used to send somebody mail in bulk. Counted by a keyed hash, so that no identity is held for it.
import { hash } from 'node:crypto'
import { createHashedLimiter, type Hashed } from './hashed-limiter.ts'

export interface PersonLimits {
  /** Takes one envelope, and one of each event name, if all are there. Returns 0, or the seconds until they will be (then nothing was taken). */
  take(workspace: string, lane: string, events: readonly string[], now: number): number
}

const HOUR_SECONDS = 3600

/** So many at once, and as many again over an hour. */
const perHour = (count: number) => ({ perSecond: count / HOUR_SECONDS, burst: count })

export function createPersonLimits(key: Uint8Array, perHourLimits: { envelopes: number; events: number }): PersonLimits {
  const prefix = Buffer.from(key).toString('base64')
  const envelopes = createHashedLimiter(perHour(perHourLimits.envelopes))
  const events = createHashedLimiter(perHour(perHourLimits.events))
  // Event names are few: they come from declarations.
  const names = new Map<string, Hashed>()
  const hashed = (text: string): Hashed => {
    const hex = hash('sha256', prefix + text, 'hex')
    return { set: parseInt(hex.slice(0, 8), 16), check: parseInt(hex.slice(8, 16), 16) }
  }
  const ofEvent = (person: Hashed, name: string): Hashed => {
    const event = names.get(name) ?? hashed(name)
    names.set(name, event)
    return { set: (person.set ^ event.set) >>> 0, check: (person.check ^ event.check) >>> 0 }
  }

  return {
    take(workspace, lane, given, now) {
      const person = hashed(`${workspace}\n${lane}`)
      const wait = envelopes.take(person, now)
      if (wait > 0) return wait
      const taken: Hashed[] = []
      for (const name of given) {
        const event = ofEvent(person, name)
        const eventWait = events.take(event, now)
        if (eventWait === 0) {
          taken.push(event)
          continue
        }
        envelopes.giveBack(person)
        for (const one of taken) events.giveBack(one)
        return eventWait
      }
      return 0
    },
  }
}
