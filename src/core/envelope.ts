// What one rule selected from one capture, as it crosses the wire: raw values under the rule's own target names. Names, constants, operations and labels come from the rule, never from here.
import type { EnvelopeRefusal, Problem } from './codes.ts'
import type { Json } from './json.ts'

/** The wire version that this script and proxy speak. */
export const WIRE_VERSION = 1

/** A raw value. `null`: the rule's condition held and the value is the rule's own (a constant, or its default). */
export type Raw = Json

export interface Envelope {
  v: typeof WIRE_VERSION
  /** UUID v7, made in the page; the proxy knows a repeated one by it. */
  id: string
  /** ISO 8601, by the page's clock; the proxy corrects it by `now − sentAt`. */
  at: string
  rev: string
  rule: string
  identity: Candidate[]
  /** `<html lang>`, only where the hub declares `locale: "page"`. */
  locale?: string
  attributes?: Record<string, Raw>
  events?: EventPart[]
  purchases?: PurchasePart[]
  /** Raw consent value by subscription target (`email_subscribe`, `push_subscribe`, a group's UUID). */
  subscriptions?: Record<string, Raw>
}

/** An identity that yielded in the page, in declared order. The proxy takes the first that holds. */
export type Candidate = { as: string; value: string; label?: string } | { as: string; proof: string }

export interface EventPart {
  /** Index in the rule's `events`. */
  event: number
  properties?: Record<string, Raw>
}

export interface PurchasePart {
  /** Index in the rule's `purchases`. */
  purchase: number
  /** Those of `productId`, `price`, `currency` and `quantity` that are no constants. */
  values?: Record<string, Raw>
  properties?: Record<string, Raw>
}

/** `POST /v1/hubs/:hub/submissions` */
export interface SubmissionsRequest {
  token: string
  sentAt: string
  submissions: Envelope[]
}

/** The answer with 202: each envelope is judged alone, and `accepted` means on disk. An envelope without a result was not judged this time (its person is over the rate, its revision is not known here yet): keep it and send it again. */
export interface SubmissionsAnswer {
  results: SubmissionResult[]
}

export interface SubmissionResult {
  id: string
  status: 'accepted' | 'duplicate' | 'refused'
  code?: EnvelopeRefusal
  problems?: Problem[]
}

/** `POST /v1/hubs/:hub/session`: all times ISO 8601. */
export interface SessionAnswer {
  token: string
  expiresAt: string
  now: string
}

/** Most bytes of one envelope's JSON in UTF-8, and of one request body. */
export const ENVELOPE_MAX_BYTES = 48 * 1024
export const SUBMISSIONS_MAX_BYTES = 64 * 1024
