// How much may be sent about one person, whoever sends it: what keeps an open form from being used to send somebody mail in bulk. Counted by a keyed hash, so that no identity is held for it.
import { hash } from 'node:crypto'
import type { NewRow } from '../outbox/store.ts'
import { createHashedLimiter, type Hashed, type HashedLimiter } from './hashed-limiter.ts'

/** The part of a row that is looked at. */
export type About = Pick<NewRow, 'workspace' | 'lane' | 'request'>

export interface PersonLimits {
  /**
   * For everybody whom the row is about, takes one envelope and one of each of its event names: all of them or nothing.
   * Returns 0, or the seconds to wait (then nothing was taken).
   */
  take(about: About, now: number): number
  /** Gives back what was just taken for a row that was not stored after all. */
  giveBack(about: About): void
}

/** One unit that `take` takes. */
interface Share {
  limiter: HashedLimiter
  key: Hashed
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
  const sharesOf = ({ workspace, lane, request }: About): Share[] => {
    const shares: Share[] = []
    for (const who of people(lane, request)) {
      const person = hashed(`${workspace}\n${who}`)
      shares.push({ limiter: envelopes, key: person })
      for (const name of eventNames(request)) shares.push({ limiter: events, key: ofEvent(person, name) })
    }
    return shares
  }

  return {
    take(about, now) {
      const shares = sharesOf(about)
      for (const [index, { limiter, key }] of shares.entries()) {
        const wait = limiter.take(key, now)
        if (wait === 0) continue
        for (const taken of shares.slice(0, index)) taken.limiter.giveBack(taken.key)
        return wait
      }
      return 0
    },
    giveBack(about) {
      for (const { limiter, key } of sharesOf(about)) limiter.giveBack(key)
    },
  }
}

/** The lane's person, and whoever has an address or number that is set as an attribute, spelled as a lane: mail to her counts as hers, whatever alias it came by. */
function people(lane: string, { attributes = [] }: About['request']): string[] {
  const found = [lane]
  for (const { email, phone } of attributes) {
    if (typeof email === 'string' && !found.includes(`email:${email}`)) found.push(`email:${email}`)
    if (typeof phone === 'string' && !found.includes(`phone:${phone}`)) found.push(`phone:${phone}`)
  }
  return found
}

/** Each once: a rule may have more events of one name than the limit allows, and its envelopes would never pass. */
function eventNames({ events = [] }: About['request']): Iterable<string> {
  const names = events.map(({ name }) => name)
  return names.length > 1 ? new Set(names) : names
}
