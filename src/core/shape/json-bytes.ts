// How many bytes a JSON value takes in UTF-8, without serialising one that is clearly small.
import type { Json } from '../json.ts'

export function isLargerThan(value: Json, bytes: number): boolean {
  return atMost(value) > bytes && utf8Bytes(JSON.stringify(value)) > bytes
}

/** A UTF-16 unit takes at most three bytes. */
export function isLongerThan(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && utf8Bytes(text) > bytes
}

export function utf8Bytes(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/** An upper bound: a UTF-16 unit takes at most six bytes (`\u0000`). */
function atMost(value: Json): number {
  if (typeof value === 'string') return value.length * 6 + 3
  if (typeof value !== 'object' || value === null) return 25
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + atMost(item), 2)
  return Object.entries(value).reduce((sum, [key, item]) => sum + key.length * 6 + 4 + atMost(item), 2)
}
