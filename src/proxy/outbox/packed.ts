// How a TrackRequest is stored: the contents of its three JSON arrays, one a line, so that a batch's body is made by joining texts.
import { TRACK_ARRAYS, type TrackRequest } from '../../core/track-request.ts'

/** `text`: contents of `attributes`, `events`, `purchases`, separated by line feeds (JSON itself never holds a raw one). `counts`: objects in each. */
export interface PackedRequest {
  text: string
  counts: readonly [attributes: number, events: number, purchases: number]
}

export function pack(request: TrackRequest): PackedRequest {
  const { attributes = [], events = [], purchases = [] } = request
  return {
    text: `${inside(attributes)}\n${inside(events)}\n${inside(purchases)}`,
    counts: [attributes.length, events.length, purchases.length],
  }
}

/** From the `text` of a packed one. */
export function unpack(text: string): TrackRequest {
  const lines = text.split('\n')
  const request: TrackRequest = {}
  TRACK_ARRAYS.forEach((name, index) => {
    const line = lines[index]
    if (line) request[name] = JSON.parse(`[${line}]`)
  })
  return request
}

function inside(objects: unknown[]): string {
  return objects.length === 0 ? '' : JSON.stringify(objects).slice(1, -1)
}
