// One hub file of the folder, `extends` followed and merged, judged by the schema: the HubFile, or what is wrong with it.
import { extendsOf, mergeExtends } from '../../schema/merge-extends.ts'
import { parseHubFile, type ParsedHubFile } from '../../schema/parse-hub-file.ts'

/** How many files one `extends` may lead through. */
const EXTENDS_MAX = 8

/** @param read gives a file's text by its name in the folder, or undefined where there is none */
export function readHubFile(name: string, read: (name: string) => string | undefined): ParsedHubFile {
  const merged = merge(name, read, [])
  if ('error' in merged) return { ok: false, errors: [merged.error] }
  const parsed = parseHubFile(merged.json)
  if (parsed.ok && `${parsed.hub.hub}.json` !== name)
    return {
      ok: false,
      errors: [`hub: found ${JSON.stringify(parsed.hub.hub)}, wanted the file's own name, ${JSON.stringify(name.replace(/\.json$/, ''))}`],
    }
  return parsed
}

/** What the file of this name is given by the one that it extends, merged down the chain; undefined where it extends none, or where the chain does not end. */
export function inheritedBy(name: string, read: (name: string) => string | undefined): unknown {
  const base = extendsOf(parseJson(read(name) ?? ''))
  if (base === undefined) return undefined
  const merged = merge(fileName(base), read, [name])
  return 'error' in merged ? undefined : mergeExtends(merged.json, {})
}

type Merged = { json: unknown } | { error: string }

function merge(name: string, read: (name: string) => string | undefined, above: string[]): Merged {
  if (above.includes(name) || above.length >= EXTENDS_MAX)
    return { error: `extends: found a circle or more than ${EXTENDS_MAX} files, wanted a chain that ends` }
  const text = read(name)
  if (text === undefined) return { error: `extends: found ${JSON.stringify(name)}, wanted a file of this folder` }
  const own = parseJson(text)
  if (own === undefined) return { error: `${above.length === 0 ? 'the file' : name}: found no JSON, wanted a JSON object` }
  const base = extendsOf(own)
  if (base === undefined) return { json: own }
  const merged = merge(fileName(base), read, [...above, name])
  return 'error' in merged ? merged : { json: mergeExtends(merged.json, own) }
}

function fileName(base: string): string {
  return base.endsWith('.json') ? base : `${base}.json`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
