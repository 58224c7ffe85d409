// Braze as a dispatcher's tests need it: answers as told, or as Braze does, and remembers what it was asked and when.
import { TRACK_ARRAYS, type TrackArray, type TrackRequest } from '../../../src/core/track-request.ts'
import type { BrazeClient, BrazeReply } from '../../../src/proxy/braze/client.ts'
import type { SimulatedClock } from './simulated-clock.ts'

export interface Asked {
  at: number
  request: TrackRequest
  /** Names of all events, in the order of the body. */
  events: string[]
}

/** `undefined`: as Braze would. A function may throw the whole thing off: it gets the request and its number, from 1. */
export type Answer = (asked: Asked, count: number) => BrazeReply | undefined | Promise<BrazeReply | undefined>

export interface BrazeDouble extends BrazeClient {
  asked: Asked[]
  /** Names of the events that were taken, each time they were. */
  taken: string[]
  /** Highest number of requests open at once. */
  open: { most: number }
  closed: boolean
}

export function brazeDouble(clock: SimulatedClock, options: { answer?: Answer; latencyMs?: number } = {}): BrazeDouble {
  const { answer = () => undefined, latencyMs = 5 } = options
  let open = 0
  const double: BrazeDouble = {
    asked: [],
    taken: [],
    open: { most: 0 },
    closed: false,
    async track(body) {
      const request = JSON.parse(body) as TrackRequest
      const asked = { at: clock.elapsed(), request, events: (request.events ?? []).map(({ name }) => name) }
      double.asked.push(asked)
      double.open.most = Math.max(double.open.most, ++open)
      await new Promise<void>((resolve) => clock.after(latencyMs, resolve))
      const reply = (await answer(asked, double.asked.length)) ?? asBraze(request)
      open--
      if ('body' in reply) double.taken.push(...takenOf(request, reply))
      return reply
    },
    async close() {
      double.closed = true
    },
  }
  return double
}

/** Refuses objects whose e-mail holds no `@`, takes the rest. */
function asBraze(request: TrackRequest): BrazeReply {
  const errors = TRACK_ARRAYS.flatMap((name) =>
    (request[name] ?? []).flatMap(({ email, user_alias }, index) =>
      [email, user_alias?.alias_name].some((text) => typeof text === 'string' && !text.includes('@') && text !== '')
        ? [{ type: "The value provided for the 'email' field is not a valid email.", input_array: name, index }]
        : [],
    ),
  )
  const total = TRACK_ARRAYS.reduce((sum, name) => sum + (request[name]?.length ?? 0), 0)
  if (errors.length === total)
    return reply(400, { message: "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.", errors })
  const counts = TRACK_ARRAYS.map((name) => [
    `${name}_processed`,
    (request[name]?.length ?? 0) - errors.filter((error) => error.input_array === name).length,
  ])
  return reply(201, { message: 'success', ...Object.fromEntries(counts), ...(errors.length > 0 && { errors }) })
}

export function reply(status: number, body: unknown, headers: Record<string, string> = {}): BrazeReply {
  return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }
}

export const indexed = (input_array: TrackArray, index: number, type = 'no'): object => ({ type, input_array, index })

function takenOf(request: TrackRequest, { status, body }: { status: number; body: string }): string[] {
  if (status >= 300 || !body.includes('"success"')) return []
  const { errors = [] } = JSON.parse(body) as { errors?: { input_array: string; index: number }[] }
  return (request.events ?? [])
    .filter((_, index) => !errors.some((error) => error.input_array === 'events' && error.index === index))
    .map(({ name }) => name)
}
