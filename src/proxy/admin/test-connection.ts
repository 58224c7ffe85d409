// Tries a workspace's endpoint and key with a request that writes nothing.
import { z } from 'zod'
import type { TestConnectionAnswer } from '../../core/admin.ts'
import type { BrazeReply } from '../braze/client.ts'
import { canBeKey, keyIn } from '../hubs/key-source.ts'
import { declaredWorkspaces, readText } from '../hubs/load-hubs.ts'
import { WORKSPACES_FILE } from '../hubs/other-files.ts'
import { endpointOrigin } from '../hubs/endpoint.ts'
import { USER_AGENT } from '../hubs/workspace.ts'
import type { Admin } from './admin.ts'
import { bodyOf, type AdminCall } from './admin-call.ts'
import { ownWorkspace } from './shown-workspaces.ts'
import type { Refusal } from './refusal.ts'

const DEADLINE_MS = 10_000

const testSchema = z.strictObject({
  endpoint: z.string().max(512),
  key: z.string().min(1).max(512).exactOptional(),
  workspace: z.string().max(64).exactOptional(),
})

export async function testConnection(admin: Admin, call: AdminCall): Promise<TestConnectionAnswer | Refusal> {
  const read = bodyOf(testSchema, call)
  if ('bad' in read) return read.bad
  const began = admin.elapsed()
  const done = (result: TestConnectionAnswer['result'], status?: number): TestConnectionAnswer => ({
    result,
    ...(status !== undefined && { status }),
    ms: Math.round(admin.elapsed() - began),
  })
  const endpoint = endpointOrigin(read.body.endpoint, admin.load.developmentHosts)
  if (endpoint === undefined) return done('unknown_host')
  const text = await readText(admin.folder, WORKSPACES_FILE)
  const entry = ownWorkspace(declaredWorkspaces(text, admin.load.endpoint).workspaces, read.body.workspace ?? '')
  // A stored key only ever goes where its workspace points: else whoever may test could send it to a host of her choice.
  const known = entry !== undefined && endpointOrigin(entry.endpoint, admin.load.developmentHosts) === endpoint
  const { key } = read.body
  const found = key !== undefined ? keyIn(key) : known ? await admin.load.lookUpKey(entry.apiKey) : undefined
  if (found === undefined || 'no' in found) return done('no_key')
  const apiKey = found.key
  if (!canBeKey(apiKey)) return done('bad_key')
  const client = admin.brazeClient({ endpoint, apiKey, userAgent: USER_AGENT, connections: 1, deadlineMs: DEADLINE_MS })
  const reply = await client.track('{}')
  void client.close()
  return done(resultOf(reply), 'status' in reply ? reply.status : undefined)
}

/** Braze's documentation of users/track: an empty body is refused with 400 — once the key has been accepted. */
function resultOf(reply: BrazeReply): TestConnectionAnswer['result'] {
  if ('failure' in reply) return 'unreachable'
  const { status } = reply
  if (status === 401) return 'bad_key'
  if (status === 403) return 'forbidden'
  if (status === 429) return 'rate_limited'
  if (status >= 500) return 'braze_down'
  return (status === 400 || status < 300) && isJsonObject(reply.body) ? 'ok' : 'not_braze'
}

function isJsonObject(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && 'message' in json
  } catch {
    return false
  }
}
