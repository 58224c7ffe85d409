// How a raw value reads as yes or no: for consent and conditions in the page, by the words that the hub declares.
import { plainWord } from './plain-word.ts'
import type { Words } from './public-hub.ts'
import type { Sourced } from './source-path.ts'

/** A box is sent only when ticked. A radio is no box: one of its group is always sent, and its text says which. */
export function isBox(kind = ''): boolean {
  return /checkbox|switch/.test(kind)
}

/** A box that is present reads true with any value but a no-word; a text must be a yes-word or a no-word. */
export function readPageBoolean({ value, kind }: Sourced, words: Words | undefined): boolean | undefined {
  const text = plainWord(String(value))
  if (words?.no.includes(text)) return false
  return isBox(kind) || words?.yes.includes(text) || undefined
}
