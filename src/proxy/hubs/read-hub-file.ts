// One hub file of the folder, `extends` followed and merged, judged by the schema: the HubFile, or what is wrong with it.
import { extendsOf, hubOf, mergeExtends } from '../../schema/merge-extends.ts'
import { parseHubFile, type ParsedHubFile } from '../../schema/parse-hub-file.ts'
import { readJson } from './read-json.ts'

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
  const base = baseOfText(read(name))
  if (base === undefined) return undefined
  const merged = merge(base, read, [name])
  return 'error' in merged ? undefined : mergeExtends(merged.json, {})
}

type Merged = { json: unknown } | { error: string }

function merge(name: string, read: (name: string) => string | undefined, above: string[]): Merged {
  if (above.includes(name) || above.length >= EXTENDS_MAX)
    return { error: `extends: found a cycle or more than ${EXTENDS_MAX} files, wanted a chain that ends` }
  const text = /[\\/]/.test(name) ? undefined : read(name)
  if (text === undefined) return { error: `extends: found ${JSON.stringify(name)}, wanted a file in this folder` }
  const own = readJson(text)
  if (!('json' in own))
    return { error: `${above.length === 0 ? 'the file' : name}: found ${own.found} (${own.place}: ${own.mistake}), wanted a JSON object` }
  const base = baseOf(own.json)
  if (base === undefined) return own
  const merged = merge(base, read, [...above, name])
  return 'error' in merged ? merged : { json: mergeExtends(merged.json, own.json) }
}

/** The name of the file that this text extends, if it does. */
export function baseOfText(text: string | undefined): string | undefined {
  const own = readJson(text ?? '')
  return 'json' in own ? baseOf(own.json) : undefined
}

/** Whether a file that others extend need be no hub: it does not say that it is the one it is named for. What is no JSON says nothing at all. */
export function isOnlyShared(name: string, text: string): boolean {
  const own = readJson(text)
  return 'json' in own && `${hubOf(own.json)}.json` !== name
}

function baseOf(json: unknown): string | undefined {
  const base = extendsOf(json)
  return base === undefined || base.endsWith('.json') ? base : `${base}.json`
}
