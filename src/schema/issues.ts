// Turns zod's issues into findings a person can act on: the path, what was found there, what is wanted.
import type { z } from 'zod'
import { didYouMean, nearestKey } from './nearest.ts'

type Path = (string | number)[]

export interface Finding {
  /** Keys and indices down to the place: `['rules', 0, 'attributes', 'dob', 'type']`. */
  path: Path
  /** What stands there, shortened; a place that holds a secret shows none. */
  found: string
  wanted: string
}

/** What was read, and which of it is never shown. */
interface Source {
  root: unknown
  isHidden: (path: Path, found: unknown) => boolean
}

/** Keys whose content is a secret or says where one is: never shown. */
const SECRET_KEYS = ['secret', 'apiKey', 'keys', 'token']

/** Nobody reads more at a time, and all of them go into one line of the log. Each costs a search for the word that was meant. */
const FINDINGS_MAX = 100

/** @param mayBeSecret whether what was found is not shown either, though it stands under no key of a secret */
export function findingsOf(issues: readonly z.core.$ZodIssue[], root: unknown, mayBeSecret: Source['isHidden'] = () => false): Finding[] {
  const isHidden: Source['isHidden'] = (path, found) => path.some((key) => SECRET_KEYS.includes(String(key))) || mayBeSecret(path, found)
  const all = onceEach(issues.slice(0, FINDINGS_MAX + 1).flatMap((issue) => findings(issue, { root, isHidden }, [])))
  if (all.length <= FINDINGS_MAX) return all
  return [...all.slice(0, FINDINGS_MAX), { path: [], found: `more mistakes than these ${FINDINGS_MAX}`, wanted: 'these put right first' }]
}

/** Keeps the first of equal findings at one place, and drops that a key is missing where a misspelt one stands in its stead. */
function onceEach(all: Finding[]): Finding[] {
  const said = new Set<string>()
  const misspelt = new Set(all.flatMap(({ path, found, wanted }) => (found === UNKNOWN ? pathText([...path.slice(0, -1), wanted]) : [])))
  return all.filter(({ path, found }) => {
    const place = pathText(path)
    const thing = `${place} ${found}`
    const isNew = !said.has(thing)
    said.add(thing)
    return isNew && !(found === 'nothing' && misspelt.has(pathText([...path.slice(0, -1), `"${path.at(-1)}"`])))
  })
}

/** One line: `rules[0].attributes.dob.type: found "dat", wanted one of … ; did you mean "date"?` */
export function line(finding: Finding): string {
  return `${placeText(finding.path)}: ${messageOf(finding)}`
}

/** The line without its place. */
export function messageOf({ found, wanted }: Omit<Finding, 'path'>): string {
  return `found ${found}, wanted ${wanted}`
}

/** The place that a line begins with. */
export function placeText(path: readonly PropertyKey[]): string {
  return pathText(path) || 'the file'
}

function findings(issue: z.core.$ZodIssue, source: Source, base: Path): Finding[] {
  const path = [...base, ...keysOf(issue.path)]
  if (issue.code === 'invalid_union' && issue.errors.length > 0 && issue.message === 'Invalid input')
    return bestBranch(issue.errors, source, path)
  if (issue.code === 'invalid_key')
    return [{ path: path.slice(0, -1), found: quote(String(path.at(-1))), wanted: issue.issues[0]?.message ?? 'another key' }]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, FINDINGS_MAX + 1).map((key) => unknownKey(path, key, issue.message.split(', ')))
  const found = valueAt(source.root, path)
  // Some of what is wanted repeats what was found.
  if (found !== undefined && source.isHidden(path, found))
    return [{ path, found: `a ${typeof found} (not shown)`, wanted: wanted(issue, undefined) }]
  return [{ path, found: shown(found), wanted: wanted(issue, found) }]
}

const UNKNOWN = 'an unknown key'
/** Keys that people use for comments. */
const COMMENT = /^(\/\/|#|[_$]*(comment|note|description|todo))/i

function unknownKey(path: Path, key: string, known: string[]): Finding {
  const near = nearestKey(key, known)
  const others = known.length === 1 ? `only "${known[0]}"` : `one of ${known.join(', ')}`
  const wanted = COMMENT.test(key) ? 'no comments: every key here means something' : near === undefined ? others : `"${near}"`
  return { path: [...path, key], found: UNKNOWN, wanted }
}

/** Of a union's branches the one that the author most likely meant: of the right kind, and with the fewest issues. */
function bestBranch(branches: readonly (readonly z.core.$ZodIssue[])[], source: Source, path: Path): Finding[] {
  const fitting = branches.filter((issues) => !isWrongKind(issues))
  if (fitting.length === 0) {
    const all = branches.flatMap((issues) => issues.flatMap((issue) => findings(issue, source, path)))
    const first = all[0]
    return first === undefined ? [] : [{ ...first, wanted: [...new Set(all.map((finding) => finding.wanted))].join(', or ') }]
  }
  const nearest = fitting.reduce((least, issues) => (weight(issues, source.root, path) < weight(least, source.root, path) ? issues : least))
  return nearest.flatMap((issue) => findings(issue, source, path))
}

function isWrongKind(issues: readonly z.core.$ZodIssue[]): boolean {
  return issues.some(
    (issue) =>
      issue.path.length === 0 &&
      (issue.code === 'invalid_type' ||
        issue.code === 'invalid_value' ||
        (issue.code === 'invalid_union' && issue.errors.every(isWrongKind))),
  )
}

/** A wrong discriminating value or a key that does not exist speaks against a branch more than a missing key; of two alike, the one with fewer issues is meant. */
function weight(issues: readonly z.core.$ZodIssue[], root: unknown, path: PropertyKey[]): number {
  const weightOf = (issue: z.core.$ZodIssue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.length * 2
    return issue.code === 'invalid_value' && valueAt(root, [...path, ...issue.path]) !== undefined ? 3 : 1
  }
  return issues.reduce((sum, issue) => sum + weightOf(issue), issues.length / 100)
}

function wanted(issue: z.core.$ZodIssue, found: unknown): string {
  if (!ZODS_OWN.test(issue.message)) return issue.message
  if (issue.code === 'invalid_type') return (KINDS[issue.expected] ?? issue.expected) + respelt(issue.expected, found)
  if (issue.code === 'invalid_value') {
    const values = issue.values.map((value) => (typeof value === 'string' ? `"${value}"` : String(value)))
    const near =
      typeof found === 'string'
        ? didYouMean(
            found,
            issue.values.filter((value) => typeof value === 'string'),
          )
        : ''
    return (values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`) + near
  }
  return issue.message
}

/** A message that nobody here wrote. */
const ZODS_OWN = /^Invalid (input|option)/

/** How to write what was found in the kind that is wanted: `"30"` for a number, `12` for a text, a text for a list. */
function respelt(expected: string, found: unknown): string {
  if (expected === 'array' && typeof found === 'string') return `: [${quote(found)}]`
  if (expected === 'string' && typeof found === 'number') return `: "${found}"`
  if (typeof found !== 'string') return ''
  const isMeant = expected === 'boolean' ? /^(true|false)$/i : /^-?\d+(\.\d+)?$/
  return ['number', 'int', 'boolean'].includes(expected) && isMeant.test(found) ? ', without quotes' : ''
}

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function shown(found: unknown): string {
  if (found === undefined) return 'nothing'
  if (found === null) return 'null'
  if (Array.isArray(found)) return found.length === 0 ? 'an empty list' : 'a list'
  if (typeof found === 'object') return Object.keys(found).length === 0 ? 'an empty object' : 'an object'
  return typeof found === 'string' ? quote(found) : String(found)
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    root,
  )
}

/** JSON has no symbols for keys, though zod allows for them. */
function keysOf(path: readonly PropertyKey[]): Path {
  return path.filter((key) => typeof key !== 'symbol')
}

/** `rules[0].attributes.dob`, names that are no plain words in quotes. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : /^[\w$]+$/.test(String(key)) ? `.${String(key)}` : `[${quote(String(key))}]`))
    .join('')
    .replace(/^\./, '')
}
