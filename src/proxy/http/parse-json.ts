// A body's JSON. Bytes that are no UTF-8 are no JSON.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Undefined where it is not JSON. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(body))
  } catch {
    return undefined
  }
}
