// Source paths in a hub file: a known root, and after it what that root takes.
import { z } from 'zod'
import { didYouMean } from './nearest.ts'
import { isWellFormed } from './scalar.ts'

/** Roots with a name behind them, and the paths that stand for themselves. */
const NAMED = ['field.', 'event.', 'tracked.', 'extension.', 'page.query.']
const FIXED = [
  'form.responses',
  'card.id',
  'card.type',
  'card.subType',
  'card.name',
  'hub.id',
  'hub.name',
  'user.id',
  'contact.id',
  'page.path',
  'page.title',
  'page.language',
  'page.url',
  'page.referrer',
  'submission.id',
  'submission.at',
  'play.responses',
  'play.complete',
]

/** The same for the JSON Schema, which has no functions. */
function patternOf(): string {
  const plain = (text: string) => text.replaceAll('.', '\\.')
  return `^(${FIXED.map(plain).join('|')}|(${NAMED.map(plain).join('|')}).+)$`
}

/** Whether this is a source path of the grammar. */
export function isSourcePath(path: string): boolean {
  if (path.length > 512 || !isWellFormed(path)) return false
  return FIXED.includes(path) || NAMED.some((root) => path.length > root.length && path.startsWith(root))
}

/** What is wanted instead of this path, with the nearest one there is. */
export function wantedPath(path: string): string {
  const named = NAMED.find((root) => path.toLowerCase().startsWith(root) || path.toLowerCase().startsWith(root.slice(0, -1) + 's.'))
  const hint = named === undefined ? didYouMean(path, FIXED) : `; did you mean "${named}${path.slice(path.indexOf('.') + 1)}"?`
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

/** The source paths in a template's braces, e.g. `card.id` and `field.team` in `{card.id}-{field.team}`. */
export function templatePaths(template: string): string[] {
  return Array.from(template.matchAll(/\{([^{}]*)\}/g), (match) => match[1] ?? '')
}
