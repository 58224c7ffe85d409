// What an answer of Braze's means for the batch that got it. The body decides before the status: indexed errors end just their objects, whatever the status.
import type { WorkspaceReason } from '../../core/codes.ts'
import { TRACK_ARRAYS, type TrackArray } from '../../core/track-request.ts'
import type { BrazeReply } from '../braze/client.ts'
import type { PackedRequest } from '../outbox/packed.ts'
import { waitOf } from './rate-headers.ts'

/** An object that Braze refused; `detail` in Braze's own words, never to be switched on. */
export interface ObjectError {
  array: TrackArray
  index: number
  detail: string
}

/** What becomes of the objects that no error names. */
export type Rest =
  /** Braze has them. */
  | { kind: 'taken' }
  /** They were refused only because of their neighbours: send them again at once. */
  | { kind: 'again' }
  /** Over the rate limit; `ms` if Braze told how long. */
  | { kind: 'wait'; ms?: number }
  /** Try again later. `ambiguous`: Braze may have them. */
  | { kind: 'retry'; reason: string; ambiguous: boolean }
  /** Something is wrong with the key, address or plan: nothing dies, and nothing is sent until it is mended. */
  | { kind: 'pause'; reason: WorkspaceReason }
  /** More objects than this workspace takes in one request. */
  | { kind: 'halve' }
  /** More bytes than Braze takes. */
  | { kind: 'split' }
  /** Something in it is wrong, and Braze does not say what. */
  | { kind: 'bisect'; detail: string }

export interface Judgement {
  refused: ObjectError[]
  rest: Rest
  /** Objects that Braze neither named nor counted as processed. */
  uncounted: number
}

const DETAIL_MAX_CHARACTERS = 300

const PAUSES: Record<number, WorkspaceReason> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  415: 'unsupported_media_type',
}

/** `counts`: objects sent in each of the three arrays. */
export function judgeAnswer(reply: BrazeReply, counts: PackedRequest['counts'], now: number): Judgement {
  if ('failure' in reply) return { refused: [], rest: { kind: 'retry', reason: reply.failure, ambiguous: reply.started }, uncounted: 0 }
  const body = bodyOf(reply.body)
  const refused = indexedErrors(body?.errors, counts)
  const rest = restOf(reply, body, refused.length > 0, now)
  return { refused, rest, uncounted: rest.kind === 'taken' ? uncounted(body, refused, counts) : 0 }
}

interface Body {
  message: string
  errors: unknown
  processed: (number | undefined)[]
}

function restOf(reply: { status: number; headers: Record<string, string> }, body: Body | undefined, named: boolean, now: number): Rest {
  const { status, headers } = reply
  if (status === 429) {
    const ms = waitOf(headers, now)
    return ms === undefined ? { kind: 'wait' } : { kind: 'wait', ms }
  }
  if (status === 504 || status === 408) return { kind: 'retry', reason: 'gateway_timeout', ambiguous: true }
  if (status >= 500) return { kind: 'retry', reason: 'server_error', ambiguous: false }
  if (isTaken(status, body)) return { kind: 'taken' }
  if (named) return { kind: 'again' }
  if (body && /max input length exceeded/i.test(body.message)) return { kind: 'halve' }
  if (status === 413) return { kind: 'split' }
  if (status === 400 || status === 422 || (status < 300 && body))
    return { kind: 'bisect', detail: clip(body?.message ?? `status ${String(status)}`) }
  return {
    kind: 'pause',
    reason: PAUSES[status] ?? (status < 300 ? 'not_braze' : status < 400 ? 'redirected' : `status_${status}`),
  }
}

function isTaken(status: number, body: Body | undefined): boolean {
  return status < 300 && body?.message === 'success'
}

/** Braze's JSON: an object with a `message`. */
function bodyOf(text: string): Body | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof json !== 'object' || json === null || !('message' in json) || typeof json.message !== 'string') return undefined
  const fields: Record<string, unknown> = { ...json }
  return {
    message: json.message,
    errors: fields['errors'],
    processed: TRACK_ARRAYS.map((name) => {
      const count = fields[`${name}_processed`]
      return typeof count === 'number' ? count : undefined
    }),
  }
}

function indexedErrors(errors: unknown, counts: PackedRequest['counts']): ObjectError[] {
  const found = new Map<string, ObjectError>()
  for (const error of Array.isArray(errors) ? (errors as unknown[]) : []) {
    if (typeof error !== 'object' || error === null || !('index' in error) || !('input_array' in error)) continue
    const position = TRACK_ARRAYS.findIndex((name) => name === error.input_array)
    const { index } = error
    const [array, count] = [TRACK_ARRAYS[position], counts[position]]
    if (!array || count === undefined || typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= count) continue
    const detail = clip('type' in error && typeof error.type === 'string' ? error.type : 'refused')
    const known = found.get(`${array} ${String(index)}`)
    if (known) known.detail = clip(`${known.detail}; ${detail}`)
    else found.set(`${array} ${String(index)}`, { array, index, detail })
  }
  return [...found.values()]
}

function uncounted(body: Body | undefined, refused: ObjectError[], counts: PackedRequest['counts']): number {
  let missing = 0
  TRACK_ARRAYS.forEach((name, position) => {
    const processed = body?.processed[position]
    const sent = (counts[position] ?? 0) - refused.filter((error) => error.array === name).length
    if (processed !== undefined && processed < sent) missing += sent - processed
  })
  return missing
}

/** Braze's words, short and on one line; never ending in half a character. */
function clip(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, DETAIL_MAX_CHARACTERS)
    .replace(/[\ud800-\udbff]$/, '')
}
