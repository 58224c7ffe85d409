// What Braze gets of a yes or no, in the words of the seven languages that hubs use.
import { BOOLEAN_WORDS } from '../../boolean-words.ts'
import type { Json } from '../../json.ts'
import { plainWord } from '../../plain-word.ts'
import { textOf, type Read } from './reader.ts'

const YES = new Set(BOOLEAN_WORDS.yes)
const NO = new Set(BOOLEAN_WORDS.no)
/** Before NFKC, which takes a time that grows with the square of a run of accents. */
const LONGEST_WORD = 64

export function readBoolean(raw: Json): Read {
  if (typeof raw === 'boolean') return { value: raw }
  const text = textOf(raw) ?? ''
  if (text.length > LONGEST_WORD) return { code: 'invalid_boolean' }
  const word = plainWord(text)
  if (YES.has(word)) return { value: true }
  return NO.has(word) ? { value: false } : { code: 'invalid_boolean' }
}
