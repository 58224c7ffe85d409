// A body as its route wants it: the JSON, where that has the expected form, or the answer that says what is wrong with it.
import type { z } from 'zod'
import type { Answer } from './answer.ts'
import type { Body } from './connection.ts'
import { parseJson } from './parse-json.ts'
import type { Refuse } from './refuse.ts'

export type Parsed<Output> = { given: Output; bytes: number } | { refused: Answer }

/** No body at all is as good as `{}`: a session is asked for without one. */
export function parseBody<Output>(body: Body, isExpected: (json: unknown) => json is Output, refuse: Refuse): Parsed<Output> {
  if (typeof body === 'string') return { refused: refuse(body) }
  const given = body.byteLength === 0 ? {} : parseJson(body)
  if (given === undefined) return { refused: refuse('invalid_json') }
  return isExpected(given) ? { given, bytes: body.byteLength } : { refused: refuse('invalid_request') }
}

/** For schemas that transform nothing: the JSON itself is passed on. */
export function fits<Output>(schema: z.ZodType<Output>): (json: unknown) => json is Output {
  return (json): json is Output => schema.safeParse(json).success
}
