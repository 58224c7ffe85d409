// The hubs and workspaces in force. A new good declaration replaces the old one, a bad one leaves it in force and is said loudly; each change is in force from the next request on.
import { DEFAULTS } from '../../core/defaults.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { faultLine, faultOf, type Fault } from './fault.ts'
import { createHub, type Hub } from './hub.ts'
import type { Loaded } from './load-hubs.ts'
import { WORKSPACES_FILE } from './other-files.ts'
import { registryLog } from './registry-log.ts'
import { createRevisions, type Revisions, type RevStore } from './revisions.ts'
import type { Workspace } from './workspace.ts'

export interface Registry extends Pick<Revisions, 'known' | 'declared'> {
  /** The hub in force, if its workspace has a key. */
  get(name: string): Hub | undefined
  /** Of all hub files, good and bad, in order. */
  names(): string[]
  workspaces(): ReadonlyMap<string, Workspace>
  /** What is wrong with the newest files, by hub. An older version may be in force all the same. */
  errors(): ReadonlyMap<string, Fault[]>
  /**
   * Puts what was read in force.
   * @param isAsked by somebody who wants to know what is wrong, whether it was said before or not
   */
  apply(loaded: Loaded, isAsked?: boolean): Promise<void>
  /** Says again that the revisions in force are in use, so that the store keeps them. */
  keepRevs(): Promise<void>
}

export function createRegistry(parts: { store: RevStore; log: Log; metrics: Metrics }): Registry {
  const { metrics } = parts
  const revisions = createRevisions(parts.store)
  const tell = registryLog(parts.log)
  let hubs = new Map<string, Hub>()
  let workspaces = new Map<string, Workspace>()
  let errors = new Map<string, Fault[]>()
  /** Names in the last good workspaces.json. */
  let declared = new Set<string>()
  let isEmpty = false
  /** Hubs that the log or the metrics name, also from an `apply` that failed because the outbox was away. */
  const told = new Set<string>()

  const workspaceErrors = (loaded: Loaded, hub: Hub): Fault[] => {
    if (workspaces.has(hub.workspace)) return []
    if (loaded.errors.length > 0)
      return loaded.errors.map((error) => ({ path: ['workspace'], message: faultLine(error), file: WORKSPACES_FILE }))
    const found = loaded.workspaces.get(hub.workspace)
    if (found !== undefined && 'errors' in found) return found.errors
    const orSettings = hub.workspace === DEFAULTS.workspace ? ', or without that file BRAZE_REST_ENDPOINT and BRAZE_API_KEY' : ''
    return [
      faultOf({ path: ['workspace'], found: JSON.stringify(hub.workspace), wanted: `a workspace from ${WORKSPACES_FILE}${orSettings}` }),
    ]
  }

  /** What is wrong with what a good file points to. */
  const errorsBeyond = (loaded: Loaded, hub: Hub): Fault[] => [...(loaded.missing.get(hub.name) ?? []), ...workspaceErrors(loaded, hub)]

  /** Whether a restart would disable the hub: its workspace is wrong by now, though an earlier version of it may be in force. */
  const workspaceIsWrong = (loaded: Loaded, hub: Hub): boolean => {
    const found = loaded.workspaces.get(hub.workspace)
    return loaded.errors.length > 0 || found === undefined || 'errors' in found
  }

  const applyWorkspaces = (loaded: Loaded): void => {
    if (loaded.errors.length > 0) {
      tell.fileWrong(loaded.errors, workspaces.size > 0)
      return
    }
    tell.fileGood()
    const next = new Map<string, Workspace>()
    for (const [name, one] of loaded.workspaces) {
      if ('errors' in one) tell.workspaceWrong(name, one.errors, workspaces.has(name))
      else tell.workspaceGood(name)
      const current = 'workspace' in one ? one.workspace : workspaces.get(name)
      if (current !== undefined) next.set(name, current)
    }
    for (const name of declared) if (!loaded.workspaces.has(name)) tell.workspaceGone(name)
    declared = new Set(loaded.workspaces.keys())
    workspaces = next
  }

  return {
    get: (name) => hubs.get(name),
    names: () => [...new Set([...hubs.keys(), ...errors.keys()])].sort(),
    workspaces: () => workspaces,
    errors: () => errors,

    known: revisions.known,
    declared: revisions.declared,

    async apply(loaded, isAsked = false) {
      tell.begin(isAsked)
      applyWorkspaces(loaded)
      const next = new Map<string, Hub>()
      const nextErrors = new Map<string, Fault[]>()
      for (const [name, one] of loaded.hubs) {
        const before = hubs.get(name)
        // A hub in force ends only when its file is gone: that a file has lost its `hub` may be a mistake.
        if ('isBase' in one && one.isBase && before === undefined) continue
        const read = 'errors' in one ? undefined : before?.file === one.file ? before : createHub(one.file)
        const found = 'errors' in one ? one.errors : read === undefined ? [] : errorsBeyond(loaded, read)
        const inForce = found.length > 0 ? before : read
        if (inForce !== undefined) next.set(name, inForce)
        if (found.length === 0) continue
        nextErrors.set(name, found)
        told.add(name)
        tell.hubWrong(name, found, before !== undefined, 'errors' in one)
        metrics.hubOk(name, false)
      }
      const fresh = new Set([...next.values()].filter(({ name, rev }) => hubs.get(name)?.rev !== rev))
      // Before any of them is in force, or said to be: if the outbox is away this throws, and the next try finds the hubs as this one did.
      for (const hub of fresh) await revisions.keep(hub)
      for (const [name, hub] of next) {
        if (nextErrors.has(name)) continue
        told.add(name)
        if (fresh.has(hub)) tell.hubInForce(hub)
        else tell.hubGood(name)
        metrics.hubOk(name, !workspaceIsWrong(loaded, hub))
      }
      for (const name of told) {
        if (next.has(name) || nextErrors.has(name)) continue
        told.delete(name)
        metrics.hubGone(name)
        tell.hubGone(name)
      }
      if (next.size === 0 && !isEmpty) tell.noHub()
      isEmpty = next.size === 0
      hubs = next
      errors = nextErrors
    },

    async keepRevs() {
      for (const hub of hubs.values()) await revisions.keep(hub)
    },
  }
}
