// Checks one file of those given: a hub file with what it extends, or workspaces.json.
import { basename, dirname, join, resolve } from 'node:path'
import type { Capture } from '../../core/capture.ts'
import { dryRun, type DryRun } from '../../core/dry-run.ts'
import { line, pathText } from '../../schema/issues.ts'
import { warningsOf } from '../../schema/warnings/warnings.ts'
import type { Warning } from '../../schema/warnings/warning.ts'
import { tables } from '../accept/tables.ts'
import { isRead } from '../files/folder.ts'
import { faultLine } from '../hubs/fault.ts'
import { KEYS_FILE, WORKSPACES_FILE } from '../hubs/other-files.ts'
import { DEFAULT_STORE_LIMITS } from '../outbox/store-limits.ts'
import { baseMeantBy, isOnlyShared, readHubFile } from '../hubs/read-hub-file.ts'
import { declaration, revOf } from '../hubs/rev.ts'
import type { CheckIo } from './check-io.ts'
import { namedWorkspaceErrors, workspacesErrors } from './check-workspaces.ts'
import { nearMisses } from './near-misses.ts'

export interface Checked {
  file: string
  kind: 'hub' | 'workspaces' | 'base' | 'keys'
  /** One line each: path, what was found, what is wanted. */
  errors: string[]
  warnings: (Omit<Warning, 'path'> & { path: string })[]
  /** What each rule makes of the sample, where one is given, and what the sample has only nearly. */
  previews?: (DryRun & { near: string[] })[]
}

/** @param all every file given: one that another extends need not be a hub of its own */
export function checkFile(file: string, all: readonly string[], io: CheckIo, capture: Capture | undefined): Checked {
  if (basename(file) === KEYS_FILE) return { file, kind: 'keys', errors: [], warnings: [] }
  const isWorkspaces = basename(file) === WORKSPACES_FILE
  const text = io.read(file)
  if (text === undefined) return { file, kind: isWorkspaces ? 'workspaces' : 'hub', errors: ['there is no such file'], warnings: [] }
  if (isWorkspaces) return { file, kind: 'workspaces', errors: workspacesErrors(text, io.developmentHosts).map(faultLine), warnings: [] }
  if (!isRead(file)) {
    const wrong = line({
      path: [],
      found: `the name ${JSON.stringify(basename(file))}`,
      wanted: 'one that ends in .json: the proxy passes over others',
    })
    return { file, kind: 'hub', errors: [wrong], warnings: [] }
  }
  const parsed = readHubFile(basename(file), (name) => io.read(join(dirname(file), name)))
  if (!parsed.ok) {
    const isBase = isOnlyShared(basename(file), text) && all.some((other) => other !== file && basePath(other, io) === resolve(file))
    return { file, kind: isBase ? 'base' : 'hub', errors: isBase ? [] : parsed.faults.map(faultLine), warnings: [] }
  }
  // The workspaces.json that the proxy would find beside the file, if it is among those given.
  const beside = all.find((other) => resolve(other) === resolve(dirname(file), WORKSPACES_FILE))
  const errors = beside === undefined ? [] : namedWorkspaceErrors(parsed.hub, io.read(beside) ?? '').map(faultLine)
  const rev = revOf(declaration(parsed.hub))
  const previews = capture && {
    previews: dryRun(parsed.hub, rev, capture, { tables, now: io.now() }).map((run, index) => ({
      ...run,
      near: nearMisses(parsed.hub, index, 'miss' in run, capture),
    })),
  }
  // The proxy's own settings are not known here: the default is assumed.
  const warnings = warningsOf(parsed.hub, DEFAULT_STORE_LIMITS.idDays).map((one) => ({ ...one, path: pathText(one.path) }))
  return { file, kind: 'hub', errors, warnings, ...previews }
}

function basePath(file: string, io: CheckIo): string | undefined {
  const base = baseMeantBy(io.read(file))
  return base === undefined ? undefined : resolve(dirname(file), base)
}
