// Everything that HUBS_DIR declares, read and judged at one moment: hubs and workspaces, each good or with what is wrong with it.
import { parseWorkspaces, type WorkspaceFile, type WorkspacesFile } from '../../schema/workspaces.ts'
import { unread, type FileText } from '../files/file-text.ts'
import { isMissing, type Folder } from '../files/folder.ts'
import { endpointOrigin, noEndpoint } from './endpoint.ts'
import { faultOf, type Fault } from './fault.ts'
import { canBeKey, foundInstead, type KeyLookup, type NoKey } from './key-source.ts'
import { missingSecrets } from './missing-secrets.ts'
import { WORKSPACES_FILE } from './other-files.ts'
import type { createReadHubs, HubsRead } from './read-hubs.ts'
import { readJson } from './read-json.ts'
import { workspace, type Workspace } from './workspace.ts'

export interface Loaded {
  hubs: HubsRead
  workspaces: Map<string, { workspace: Workspace } | { errors: Fault[] }>
  /** By hub: what is wrong with what its good file points to. */
  missing: Map<string, Fault[]>
  /** What is wrong with workspaces.json as a whole. */
  errors: Fault[]
}

export interface LoadParts {
  folder: Folder
  lookUpKey: KeyLookup
  /** The proxy's own: no hub may name one of them as the secret of its bot check. */
  ownSecrets: readonly string[]
  developmentHosts: readonly string[]
  /** BRAZE_REST_ENDPOINT: the workspace `default` where there is no workspaces.json. */
  endpoint: string | undefined
}

/** Every file's text by name: what `loadHubs` judges, and what polling compares. */
export async function readTexts(folder: Folder): Promise<Map<string, FileText>> {
  const texts = new Map<string, FileText>()
  for (const name of await folder.list()) {
    const text = await readText(folder, name)
    if (text !== undefined) texts.set(name, text)
  }
  return texts
}

/** Undefined where there is no such file. */
export async function readText(folder: Folder, name: string): Promise<FileText | undefined> {
  return folder.read(name).catch((error: unknown) => (isMissing(error) ? undefined : unread(error)))
}

/** @param readHubs the same one each time, so that only what changed is judged */
export async function loadHubs(
  parts: LoadParts,
  texts: ReadonlyMap<string, FileText>,
  readHubs: ReturnType<typeof createReadHubs>,
): Promise<Loaded> {
  const hubs = readHubs(texts)
  const declared = declaredWorkspaces(texts.get(WORKSPACES_FILE), parts.endpoint)
  const workspaces: Loaded['workspaces'] = new Map()
  const taken = [...parts.ownSecrets]
  for (const [name, entry] of Object.entries(declared.workspaces)) {
    const endpoint = endpointOrigin(entry.endpoint, parts.developmentHosts)
    const found = await parts.lookUpKey(entry.apiKey)
    if ('key' in found) taken.push(found.key)
    const errors = [...endpointErrors(name, entry, parts.developmentHosts), ...keyErrors(name, entry.apiKey, found)]
    if (endpoint === undefined || 'no' in found || errors.length > 0) workspaces.set(name, { errors })
    else workspaces.set(name, { workspace: workspace(name, entry, endpoint, found.key) })
  }
  const missing: Loaded['missing'] = new Map()
  for (const [name, one] of hubs) if ('file' in one) missing.set(name, await missingSecrets(one.file, parts.lookUpKey, taken))
  return { hubs, workspaces, missing, errors: declared.errors }
}

/** The key itself is never said. */
export function keyErrors(workspace: string, source: string, found: { key: string } | NoKey): Fault[] {
  if ('no' in found) {
    const wanted = found.no === 'sealed' ? 'that secret in the list as well, or the key entered anew' : 'the REST key'
    return [{ path: [workspace, 'apiKey'], message: `${foundInstead(source, found)}, wanted ${wanted}` }]
  }
  if (canBeKey(found.key)) return []
  return [
    {
      path: [workspace, 'apiKey'],
      message: `the key at ${JSON.stringify(source)} has a space, a line end, quotes or another character that keys never have, wanted only the REST key`,
    },
  ]
}

/** What is wrong with the endpoint of one workspace. */
export function endpointErrors(name: string, { endpoint }: Pick<WorkspaceFile, 'endpoint'>, developmentHosts: readonly string[]): Fault[] {
  if (endpointOrigin(endpoint, developmentHosts) !== undefined) return []
  return [faultOf({ path: [name, 'endpoint'], ...noEndpoint(endpoint) })]
}

/** The entries of workspaces.json, or without the file the workspace `default` of the environment. */
export function declaredWorkspaces(
  text: FileText | undefined,
  endpoint: string | undefined,
): { workspaces: WorkspacesFile; errors: Fault[] } {
  if (text === undefined)
    return { workspaces: endpoint === undefined ? {} : { default: { endpoint, apiKey: 'env:BRAZE_API_KEY' } }, errors: [] }
  if (typeof text !== 'string') return { workspaces: {}, errors: [faultOf({ path: [], ...text })] }
  const read = readJson(text)
  // Says where the mistake is, never what stands there: it may be a key.
  if (!('json' in read))
    return { workspaces: {}, errors: [faultOf({ path: [], found: `${read.found} (${read.place})`, wanted: 'a JSON object' })] }
  const parsed = parseWorkspaces(read.json)
  return parsed.ok ? { workspaces: parsed.workspaces, errors: [] } : { workspaces: {}, errors: parsed.findings.map(faultOf) }
}
