// What Braze says to the body of one `/users/track` request: how many objects of each array it takes, and which not.
import { isObject, type JsonObject } from '../../src/core/json.ts'
import { TRACK_ARRAYS, type TrackArray } from '../../src/core/track-request.ts'
import { judge } from './judge.ts'

export interface Limits {
  /** Objects in one request: all together (Braze's current contracts: 75, some 50), or in each array (legacy contracts). */
  objects: number
  count: 'combined' | 'per-array'
}

export interface IndexedError {
  type: string
  input_array: TrackArray
  index: number
}

export interface Judged {
  status: number
  answer: JsonObject
  /** The objects that were taken, in Braze's order of processing. */
  taken: { array: TrackArray; object: JsonObject }[]
  /** How many objects the request had. */
  objects: number
}

const NO_VALID_DATA = "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields."

export function judgeRequest(body: unknown, limits: Limits): Judged {
  const arrays = TRACK_ARRAYS.flatMap((array) => {
    const list = isObject(body) ? body[array] : undefined
    return Array.isArray(list) ? [{ array, list }] : []
  })
  const sizes = arrays.map(({ list }) => list.length)
  const objects = sizes.reduce((sum, size) => sum + size, 0)
  const counted = limits.count === 'combined' ? objects : Math.max(0, ...sizes)
  if (counted > limits.objects) return { status: 400, answer: { message: 'Max Input Length Exceeded' }, taken: [], objects }

  const taken: Judged['taken'] = []
  const errors: IndexedError[] = []
  const counts: JsonObject = {}
  for (const { array, list } of arrays) {
    let good = 0
    list.forEach((object, index) => {
      const type = judge(array, object)
      if (type !== undefined) errors.push({ type, input_array: array, index })
      else {
        taken.push({ array, object: object as JsonObject })
        good++
      }
    })
    counts[`${array}_processed`] = good
  }
  const wrong = errors.length === 0 ? {} : { errors: errors.map((error) => ({ ...error })) }
  if (taken.length === 0) return { status: 400, answer: { message: NO_VALID_DATA, ...wrong }, taken, objects }
  return { status: 201, answer: { message: 'success', ...counts, ...wrong }, taken, objects }
}
