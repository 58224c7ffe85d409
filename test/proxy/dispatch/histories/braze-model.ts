// Braze as histories need it: answers as it is told to or else by what stands in the request, and tells the promises what it has taken.
import { TRACK_ARRAYS, type TrackRequest } from '../../../../src/core/track-request.ts'
import type { BrazeClient, BrazeReply } from '../../../../src/proxy/braze/client.ts'
import type { Clock } from '../../../../src/proxy/clock.ts'
import type { DispatchWorkspace } from '../../../../src/proxy/dispatch/workspace.ts'
import type { DeadReason } from '../../../../src/core/codes.ts'
import { reply } from '../braze-double.ts'
import type { Life } from './database.ts'
import { namesIn, type Promises } from './promises.ts'

/** `takes`: it has what it does not name, but for that the answer may be lost. `names`: with an error for the first object. */
interface Weather {
  answer: (now: number) => BrazeReply
  takes?: true
  names?: true
  isLost?: true
  /** What an envelope dies of that is alone with it. */
  ends?: DeadReason
  ms?: number
}

const say = (status: number, message = 'x', headers: Record<string, string> = {}) => reply(status, { message }, headers)
const fail = (failure: 'refused' | 'timeout' | 'reset', started: boolean) => (): BrazeReply => ({ failure, started })
const epoch = (ms: number): string => String(Math.ceil(ms / 1000))

const WEATHER = {
  well: { answer: () => say(201, 'success'), takes: true },
  slow: { answer: () => say(201, 'success'), takes: true, ms: 4_000 },
  'names one': { answer: () => say(201, 'success'), takes: true, names: true },
  '400, names one': { answer: () => say(400), names: true },
  '401, names one': { answer: () => say(401), names: true, ms: 700 },
  '503, names one': { answer: () => say(503), names: true },
  '504, names one': { answer: () => say(504), names: true, takes: true, isLost: true },
  '400': { answer: () => say(400), ends: 'refused' },
  '401': { answer: () => say(401) },
  '403': { answer: () => reply(403, '') },
  '404': { answer: () => reply(404, '<html>'), ms: 900 },
  '413': { answer: () => reply(413, ''), ends: 'too_large' },
  'too long': { answer: () => say(400, 'Max Input Length Exceeded'), ends: 'too_large' },
  'not Braze': { answer: () => reply(200, '<html>') },
  '429': { answer: () => say(429) },
  '429, Retry-After': { answer: () => say(429, 'x', { 'retry-after': '20' }) },
  '429, date': { answer: (now: number) => say(429, 'x', { 'retry-after': new Date(now + 30_000).toUTCString() }) },
  '429, MAU': { answer: () => say(429, 'x', { 'x-ratelimit-retry-after': '15', 'x-ratelimit-reset': '15' }) },
  '429, general': { answer: (now: number) => say(429, 'x', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': epoch(now + 40_000) }) },
  'none left': {
    answer: (now: number) => say(201, 'success', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': epoch(now + 10_000) }),
    takes: true,
  },
  '500': { answer: () => reply(500, '<html>') },
  '503': { answer: () => reply(503, ''), ms: 3_000 },
  '504': { answer: () => reply(504, ''), isLost: true },
  '504, taken': { answer: () => reply(504, ''), takes: true, isLost: true },
  'time-out': { answer: fail('timeout', true), isLost: true, ms: 30_000 },
  'time-out, taken': { answer: fail('timeout', true), takes: true, isLost: true, ms: 30_000 },
  'no connection in time': { answer: fail('timeout', false), ms: 10_000 },
  reset: { answer: fail('reset', true), isLost: true },
  'reset, taken': { answer: fail('reset', true), takes: true, isLost: true, ms: 500 },
  refused: { answer: fail('refused', false) },
} satisfies Record<string, Weather>

export type WeatherName = keyof typeof WEATHER
export const WEATHER_NAMES = Object.keys(WEATHER) as WeatherName[]

/** A workspace, at Braze and here. */
export interface ModelWorkspace {
  /** What Braze answers next; then as what stands in the request wants it. */
  coming: WeatherName[]
  key: string
  /** The key that is in use here. */
  keyHere: string
  /** What it fails on passes. */
  isWell: boolean
  settings: DispatchWorkspace
  /** The settings before these, as long as a request that was made by them may be about to go. */
  before: DispatchWorkspace[]
  isPaused: boolean
}

export interface ClientParts {
  clock: Clock
  promises: Promises
  workspace: ModelWorkspace
  /** The process that asks. */
  life: Life
}

const NEVER = new Promise<never>(() => {})

export function createModelClient({ clock, promises, workspace, life }: ClientParts): BrazeClient {
  const key = workspace.keyHere
  return {
    async track(body) {
      if (!life.isAlive) return NEVER
      const request = JSON.parse(body) as TrackRequest
      if (workspace.isPaused) promises.broken.push('sent though an operator paused it')
      const flight = promises.sent([workspace.settings, ...workspace.before], request, life, clock.elapsed())
      const weather = weatherOf(body, workspace, key)
      const errors = errorsOf(request, weather)
      const refused = promises.of(errors.map(({ object }) => object))
      if (weather.takes) promises.taken(flight.things.filter((thing) => !refused.includes(thing)))
      await new Promise<void>((resolve) => clock.after(weather.ms ?? 5, resolve))
      if (!life.isAlive) return NEVER
      promises.flights.delete(flight)
      const answer = weather.answer(clock.now())
      // An answer that was lost names nothing.
      const isNaming = 'body' in answer && answer.body.startsWith('{')
      const others = flight.things.filter((thing) => !isNaming || !refused.includes(thing))
      if (isNaming) promises.refused(refused)
      if (weather.isLost) promises.lost(others, workspace.settings.ambiguous)
      else if (!weather.takes && new Set(others.map(({ lane }) => lane)).size === 1)
        for (const { mayDieOf } of others) mayDieOf.add(weather.ends ?? 'failing')
      if (!isNaming || errors.length === 0) return answer
      const status = others.length === 0 && answer.status < 300 ? 400 : answer.status
      return {
        ...answer,
        status,
        body: JSON.stringify({ ...(JSON.parse(answer.body) as object), errors: errors.map(({ error }) => error) }),
      }
    },
    close: () => Promise.resolve(),
  }
}

function weatherOf(body: string, workspace: ModelWorkspace, key: string): Weather {
  const coming = workspace.coming.shift()
  if (coming) return WEATHER[coming]
  if (key !== workspace.key) return WEATHER['401']
  const flaws = namesIn(body).map((name) => name.at(-1))
  if (flaws.includes('p')) return WEATHER['400']
  return flaws.includes('f') && !workspace.isWell ? WEATHER['500'] : WEATHER.well
}

function errorsOf(request: TrackRequest, { takes, names }: Weather) {
  const objects = TRACK_ARRAYS.flatMap((input_array) =>
    (request[input_array] ?? []).map((object, index) => ({ object, error: { type: 'no', input_array, index } })),
  )
  return objects.filter(({ object }, index) => (names && index === 0) || (takes && namesIn(object).some((name) => name.endsWith('r'))))
}
