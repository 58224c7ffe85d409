// A JSON value, as it stands in hub files, in Komo's event payloads and on the wire.
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** Keys and values of a JSON object. */
export type JsonObject = { [key: string]: Json }

/** Whether it is an object: no list, and not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
