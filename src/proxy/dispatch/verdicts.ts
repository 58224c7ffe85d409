// From Braze's judgement of a batch to what becomes of each of its rows: what died, what is left, what may be called sent.
import type { EventObject, TrackRequest } from '../../core/track-request.ts'
import { TRACK_ARRAYS } from '../../core/track-request.ts'
import type { Dead, OutboxRow } from '../outbox/claim.ts'
import type { DeadReason } from '../outbox/dead-letters.ts'
import { unpack } from '../outbox/packed.ts'
import type { ObjectError } from './answer.ts'
import { originOf } from './batch.ts'

/** One row after its batch came back. `left`: what Braze did not name; undefined where nothing is left, `'all'` where nothing was named. */
export interface RowVerdict {
  row: OutboxRow
  left: 'all' | TrackRequest | undefined
  dead: Dead[]
}

/** Parts each row's objects into the named ones, which died, and the others. */
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
    const { named, others } = divide(request, own)
    const detail = [...new Set(own.map((error) => `${error.array}: ${error.detail}`))].join('; ')
    return { row, left: others, dead: [{ reason: 'refused', detail, request: named }] }
  })
}

/**
 * For a row of which Braze took the rest: an event by alias whose attributes object was refused is `unconfirmed`. Braze counts it
 * as processed, and drops it if nothing else had made that alias (Braze's documentation: events by alias only update).
 */
export function unconfirmedOf({ row, left, dead }: RowVerdict): Dead[] {
  const refused = [...(row.refused ?? []), ...dead]
  if (refused.length === 0 || left === undefined) return []
  const refusedAliases = refused.flatMap(({ request }) => (request.attributes ?? []).map(aliasOf)).filter((alias) => alias !== undefined)
  const taken = left === 'all' ? unpack(row.request.text) : left
  const events = (taken.events ?? []).filter((event) => refusedAliases.some((alias) => alias === aliasOf(event)))
  if (events.length === 0) return []
  return [{ reason: 'unconfirmed', detail: 'counted, but the attributes that create its alias were refused', request: { events } }]
}

/** The whole row dies. */
export function deadWhole(row: OutboxRow, reason: DeadReason, detail: string): RowVerdict {
  return { row, left: undefined, dead: [{ reason, detail, request: unpack(row.request.text) }] }
}

function aliasOf({ user_alias }: Pick<EventObject, 'user_alias'>): string | undefined {
  return user_alias && `${user_alias.alias_label}\n${user_alias.alias_name}`
}

function divide(request: TrackRequest, errors: readonly ObjectError[]): { named: TrackRequest; others: TrackRequest | undefined } {
  const named: TrackRequest = {}
  const others: TrackRequest = {}
  for (const name of TRACK_ARRAYS) {
    const isNamed = (_object: unknown, index: number): boolean => errors.some((error) => error.array === name && error.index === index)
    const objects: unknown[] = request[name] ?? []
    const [dead, left] = [objects.filter(isNamed), objects.filter((object, index) => !isNamed(object, index))]
    if (dead.length > 0) Object.assign(named, { [name]: dead })
    if (left.length > 0) Object.assign(others, { [name]: left })
  }
  return { named, others: Object.keys(others).length > 0 ? others : undefined }
}
