// Yes and no, in the words of the seven languages that hubs use.
import { BOOLEAN_WORDS } from '../../boolean-words.ts'
import type { Json } from '../../json.ts'
import { textOf, type Read } from './reader.ts'

const YES = new Set(BOOLEAN_WORDS.yes)
const NO = new Set(BOOLEAN_WORDS.no)

export function readBooleanValue(raw: Json): Read {
  if (typeof raw === 'boolean') return { value: raw }
  const text = textOf(raw)?.normalize('NFKC').trim().toLowerCase()
  if (text !== undefined && YES.has(text)) return { value: true }
  return text !== undefined && NO.has(text) ? { value: false } : { code: 'invalid_boolean' }
}
