// What `shape` takes besides the envelope and its declaration, and what it gives. Tables and finished proofs are passed in, so that core stays pure.
import type { EnvelopeRefusal, Problem } from '../codes.ts'
import type { TrackRequest } from '../track-request.ts'

/** Knowledge that needs a library or a table, passed in by the proxy. Each gives `undefined` for what it cannot read. */
export interface Tables {
  /** E.164, or undefined. `region` is ISO 3166-1 alpha-2. */
  phone(text: string, region: string | undefined): string | undefined
  /** The host in Punycode, lower case; undefined where it is no domain name. */
  asciiHost(host: string): string | undefined
  /** Whether this is an IANA time zone name. */
  isTimeZone(name: string): boolean
}

export interface ShapeContext {
  tables: Tables
  /** By index of the envelope's identity candidate: the id that its proof gave, undefined where that failed. */
  proofs: (string | undefined)[]
  /** The envelope's time after the clock correction, ISO 8601. */
  at: string
  /** The proxy's clock, milliseconds since the epoch: later times are clamped to it. */
  now: number
}

export type Shaped =
  { request: TrackRequest; lane: string; problems: Problem[] } | { refusal: EnvelopeRefusal; detail: string; problems: Problem[] }
