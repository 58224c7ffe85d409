// What a route takes of a body: what its schema makes of the JSON, or the answer that says what is wrong with it.
import type { z } from 'zod'
import type { Answer } from './answer.ts'
import type { Body } from './connection.ts'
import { parseJson } from './parse-json.ts'
import type { Refuse } from './refuse.ts'

export type Parsed<Output> = { given: Output; bytes: number } | { refused: Answer }

/** No body at all is as good as `{}`: a session is asked for without one. */
export function parseBody<Output>(body: Body, schema: z.ZodType<Output>, refuse: Refuse): Parsed<Output> {
  if (typeof body === 'string') return { refused: refuse(body) }
  const json = body.byteLength === 0 ? {} : parseJson(body)
  if (json === undefined) return { refused: refuse('invalid_json') }
  const parsed = schema.safeParse(json)
  return parsed.success ? { given: parsed.data, bytes: body.byteLength } : { refused: refuse('invalid_request') }
}
