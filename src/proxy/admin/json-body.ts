// The JSON of a request to the operator's port and of its answer.
import { parseJson } from '../http/parse-json.ts'
import type { AdminContext } from './admin-context.ts'
import { ADMIN_HEADERS } from './admin-headers.ts'
import { Refusal } from './refusal.ts'

const BODY_MAX_BYTES = 1024 * 1024
/** Deeper than any file or capture may be; recursion, as in JSON.stringify, has to end somewhere. */
const BODY_MAX_DEPTH = 100

/** `json` is undefined for a request without a body. */
export async function readJsonBody(c: AdminContext): Promise<{ json: unknown } | Refusal> {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return { json: undefined }
  const body = await c.env.readBody(BODY_MAX_BYTES)
  if (typeof body === 'string') return new Refusal(body === 'too_large' ? 'too_large' : 'invalid_request')
  if (body.byteLength === 0) return { json: undefined }
  const json = parseJson(body)
  if (json === undefined) return new Refusal('invalid_json')
  if (isDeeper(json, BODY_MAX_DEPTH))
    return new Refusal('invalid_request', { detail: `found deeper nesting, wanted at most ${BODY_MAX_DEPTH} levels` })
  return { json }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1))
}

export function jsonResponse(value: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { headers: { ...ADMIN_HEADERS, 'Content-Type': 'application/json', ...headers } })
}
