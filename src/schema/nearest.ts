// The "did you mean" of every message: the known word that an unknown one was probably meant to be.
import { isObject } from '../core/json.ts'

/** What other tools call our words. */
const ELSEWHERE: Record<string, string> = {
  text: 'string',
  float: 'number',
  decimal: 'number',
  checkbox: 'boolean',
  birthday: 'date',
  time: 'datetime',
  timestamp: 'datetime',
  tel: 'phone',
  mobile: 'phone',
  json: 'object',
  append: 'add',
  push: 'add',
  field: 'from',
  source: 'from',
  constant: 'value',
  fallback: 'default',
  else: 'otherwise',
  props: 'properties',
  submit: 'form',
  truncate: 'cut',
}

/** Fewest characters of a beginning or an ending: shorter ones fit too many words. */
const BEGINNING_MIN = 3
const ENDING_MIN = 4

/** The word of `known` nearest to `word` (case and separators do not count), or undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  return known.find((candidate) => candidate === ELSEWHERE[plain(word)]) ?? misspelt(word, known) ?? shortened(word, known)
}

function misspelt(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined
  let bestDistance = Math.min(3, Math.floor(word.length / 3) + 1)
  for (const candidate of known) {
    const distance = editDistance(plain(word), plain(candidate))
    if (distance < bestDistance) {
      bestDistance = distance
      best = candidate
    }
  }
  return best
}

/** `int` for `integer`, `increment` for `inc`: one is the other's beginning. */
function shortened(word: string, known: readonly string[]): string | undefined {
  const begun = plain(word)
  return known.find((candidate) => {
    const whole = plain(candidate)
    return Math.min(begun.length, whole.length) >= BEGINNING_MIN && (whole.startsWith(begun) || begun.startsWith(whole))
  })
}

/** Like `nearest`, but for keys: one may also be the other's ending, as with `type` for `cardType` and `alias_label` for `label`. */
export function nearestKey(word: string, known: readonly string[]): string | undefined {
  const ended = plain(word)
  return (
    nearest(word, known) ??
    known.find((candidate) => {
      const whole = plain(candidate)
      return Math.min(ended.length, whole.length) >= ENDING_MIN && (whole.endsWith(ended) || ended.endsWith(whole))
    })
  )
}

/** Whether an object has one of these keys, or nearly: then what is wrong is inside it. */
export function isMeant(input: unknown, keys: readonly string[]): boolean {
  return isObject(input) && Object.keys(input).some((key) => nearest(key, keys))
}

/** `; did you mean "x"?`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  return near === undefined ? '' : `; did you mean "${near}"?`
}

function plain(word: string): string {
  return word
    .slice(0, 64)
    .toLowerCase()
    .replace(/[^a-z0-9$]/g, '')
}

/** Levenshtein's distance, in which two swapped neighbours count as one edit. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
        ),
      )
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
