// "Replace values" as a text of lines, hub value = Braze value, and back. A line that was not touched keeps its meaning, whatever characters its key or value has.
import type { Json } from '../../core/json.ts'
import { readFixed, textOfFixed, type Kind, type Target } from './fixed-value.ts'
import { guessedScalar } from './scalar.ts'

export type Replacements = Record<string, Json>

/** A line that cannot be read, and why: it has no `=`, another line has its hub value already, or its Braze value is not of this kind. */
export interface WrongLine {
  line: string
  why: 'noEquals' | 'twice' | Kind
}

interface Line {
  key: string
  value: Json
  /** As it is shown: the key with its `=`, and the value. */
  head: string
  tail: string
}

export function textOfMap(map: Replacements | undefined): string {
  return linesOf(map)
    .map(({ head, tail }) => `${head} ${tail}`)
    .join('\n')
}

/**
 * @param before what the text showed before it was changed
 * @param earlier what it showed at first: a line typed as it was then means what it meant then
 */
export function mapOfText(
  text: string,
  before: Replacements | undefined,
  target: Target,
  earlier = before,
): { read: Replacements | undefined } | { wrong: WrongLine } {
  const shown = linesOf(before)
  const lines = [...shown, ...linesOf(earlier)]
  const read = new Map<string, Json>()
  for (const line of text.split('\n').filter((one) => one.trim())) {
    const known = lines.find(({ key, head, tail }) => line === `${head} ${tail}` && !read.has(key)) ?? typedLine(line, shown, target)
    if ('why' in known) return { wrong: known }
    if (read.has(known.key)) return { wrong: { line, why: 'twice' } }
    read.set(known.key, known.value)
  }
  return { read: read.size ? Object.fromEntries(read) : undefined }
}

function typedLine(line: string, shown: Line[], target: Target): Pick<Line, 'key' | 'value'> | WrongLine {
  // A key that stood there before is known even where it holds a "=" itself.
  const [longest] = shown.filter(({ head }) => line.startsWith(head)).sort((a, b) => b.head.length - a.head.length)
  const spaced = line.indexOf(' = ')
  const at = longest ? longest.head.length - 1 : spaced < 0 ? line.indexOf('=') : spaced + 1
  const key = longest?.key ?? line.slice(0, at).trim()
  if (at < 0 || (!longest && !key)) return { line, why: 'noEquals' }
  const old = longest ?? shown.find((one) => one.key === key)
  const text = line.slice(at + 1).trim()
  const value = old ? readFixed(text, old.value, { ...target, isList: false }) : freshValue(text, shown, target)
  return 'not' in value ? { line, why: value.not } : { key, value: value.read }
}

/** A value that another line has keeps its type, and a map of texts stays one; else the type is what the text reads as. */
function freshValue(text: string, shown: Line[], target: Target): { read: Json } | { not: Kind } {
  const had = shown.find(({ tail }) => tail === text)
  if (had) return { read: had.value }
  const areTexts = shown.length > 0 && shown.every(({ value }) => typeof value === 'string')
  if (target.type === 'string' && !target.isDeclared && !areTexts) return { read: guessedScalar(text) }
  return readFixed(text, undefined, { ...target, isList: false })
}

function linesOf(map: Replacements | undefined): Line[] {
  return Object.entries(map ?? {}).map(([key, value]) => ({ key, value, head: `${onOneLine(key)} =`, tail: onOneLine(textOfFixed(value)) }))
}

function onOneLine(text: string): string {
  return /[\r\n]/.test(text) ? JSON.stringify(text) : text
}
