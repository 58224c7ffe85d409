// Saves a workspace in workspaces.json: only over what was read, only one that is good. A key given here is sealed at once and never given back.
import { z } from 'zod'
import type { SaveWorkspaceRequest } from '../../core/admin.ts'
import { parseWorkspaces, type WorkspacesFile } from '../../schema/workspaces.ts'
import { etagOf } from '../http/etag.ts'
import { faultOf } from '../hubs/fault.ts'
import { keyIn } from '../hubs/key-source.ts'
import { declaredWorkspaces, endpointErrors, keyErrors, readText } from '../hubs/load-hubs.ts'
import { WORKSPACES_FILE } from '../hubs/other-files.ts'
import { KeysFileError } from '../hubs/stored-keys.ts'
import type { Admin } from './admin.ts'
import { bodyOf, type AdminCall } from './admin-call.ts'
import { issueOf } from './issue-of.ts'
import { NOTHING_SAVED, outboxAnswers } from './outbox-answers.ts'
import { readOnly } from './read-only.ts'
import { Refusal } from './refusal.ts'
import { ownWorkspace } from './shown-workspaces.ts'

const saveSchema: z.ZodType<SaveWorkspaceRequest> = z.strictObject({
  endpoint: z.string().max(512),
  key: z.string().min(1).max(512).exactOptional(),
  objects: z.number().exactOptional(),
  count: z.enum(['combined', 'per-array']).exactOptional(),
  rate: z.array(z.strictObject({ requests: z.number(), seconds: z.number() })).exactOptional(),
  ambiguous: z.enum(['resend', 'hold']).exactOptional(),
})

/** Returns the name of the workspace, which is in force then. */
export async function saveWorkspace(admin: Admin, call: AdminCall): Promise<string | Refusal> {
  const { name = '' } = call.params
  const read = bodyOf(saveSchema, call)
  if ('bad' in read) return read.bad
  const { key, ...given } = read.body
  // Before the file is read: somebody else may write that while the outbox takes its time.
  if (!(await outboxAnswers(admin.store))) return new Refusal('unavailable', { detail: NOTHING_SAVED })
  const declared = declaredWorkspaces(await readText(admin.folder, WORKSPACES_FILE), admin.load.endpoint)
  if (declared.errors.length > 0) return new Refusal('invalid_workspace', { issues: declared.errors.map(issueOf) })
  const current = ownWorkspace(declared.workspaces, name)
  if (current === undefined ? call.ifNoneMatch !== '*' : call.ifMatch !== etagOf(JSON.stringify(current))) return new Refusal('changed')
  const entry = {
    // What the page has no control for stays as the file declares it.
    ...current,
    ...given,
    apiKey: key !== undefined ? `stored:${name}` : current?.apiKey,
  }
  const judged = parseWorkspaces({ ...declared.workspaces, [name]: entry })
  if (!judged.ok) return new Refusal('invalid_workspace', { issues: judged.findings.map((finding) => issueOf(faultOf(finding))) })
  const faults = [
    ...endpointErrors(name, entry, admin.load.developmentHosts),
    // Sealed over a good key, a bad one would disable the workspace's hubs at the next start.
    ...(key === undefined ? [] : keyErrors(name, `stored:${name}`, keyIn(key))),
  ]
  if (faults.length > 0) return new Refusal('invalid_workspace', { issues: faults.map(issueOf) })
  try {
    if (key !== undefined) await admin.storedKeys.write(name, key)
    await admin.folder.write(WORKSPACES_FILE, `${JSON.stringify(judged.workspaces satisfies WorkspacesFile, null, 2)}\n`)
  } catch (error) {
    return error instanceof KeysFileError ? new Refusal('unreadable', { detail: error.message }) : readOnly(error)
  }
  admin.log.info({ workspace: name, newKey: key !== undefined }, 'workspace saved by an operator')
  await admin.reload()
  return name
}
