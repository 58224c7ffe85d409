// A route's answer in JSON, for the page that asked and nobody else.
import type { Answer } from './answer.ts'
import { PRIVATE_HEADERS } from './headers.ts'
import type { HubCall } from './hub-call.ts'

export function jsonAnswer({ headers }: HubCall, status: number, value: object): Answer {
  return { status, headers: { ...PRIVATE_HEADERS, ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(value) }
}
