// A body's JSON. Bytes that are not UTF-8 are not JSON; half a surrogate pair in a text is replaced, as browsers do in what forms send.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Undefined where it is not JSON. */
export function parseJson(body: Uint8Array): unknown {
  try {
    const text = decoder.decode(body)
    // A page that cuts a text through an emoji leaves half a surrogate pair. JSON.stringify escapes only such halves (`\ud83d`), never whole pairs.
    return text.includes('\\ud') ? JSON.parse(text, mended) : JSON.parse(text)
  } catch {
    return undefined
  }
}

function mended(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toWellFormed(), item as unknown]))
}
