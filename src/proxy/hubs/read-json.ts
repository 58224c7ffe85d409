// JSON that people write by hand: a byte order mark is no mistake of theirs, and a mistake is said with its place.
import { repeatedKey } from './repeated-key.ts'

/** `mistake` may quote the file: not to be shown of one in which somebody may have put a secret. */
export type ReadJson = { json: unknown } | { found: 'no JSON' | 'a key twice'; place: string; mistake: string }

export function readJson(text: string): ReadJson {
  const source = text.replace(/^\uFEFF/, '')
  const parsed = parse(source)
  if ('json' in parsed) {
    const repeated = repeatedKey(source)
    if (repeated === undefined) return parsed
    return { found: 'a key twice', place: placeOf(source, repeated.position), mistake: JSON.stringify(repeated.key) }
  }
  const mistake = parsed.message.replace(POSITION, '').replace(/[\s\p{Cc}]+/gu, ' ')
  return { found: 'no JSON', place: placeOf(source, positionOf(source, parsed.message)), mistake }
}

function placeOf(source: string, position: number): string {
  const lines = source.slice(0, position).split('\n')
  return `line ${lines.length} column ${(lines.at(-1) ?? '').length + 1}`
}

const POSITION = /(?: in JSON)? at position (\d+)(?: \(.*\))?$/

function parse(source: string): { json: unknown } | { message: string } {
  try {
    return { json: JSON.parse(source) as unknown }
  } catch (error) {
    return { message: (error as Error).message }
  }
}

/** V8 gives no position for an unexpected token: it ends the shortest beginning in which V8 finds one, searched for by halves. */
function positionOf(source: string, message: string): number {
  const position = POSITION.exec(message)?.[1]
  if (position !== undefined) return Number(position)
  let [before, after] = [0, source.length]
  if (!hasBadToken(source)) return after
  while (after - before > 1) {
    const middle = (before + after) >> 1
    if (hasBadToken(source.slice(0, middle))) after = middle
    else before = middle
  }
  return before
}

function hasBadToken(source: string): boolean {
  const parsed = parse(source)
  return 'message' in parsed && parsed.message.endsWith('is not valid JSON')
}
