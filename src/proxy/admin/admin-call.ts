// What a handler of an admin route gets, once whoever asks has been let in, and what it returns.
import type { z } from 'zod'
import { Refusal } from './refusal.ts'

export interface AdminCall {
  /** Path parameters: `hub`, `name`, `id`. */
  params: Record<string, string>
  query: URLSearchParams
  /** The body's JSON; undefined without one. */
  json: unknown
  ifMatch: string | undefined
  ifNoneMatch: string | undefined
  now: number
}

/** An object is the answer 200, undefined 204. */
export type AdminOutcome = object | undefined | Refusal
export type AdminHandler = (call: AdminCall) => AdminOutcome | Promise<AdminOutcome>

/** The body in the form that a route wants, or the refusal. */
export function bodyOf<Output>(schema: z.ZodType<Output>, call: AdminCall): { body: Output } | { bad: Refusal } {
  const parsed = schema.safeParse(call.json)
  if (parsed.success) return { body: parsed.data }
  return { bad: new Refusal('invalid_request', { detail: parsed.error.issues.map(wrong).join('; ') }) }
}

/** Where and what, with nothing of what was given: zod's messages say what kind is expected, and name keys only where these are unknown. */
function wrong({ path, code, message }: z.core.$ZodIssue): string {
  const at = path.length === 0 ? 'the body' : path.join('.')
  return `${at}: ${code === 'unrecognized_keys' ? 'has a key that is not expected' : message}`
}
