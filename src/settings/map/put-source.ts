// Sets what stands at a source path of a capture.
import type { Capture } from '../../core/capture.ts'
import type { Json, JsonObject } from '../../core/json.ts'

export function putSource(capture: Capture, path: string, value: Json): void {
  const place = placeOf(capture, path)
  if (place) place.at[place.key] = value
}

/** Sets it only where nothing stands yet. */
export function fillSource(capture: Capture, path: string, value: Json): void {
  const place = placeOf(capture, path)
  if (place) place.at[place.key] ??= value
}

/** Where a source path ends in the capture: objects are made on the way, and a list of one where the path says `*`. */
function placeOf(capture: Capture, path: string): { at: JsonObject; key: string } | undefined {
  const keys = path.split('.')
  const last = keys.pop()
  if (last === undefined || !keys.length) return undefined
  let at = capture as unknown as JsonObject
  for (const [index, key] of keys.entries()) {
    if (key === '__proto__') return undefined
    const isList = (keys[index + 1] ?? last) === '*'
    if (key === '*') {
      const list = at as unknown as Json[]
      list[0] ??= {}
      at = list[0] as JsonObject
    } else {
      at[key] ??= isList ? [] : {}
      at = at[key] as JsonObject
    }
    if (typeof at !== 'object' || at === null) return undefined
  }
  return { at, key: last === '*' ? '0' : last }
}
