// Which objects of a request to Braze come from one envelope. Envelope ids do not reach Braze, so: same person, same kinds of objects, first come first served.
import type { Envelope } from '../../src/core/envelope.ts'
import type { Json, JsonObject } from '../../src/core/json.ts'
import { TRACK_ARRAYS, type TrackArray } from '../../src/core/track-request.ts'
import type { JournalEntry } from '../fake-braze/journal.ts'
import type { Attempt } from './journey.ts'

/** `taken` are the objects that earlier envelopes claimed; those claimed now are added. Undefined where nothing of the envelope is in the request. */
export function claim(envelope: Envelope, entry: JournalEntry, taken: Set<JsonObject>): Omit<Attempt, 'entry'> | undefined {
  const request = entry.body as Partial<Record<TrackArray, JsonObject[]>> | undefined
  if (typeof request !== 'object') return undefined
  const people = envelope.identity.map((candidate) => ('value' in candidate ? plain(candidate.value) : undefined))
  const wanted: Record<TrackArray, number> = {
    attributes: 1,
    events: envelope.events?.length ?? 0,
    purchases: envelope.purchases?.length ?? 0,
  }
  const body: Attempt['body'] = {}
  let others = 0
  let error: string | undefined
  for (const array of TRACK_ARRAYS) {
    const list = request[array] ?? []
    const mine = list.filter((object) => !taken.has(object) && people.includes(personOf(object))).slice(0, wanted[array])
    others += list.length - mine.length
    if (mine.length === 0) continue
    body[array] = mine
    for (const object of mine) {
      taken.add(object)
      error ??= errorAt(entry.answer, array, list.indexOf(object))
    }
  }
  const isAll = (body.events?.length ?? 0) === wanted.events && (body.purchases?.length ?? 0) === wanted.purchases
  if (!isAll || Object.keys(body).length === 0) return undefined
  return { body, others, ...(error !== undefined && { error }) }
}

function personOf(object: JsonObject): string | undefined {
  const alias = object['user_alias'] as JsonObject | undefined
  const id = object['external_id'] ?? object['braze_id'] ?? alias?.['alias_name'] ?? object['email'] ?? object['phone']
  return typeof id === 'string' ? plain(id) : undefined
}

/** Identifiers are normalised on the way: e-mails trimmed and lower-cased, phones without their spaces. */
function plain(id: string): string {
  return id.toLowerCase().replace(/\s/g, '')
}

function errorAt(answer: Json | undefined, array: TrackArray, index: number): string | undefined {
  const errors = ((answer as JsonObject | undefined)?.['errors'] ?? []) as JsonObject[]
  const found = errors.find((error) => error['input_array'] === array && error['index'] === index)
  return found && String(found['type'])
}
