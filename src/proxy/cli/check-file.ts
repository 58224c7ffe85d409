// Checks one file of those given: a hub file with what it extends, or workspaces.json.
import { basename, dirname, join } from 'node:path'
import type { Capture } from '../../core/capture.ts'
import { extendsOf } from '../../schema/merge-extends.ts'
import { preview, type Preview } from '../../schema/preview.ts'
import { warningsOf } from '../../schema/warnings/warnings.ts'
import type { Warning } from '../../schema/warnings/warning.ts'
import { parseWorkspaces } from '../../schema/workspaces.ts'
import { tables } from '../accept/tables.ts'
import { WORKSPACES_FILE } from '../hubs/load-hubs.ts'
import { readHubFile } from '../hubs/read-hub-file.ts'
import type { CheckIo } from './check.ts'

export interface Checked {
  file: string
  kind: 'hub' | 'workspaces' | 'base'
  /** One line each: path, what was found, what is wanted. */
  errors: string[]
  warnings: Warning[]
  /** What each rule makes of the sample, where one is given. */
  previews?: Preview[]
}

/** @param all every file given: one that another extends need not be a hub of its own */
export function checkFile(file: string, all: readonly string[], io: CheckIo, capture: Capture | undefined): Checked {
  if (basename(file) === WORKSPACES_FILE) return { file, kind: 'workspaces', errors: workspaceErrors(file, io), warnings: [] }
  if (io.read(file) === undefined) return { file, kind: 'hub', errors: ['the file cannot be read'], warnings: [] }
  const parsed = readHubFile(basename(file), (name) => io.read(join(dirname(file), name)))
  if (!parsed.ok) {
    const isBase = all.some((other) => other !== file && baseOf(other, io) === file)
    return { file, kind: isBase ? 'base' : 'hub', errors: isBase ? [] : parsed.errors, warnings: [] }
  }
  const previews = capture && { previews: preview(parsed.hub, capture, tables, io.now()) }
  return { file, kind: 'hub', errors: [], warnings: warningsOf(parsed.hub), ...previews }
}

function workspaceErrors(file: string, io: CheckIo): string[] {
  const json = parse(io.read(file))
  if (json === undefined) return ['the file: found no JSON, wanted a JSON object']
  const parsed = parseWorkspaces(json)
  return parsed.ok ? [] : parsed.errors
}

function baseOf(file: string, io: CheckIo): string | undefined {
  const base = extendsOf(parse(io.read(file)))
  return base === undefined ? undefined : join(dirname(file), base.endsWith('.json') ? base : `${base}.json`)
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '') as unknown
  } catch {
    return undefined
  }
}
