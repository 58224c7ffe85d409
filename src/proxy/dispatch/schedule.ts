// When the next request may go, the pace aside, and where it comes from: decisions over a snapshot of dispatch. Pure.
import type { Pause } from './pause.ts'

/** Requests in flight at once. */
const CONCURRENCY = 16
/** Envelopes in flight or waiting to be sent again, above which no new batch is begun. */
const BEGUN_MAX = 2_400
/** How long a batch waits to become fuller. */
const LINGER_MS = 20

export interface Standing {
  /** Requests in flight. */
  flights: number
  /** Envelopes in flight or waiting to be sent again. */
  begun: number
  pause: Pick<Pause, 'probeAt'> | undefined
  outage: { level: number; until: number } | undefined
  /** The outbox cannot be read or written. */
  isFailing: boolean
  /** Since when new envelopes are ready, if any are. */
  readySince: number | undefined
  /** They fill a request. */
  isFull: boolean
  /** When the first batch that came back may go again, if any waits. */
  due: number | undefined
}

/**
 * Where the next request comes from. `new`: a batch of new envelopes. `due`: a batch that came back and whose time has come.
 * `first`: the first that came back, due or not. `one new`, `one again`: a single envelope.
 */
export type Source = 'new' | 'due' | 'first' | 'one new' | 'one again'

/** When the next request may go; undefined where only an event can change that. */
export function nextAt(standing: Standing): number | undefined {
  const { flights, pause, outage, isFailing, due } = standing
  // Where something is wrong, one request at a time tries whether it still is.
  if (flights >= (pause || outage || isFailing ? 1 : CONCURRENCY)) return undefined
  if (pause && pause.probeAt === undefined) return undefined
  const ready = readyAt(standing)
  if (ready === undefined && due === undefined) return undefined
  // A probe does not wait for its batch's own time.
  return pause?.probeAt ?? outage?.until ?? Math.min(ready ?? Infinity, due ?? Infinity)
}

/** Where the next request comes from: the first of these that has something. */
export function sourcesOf(standing: Standing): Source[] {
  const { pause, outage } = standing
  // One envelope, new ones and old ones in turn, asks whether an outage is over: what Braze fails on may be in every whole batch.
  if (outage && !pause) return outage.level % 2 === 1 ? ['one new', 'one again'] : ['one again', 'one new']
  const again = pause ? 'first' : 'due'
  return readyAt(standing) === undefined ? [again] : [again, 'new']
}

/** When a new batch may begin. */
function readyAt({ begun, readySince, isFull }: Standing): number | undefined {
  if (readySince === undefined || begun >= BEGUN_MAX) return undefined
  return isFull ? 0 : readySince + LINGER_MS
}
