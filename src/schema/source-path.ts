// Source paths in a hub file: a known root, and after it what that root takes.
import { FIXED_SOURCES, NAMED_SOURCES } from '../core/known-sources.ts'
import { z } from 'zod'
import { didYouMean } from './nearest.ts'
import { isWellFormed } from './scalar.ts'

const NAMED = Object.keys(NAMED_SOURCES) as (keyof typeof NAMED_SOURCES)[]
const FIXED: readonly string[] = FIXED_SOURCES
const MAX_LENGTH = 512

/** The same for the JSON Schema, which has no functions. */
function patternOf(): string {
  const plain = (text: string) => text.replaceAll('.', '\\.')
  return `^(${FIXED.map(plain).join('|')}|(${NAMED.map(plain).join('|')}).+)$`
}

/** Whether this is a source path of the grammar. */
export function isSourcePath(path: string): boolean {
  if (path.length > MAX_LENGTH || !isWellFormed(path)) return false
  return FIXED.includes(path) || NAMED.some((root) => path.length > root.length && path.startsWith(root))
}

/** What is wanted instead of this path: a name where it ends before one, else the nearest path there is. */
export function wantedPath(path: string): string {
  if (path.length > MAX_LENGTH) return `a source path of at most ${MAX_LENGTH} characters`
  const lower = path.toLowerCase()
  const named = NAMED.find((root) => [root, `${root.slice(0, -1)}s.`].some((start) => `${lower}.`.startsWith(start)))
  const name = named && path.slice(named.length + (lower.startsWith(named) ? 0 : 1))
  if (named && !name) return `a name after "${named}", such as "${named}${NAMED_SOURCES[named]}"`
  const hint = named && name && !path.startsWith(named) ? `; did you mean "${named}${name}"?` : didYouMean(path, FIXED)
  return `a source path such as "field.email", "event.answer", "card.name" or "page.query.utm_source"${hint}`
}

export const sourcePath = z
  .string()
  .refine(isSourcePath, { error: (issue) => wantedPath(String(issue.input)) })
  .meta({
    id: 'SourcePath',
    description: 'Where a value comes from.',
    examples: ['field.email', 'event.answer', 'card.name'],
    pattern: patternOf(),
  })
