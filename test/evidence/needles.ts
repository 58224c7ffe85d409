// The forms in which a text could lie in bytes: as it is, escaped, or encoded.
/** Any of these in any of its forms, in small letters, as bytes read as Latin-1. */
export function needles(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap(formsOf).map((form) => form.toLowerCase()))]
}

function formsOf(text: string): string[] {
  const bytes = Buffer.from(text)
  return [
    bytes.toString('latin1'),
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    bytes.toString('hex'),
    Buffer.from(text, 'utf16le').toString('latin1'),
    ...[0, 1, 2].flatMap((offset) => [base64At(bytes, offset, 'base64'), base64At(bytes, offset, 'base64url')]),
  ]
}

/** Base64 has three forms of a text, by how many bytes stand before it; its first and last characters depend on the neighbours and are left off. */
function base64At(bytes: Buffer, offset: number, alphabet: 'base64' | 'base64url'): string {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString(alphabet)
    .replace(/=+$/, '')
  const first = Math.ceil((offset * 4) / 3)
  const last = (offset + bytes.length) % 3 === 0 ? whole.length : whole.length - 1
  return whole.slice(first, last)
}
