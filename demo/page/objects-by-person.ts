// The objects of a request to Braze, by the person whom they are for.
import { isObject, type Json, type JsonObject } from '../../src/core/json.ts'
import { TRACK_ARRAYS, type TrackArray } from '../../src/core/track-request.ts'
import { readIdentifier } from '../fake-braze/identifier.ts'

export interface Placed {
  array: TrackArray
  index: number
  object: JsonObject
}

export function objectsByPerson(body: Json | undefined): Map<string, Placed[]> {
  const people = new Map<string, Placed[]>()
  for (const array of TRACK_ARRAYS) {
    const list = isObject(body) ? body[array] : undefined
    for (const [index, object] of (Array.isArray(list) ? list : []).entries()) {
      if (!isObject(object)) continue
      const person = JSON.stringify(readIdentifier(object))
      people.set(person, [...(people.get(person) ?? []), { array, index, object }])
    }
  }
  return people
}
