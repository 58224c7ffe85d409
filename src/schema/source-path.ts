// Source paths in a hub file: a known root, and after it what that root takes.
import { FIXED_SOURCES, NAMED_SOURCES } from '../core/known-sources.ts'
import { ownValue } from '../core/own-value.ts'
import { z } from 'zod'
import { didYouMean } from './nearest.ts'
import { isWellFormed } from './scalar.ts'

const NAMED = Object.keys(NAMED_SOURCES) as (keyof typeof NAMED_SOURCES)[]
const FIXED: readonly string[] = FIXED_SOURCES
const MAX_LENGTH = 512
/** Roots as others call them. */
const ELSEWHERE: Record<string, string> = { form: 'field', input: 'field', query: 'page.query', url: 'page.query' }
/** How conditions are combined, for those who write these words instead. */
const COMBINED: Record<string, string> = { and: 'all', or: 'any' }

/** `isSourcePath` as a pattern, for the JSON Schema. */
function patternOf(): string {
  const plain = (text: string) => text.replaceAll('.', '\\.')
  return `^(${FIXED.map(plain).join('|')}|(${NAMED.map(plain).join('|')}).+)$`
}

/** Whether this is a source path of the grammar. */
export function isSourcePath(path: string): boolean {
  if (path.length > MAX_LENGTH || !isWellFormed(path)) return false
  return FIXED.includes(path) || NAMED.some((root) => path.length > root.length && path.startsWith(root))
}

/** What is wanted instead of this path: a name where it is a root alone, else the nearest path there is. */
export function wantedPath(path: string): string {
  if (path.length > MAX_LENGTH) return `a source path of at most ${MAX_LENGTH} characters`
  const lower = path.toLowerCase()
  const named = NAMED.find((root) => [root, `${root.slice(0, -1)}s.`].some((start) => `${lower}.`.startsWith(start)))
  const name = named && path.slice(named.length + (lower.startsWith(named) ? 0 : 1))
  if (named && !name) return `a name after "${named}", such as "${named}${NAMED_SOURCES[named]}"`
  const hint = named && name && !path.startsWith(named) ? `; did you mean "${named}${name}"?` : meant(path)
  return `a source path such as "field.email", "event.answer", "card.name" or "page.query.utm_source"${hint}`
}

/** What somebody meant who wrote this: a path in braces or blanks, a misspelt one, the Unique ID alone, or something that its root does not have. */
function meant(path: string): string {
  const bare = path.replace(/^[\s{]+|[\s}]+$/g, '')
  if (bare !== path && isSourcePath(bare)) return `; did you mean "${bare}"?`
  const others = FIXED.filter((one) => one !== path)
  const near = didYouMean(path, others)
  if (near) return near
  const [root = '', ...rest] = bare.split('.')
  const moved = `${ownValue(ELSEWHERE, root.toLowerCase()) ?? root}.${rest.join('.')}`
  if (moved !== bare && isSourcePath(moved)) return `; did you mean "${moved}"?`
  if (/^[\w-]+$/.test(bare)) return `; did you mean "${ownValue(COMBINED, bare) ?? `field.${bare}`}"?`
  const siblings = [...others, 'page.query.…'].filter((one) => one.startsWith(`${root}.`))
  return siblings.length > 0 ? `; there is ${siblings.map((one) => `"${one}"`).join(', ')}` : ''
}

export const sourcePath = z
  .string('a source path such as "field.email"')
  // `abort`, so that a union with this branch gives the union's own message.
  .refine(isSourcePath, { error: (issue) => wantedPath(String(issue.input)), abort: true })
  .meta({
    id: 'SourcePath',
    description: 'Where a value comes from.',
    examples: ['field.email', 'event.answer', 'card.name'],
    pattern: patternOf(),
  })
