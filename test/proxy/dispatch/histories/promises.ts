// What the proxy has promised of each thing it was given, kept apart from the product: who has it, and what may still be done with it. Finds each request that breaks a promise.
import type { TrackRequest } from '../../../../src/core/track-request.ts'
import type { DeadReason } from '../../../../src/core/codes.ts'
import type { DispatchWorkspace } from '../../../../src/proxy/dispatch/workspace.ts'
import type { Life } from './database.ts'
import { createLimits, type Limits } from './limits.ts'

/** An event, a purchase or an attribute: the smallest that can be lost, sent twice or refused. */
export interface Thing {
  /** Workspace and person. */
  lane: string
  person: string
  /** An event, a purchase or an increment: sent twice, it counts twice. */
  counts: boolean
  /** Place in its lane: those of one envelope share it, a replay gives a new one. */
  place: number
  /** `turned away`: the proxy does not have it, and whoever has may offer it again. */
  state: 'turned away' | 'offered' | 'accepted' | 'erased' | 'purged'
  /** It was erased while its request was on its way: that may still arrive. */
  isOnItsWay?: boolean
  /** The process that was offered it last. */
  by?: Life
  taken: number
  /** Its last answer was lost, or an operator sends it again: Braze may get what it has already. */
  mayRepeat: boolean
  /** Its last answer was lost, and the policy is `hold`: only an operator may send it again. */
  isHeld: boolean
  /** What it may have died of. */
  mayDieOf: Set<DeadReason>
}

export interface Flight {
  /** The process that sent it. */
  life: Life
  lanes: string[]
  things: Thing[]
}

export interface Promises {
  things: Map<string, Thing>
  of(json: unknown): Thing[]
  /** One envelope's, to this process. Alone, it stands behind all that was offered before; else only behind what has been accepted by then. */
  offered(own: Map<string, Thing>, by: Life, isAlone: boolean): void
  accepted(thing: Thing): void
  /** A process began in the place of another, and this is what it found in the outbox. */
  found(rows: unknown, now: number, ended: Life | undefined): void
  /** A process has lost the right to dispatch: what it has on its way is another's to send. */
  gone(life: Life, now: number): void
  limits: Limits
  /** A request went out, by one of these settings. Its flight ends with its answer. */
  sent(inForce: [DispatchWorkspace, ...DispatchWorkspace[]], request: TrackRequest, life: Life, now: number): Flight
  flights: Set<Flight>
  /** Braze has these. */
  taken(things: Thing[]): void
  /** Braze named them as refused. */
  refused(things: Thing[]): void
  /** Whether Braze has these is unknown. */
  lost(things: Thing[], policy: DispatchWorkspace['ambiguous']): void
  /** A dead letter of these goes to the end of its lane. */
  replayed(things: Thing[], place: number, reason: DeadReason): void
  nextPlace(): number
  broken: string[]
}

/** Names of things, wherever they stand. */
export const namesIn = (json: unknown): string[] => JSON.stringify(json ?? null).match(/t\d+_\d+[a-z]*/g) ?? []

export function createPromises(): Promises {
  const things = new Map<string, Thing>()
  const flights = new Set<Flight>()
  const limits = createLimits()
  const broken: string[] = []
  const lastPlaces = new Map<string, number>()
  /** By place: the last that was given away when this one was accepted. All later ones are behind it. */
  const before = new Map<number, number>()
  let places = 0
  const never = (isBroken: boolean, ...what: unknown[]): void => {
    if (isBroken) broken.push(what.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '))
  }
  const of = (json: unknown): Thing[] => namesIn(json).map((name) => things.get(name)!)

  function checkLane(lane: string, sent: Thing[]): void {
    const place = sent[0]!.place
    never(
      sent.some((thing) => thing.place !== place),
      'two envelopes of a lane in one request',
      sent,
    )
    never(
      [...flights].some(({ lanes }) => lanes.includes(lane)),
      'a lane in two requests at once',
      sent,
    )
    const last = lastPlaces.get(lane) ?? 0
    never(place < last && (before.get(place) ?? last) < last, 'out of order', sent)
    lastPlaces.set(lane, Math.max(place, lastPlaces.get(lane) ?? 0))
    const missing = [...things.values()].filter((thing) => thing.lane === lane && thing.place === place && !sent.includes(thing))
    never(
      missing.some((thing) => thing.mayDieOf.size === 0),
      'a divided envelope',
      { sent, missing },
    )
  }

  function accepted(thing: Thing): void {
    thing.state = 'accepted'
    if (!before.has(thing.place)) before.set(thing.place, places)
  }

  function gone(life: Life, now: number): void {
    limits.began(now)
    for (const flight of flights) if (flight.life === life) flights.delete(flight)
  }

  return {
    things,
    flights,
    limits,
    broken,
    of,
    offered(own, by, isAlone) {
      const place = ++places
      if (isAlone) before.set(place, place)
      for (const [name, thing] of own) things.set(name, Object.assign(thing, { place, by, state: 'offered' }))
    },
    accepted,
    found(rows, now, ended) {
      if (ended) gone(ended, now)
      const there = new Set(of(rows))
      for (const thing of things.values())
        if (thing.by === ended && (thing.state === 'offered' || thing.state === 'turned away'))
          if (there.has(thing)) accepted(thing)
          else thing.state = 'turned away'
    },
    gone,
    sent(inForce, request, life, now) {
      const sent = of(request)
      const lanes = new Map(sent.map(({ lane }) => [lane, sent.filter((thing) => thing.lane === lane)]))
      lanes.forEach((own, lane) => {
        checkLane(lane, own)
      })
      never(!limits.allow(inForce, request, lanes.size, now), 'over a limit', request)
      for (const thing of sent) {
        never(thing.isHeld, 'sent again though it is held', thing)
        const isLate = thing.state !== 'accepted' && thing.state !== 'offered' && !thing.isOnItsWay
        never(isLate, 'sent after it was', thing.state, thing)
      }
      const flight = { life, lanes: [...lanes.keys()], things: sent }
      flights.add(flight)
      return flight
    },
    taken(some) {
      for (const thing of some) {
        never(thing.taken > 0 && !thing.mayRepeat, 'taken twice', thing)
        thing.taken++
        thing.mayRepeat = false
      }
    },
    refused(some) {
      for (const refused of some) {
        refused.mayDieOf.add('refused').add('unconfirmed')
        // Events that lose their alias go with it.
        for (const thing of things.values())
          if (thing.lane === refused.lane && thing.place === refused.place) thing.mayDieOf.add('unconfirmed')
      }
    },
    lost(some, policy) {
      for (const thing of some) {
        if (policy === 'hold' && thing.counts) {
          thing.isHeld = true
          thing.mayDieOf.add('ambiguous')
        } else thing.mayRepeat = true
      }
    },
    replayed(some, place, reason) {
      before.set(place, place)
      for (const thing of some) {
        const mayRepeat = thing.mayRepeat || reason === 'ambiguous' || reason === 'unconfirmed'
        Object.assign(thing, { place, isHeld: false, mayRepeat })
      }
    },
    nextPlace: () => ++places,
  }
}
