// One hub file of the folder, `extends` followed and merged, judged by the schema: the HubFile, or what is wrong with it.
import type { HubFile } from '../../core/hub-file.ts'
import { isObject } from '../../core/json.ts'
import { messageOf } from '../../schema/issues.ts'
import { extendsOf, hubOf, mergeExtends } from '../../schema/merge-extends.ts'
import { parseHubFile } from '../../schema/parse-hub-file.ts'
import type { FileText, Unread } from '../files/file-text.ts'
import { faultOf, type Fault } from './fault.ts'
import { OTHER_FILES } from './other-files.ts'
import { readJson } from './read-json.ts'

/** Most files in a chain of `extends`, the first one included. */
const EXTENDS_MAX = 8

/** Gives a file by its name in the folder; undefined where there is none. */
export type ReadFile = (name: string) => FileText | undefined

export type ReadHubFile = { ok: true; hub: HubFile } | { ok: false; faults: Fault[] }

export function readHubFile(name: string, read: ReadFile): ReadHubFile {
  const merged = merge(name, read, 0)
  if ('fault' in merged) return { ok: false, faults: [merged.fault] }
  const parsed = parseHubFile(merged.json)
  if (!parsed.ok) return { ok: false, faults: parsed.findings.map(faultOf) }
  const { hub } = parsed.hub
  if (`${hub}.json` === name) return parsed
  const wanted = `the file's own name, ${JSON.stringify(name.replace(/\.json$/, ''))}`
  return { ok: false, faults: [faultOf({ path: ['hub'], found: JSON.stringify(hub), wanted })] }
}

/** What the file of this name inherits along its chain of `extends`, merged; undefined where it extends none, or where a file of the chain is missing or wrong. */
export function inheritedBy(name: string, read: ReadFile): unknown {
  const base = baseOfText(read(name))
  if (base === undefined) return undefined
  const merged = merge(base, read, 1)
  return 'fault' in merged ? undefined : mergeExtends(merged.json, {})
}

type Merged = { json: unknown } | { fault: Fault }

/** @param above how many files lead to this one; too many is also how a cycle shows */
function merge(name: string, read: ReadFile, above: number): Merged {
  if (above >= EXTENDS_MAX)
    return { fault: faultOf({ path: ['extends'], found: `a cycle or more than ${EXTENDS_MAX} files`, wanted: 'a chain that ends' }) }
  const isElsewhere = /[\\/]/.test(name) || (above > 0 && OTHER_FILES.includes(name))
  const text = isElsewhere ? undefined : read(name)
  if (text === undefined) return { fault: faultOf({ path: ['extends'], found: JSON.stringify(name), wanted: 'a file in this folder' }) }
  const own = jsonOf(text)
  if (!('json' in own)) {
    const message = messageOf(own)
    return { fault: above === 0 ? { path: [], message } : { path: ['extends'], message, file: name } }
  }
  if (above > 0 && !isObject(own.json))
    return { fault: { path: ['extends'], message: messageOf({ found: 'JSON that is no object', wanted: 'a JSON object' }), file: name } }
  const base = baseOf(own.json)
  if (base === undefined) return own
  const merged = merge(base, read, above + 1)
  return 'fault' in merged ? merged : { json: mergeExtends(merged.json, own.json) }
}

function jsonOf(text: FileText): { json: unknown } | Unread {
  if (typeof text !== 'string') return text
  const read = readJson(text)
  return 'json' in read ? read : { found: `${read.found} (${read.place}: ${read.mistake})`, wanted: 'a JSON object' }
}

export function isJson(text: FileText = ''): boolean {
  return 'json' in jsonOf(text)
}

/** The name of the file that this one extends, if it does. */
export function baseOfText(text: FileText = ''): string | undefined {
  const own = jsonOf(text)
  return 'json' in own ? baseOf(own.json) : undefined
}

/** The same, or for a file that is no JSON what its text seems to extend: that file must not be taken for a wrong hub while this one is broken. */
export function baseMeantBy(text: FileText = ''): string | undefined {
  if (isJson(text) || typeof text !== 'string') return baseOfText(text)
  const base = /"extends"\s*:\s*"([^"\\]+)"/.exec(text)?.[1]
  return base === undefined ? undefined : withEnding(base)
}

/** Whether a file, if others extend it, need not be a hub itself: its `hub` is not the name of the file. Not said of what is no JSON: it may have been a hub. */
export function isOnlyShared(name: string, text: FileText = ''): boolean {
  const own = jsonOf(text)
  return 'json' in own && `${hubOf(own.json)}.json` !== name
}

function baseOf(json: unknown): string | undefined {
  const base = extendsOf(json)
  return base === undefined ? undefined : withEnding(base)
}

function withEnding(name: string): string {
  return name.endsWith('.json') ? name : `${name}.json`
}
