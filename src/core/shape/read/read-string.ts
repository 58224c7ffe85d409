// Texts, within Braze's 255 characters.
import { STRING_MAX_CHARACTERS } from '../../limits.ts'
import { textOf, type How, type Read } from './reader.ts'
import type { Json } from '../../json.ts'

export function readString(raw: Json, how: How): Read {
  const text = textOf(raw)
  return text === undefined ? { code: 'invalid_string' } : withinCharacters(text, STRING_MAX_CHARACTERS, how)
}

/** As declared: cut to the limit (never through a surrogate pair), or refused. */
export function withinCharacters(text: string, max: number, how: Pick<How, 'tooLong'>): Read {
  if (text.length <= max) return { value: text }
  if (how.tooLong === 'refuse') return { code: 'too_long' }
  const end = /[\uD800-\uDBFF]/.test(text.charAt(max - 1)) ? max - 1 : max
  return { value: text.slice(0, end), cut: true }
}
