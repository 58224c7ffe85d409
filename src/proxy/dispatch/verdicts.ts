// From Braze's judgement of a batch to what becomes of each of its rows: what died, what is left, what may be called sent.
import { TRACK_ARRAYS, type EventObject, type TrackArray, type TrackRequest } from '../../core/track-request.ts'
import type { Dead, Left, OutboxRow } from '../outbox/claim.ts'
import type { DeadReason } from '../../core/codes.ts'
import { unpack } from '../outbox/packed.ts'
import type { ObjectError } from './answer.ts'
import { originOf } from './batch.ts'

/** One row after its batch came back. `left`: what Braze did not name. */
export interface RowVerdict {
  row: OutboxRow
  left: Left
  dead: Dead[]
}

/** Divides each row's objects into those that Braze named, which died, and the others. An event that loses its person with a named object goes into the same letter, so that a replay sends both in one request. */
export function partByErrors(rows: readonly OutboxRow[], refused: readonly ObjectError[]): RowVerdict[] {
  const errors = new Map<OutboxRow, ObjectError[]>()
  for (const error of refused) {
    const origin = originOf(rows, error.array, error.index)
    if (origin) errors.set(origin.row, [...(errors.get(origin.row) ?? []), { ...error, index: origin.index }])
  }
  return rows.map((row) => {
    const own = errors.get(row)
    if (!own) return { row, left: 'all', dead: [] }
    const request = unpack(row.request.text)
    const isRefused: Which = (array, index) => own.some((error) => error.array === array && error.index === index)
    const unconfirmed = unconfirmedIn(request, isRefused)
    const { apart, left } = divide(
      request,
      (array, index) => isRefused(array, index) || (array === 'events' && unconfirmed.includes(index)),
    )
    const reason = unconfirmed.length > 0 ? 'unconfirmed' : 'refused'
    const detail = [...new Set(own.map((error) => `${error.array}: ${error.detail}`))].join('; ')
    return { row, left, dead: [{ reason, detail, request: apart }] }
  })
}

/** One object of a request, by its place. */
type Which = (array: TrackArray, index: number) => boolean

/**
 * Events by an alias whose attributes were all refused. Braze counts such an event as processed, and drops it if nothing else had
 * made that alias (Braze's documentation: events by alias only update).
 */
function unconfirmedIn({ attributes = [], events = [] }: TrackRequest, isRefused: Which): number[] {
  const aliases = (refused: boolean) => attributes.filter((_, index) => isRefused('attributes', index) === refused).map(aliasOf)
  const [lost, made] = [aliases(true), aliases(false)]
  return events.flatMap((event, index) => {
    const alias = aliasOf(event)
    const isLost = alias !== undefined && lost.includes(alias) && !made.includes(alias)
    return isLost && !isRefused('events', index) ? [index] : []
  })
}

/** The whole row dies. */
export function deadWhole(row: OutboxRow, reason: DeadReason, detail: string): RowVerdict {
  return { row, left: undefined, dead: [{ reason, detail, request: unpack(row.request.text) }] }
}

function aliasOf({ user_alias }: Pick<EventObject, 'user_alias'>): string | undefined {
  return user_alias && `${user_alias.alias_label}\n${user_alias.alias_name}`
}

function divide(request: TrackRequest, isApart: Which): { apart: TrackRequest; left: TrackRequest | undefined } {
  const apart: TrackRequest = {}
  const left: TrackRequest = {}
  for (const name of TRACK_ARRAYS) {
    const objects: unknown[] = request[name] ?? []
    const [gone, kept] = [true, false].map((wanted) => objects.filter((_, index) => isApart(name, index) === wanted))
    if (gone?.length) Object.assign(apart, { [name]: gone })
    if (kept?.length) Object.assign(left, { [name]: kept })
  }
  return { apart, left: Object.keys(left).length > 0 ? left : undefined }
}
