// A body's JSON. Bytes that are no UTF-8 are no JSON; half a character within a text is mended, as browsers mend what forms send.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Undefined where it is not JSON. */
export function parseJson(body: Uint8Array): unknown {
  try {
    const text = decoder.decode(body)
    // A page that cuts a text through an emoji leaves half a surrogate pair, which JSON.stringify writes as an escape; it escapes no whole one.
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
