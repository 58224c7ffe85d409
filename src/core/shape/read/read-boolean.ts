// What Braze gets of a yes or no, in the words of the seven languages that hubs use.
import { BOOLEAN_WORDS } from '../../boolean-words.ts'
import type { Json } from '../../json.ts'
import { plainWord } from '../../plain-word.ts'
import { textOf, type Read } from './reader.ts'

const YES = new Set(BOOLEAN_WORDS.yes)
const NO = new Set(BOOLEAN_WORDS.no)

export function readBoolean(raw: Json): Read {
  if (typeof raw === 'boolean') return { value: raw }
  const word = plainWord(textOf(raw) ?? '')
  if (YES.has(word)) return { value: true }
  return NO.has(word) ? { value: false } : { code: 'invalid_boolean' }
}
