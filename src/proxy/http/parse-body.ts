// What a route takes of a body: its JSON where that is what the route asks for, or the answer that says what is wrong with it.
import type { z } from 'zod'
import type { Answer } from './answer.ts'
import type { Body } from './connection.ts'
import { parseJson } from './parse-json.ts'
import type { Refuse } from './refuse.ts'

export type Parsed<Output> = { given: Output; bytes: number } | { refused: Answer }

/** No body at all is as good as `{}`: a session is asked for without one. */
export function parseBody<Output>(body: Body, isGiven: (json: unknown) => json is Output, refuse: Refuse): Parsed<Output> {
  if (typeof body === 'string') return { refused: refuse(body) }
  const given = body.byteLength === 0 ? {} : parseJson(body)
  if (given === undefined) return { refused: refuse('invalid_json') }
  return isGiven(given) ? { given, bytes: body.byteLength } : { refused: refuse('invalid_request') }
}

/** For schemas that only judge, and change nothing. */
export function fits<Output>(schema: z.ZodType<Output>): (json: unknown) => json is Output {
  return (json): json is Output => schema.safeParse(json).success
}
