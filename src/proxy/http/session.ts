// POST /v1/hubs/:hub/session — a token for a page of this hub and origin, after the bot check where the hub declares one.
import type { SessionAnswer } from '../../core/envelope.ts'
import { z } from 'zod'
import type { Answer } from './answer.ts'
import type { Connection } from './connection.ts'
import type { Gate } from './gate.ts'
import { PRIVATE_HEADERS } from './headers.ts'
import { parseJson } from './parse-json.ts'
import type { Refuse } from './refuse.ts'
import type { Service } from './service.ts'

const BODY_MAX_BYTES = 8 * 1024

const sessionSchema = z.strictObject({ challenge: z.string().min(1).max(4096).exactOptional() })

export async function session(
  service: Service,
  { hub, origin, headers }: NonNullable<Gate>,
  connection: Connection,
  _address: string,
  refuse: Refuse,
): Promise<Answer> {
  const body = await connection.readBody(BODY_MAX_BYTES)
  if (typeof body === 'string') return refuse(body === 'aborted' ? 'timeout' : body)
  const json = body.byteLength === 0 ? {} : parseJson(body)
  if (json === undefined) return refuse('invalid_json')
  const parsed = sessionSchema.safeParse(json)
  if (!parsed.success) return refuse('invalid_request')
  const { bot } = hub.file
  if (bot !== undefined) {
    const { challenge } = parsed.data
    if (challenge === undefined) return refuse('challenge_required')
    if (!(await service.botCheck.confirms(bot, challenge))) return refuse('challenge_failed')
  }
  const now = service.now()
  const { token, expiresAt } = await service.tokens.issue(hub.name, origin, now)
  service.metrics.session(hub.name)
  service.activity.scriptSeen(hub.name, origin)
  const answer: SessionAnswer = { token, expiresAt: new Date(expiresAt).toISOString(), now: new Date(now).toISOString() }
  return { status: 200, headers: { ...PRIVATE_HEADERS, ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(answer) }
}
