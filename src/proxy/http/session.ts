// POST /v1/hubs/:hub/session — a token for a page of this hub and origin, after the bot check where the hub declares one.
import type { SessionAnswer } from '../../core/envelope.ts'
import { z } from 'zod'
import type { Answer } from './answer.ts'
import type { Ask } from './ask.ts'
import { refuseBot } from './bot-challenge.ts'
import type { Gate } from './gate.ts'
import { PRIVATE_HEADERS } from './headers.ts'
import { parseBody } from './parse-body.ts'
import type { Refuse } from './refuse.ts'
import type { Service } from './service.ts'

const BODY_MAX_BYTES = 8 * 1024

const sessionSchema = z.strictObject({ challenge: z.string().min(1).max(4096).exactOptional() })

export async function session(
  service: Service,
  { hub, origin, headers }: NonNullable<Gate>,
  { connection }: Ask,
  address: string,
  refuse: Refuse,
): Promise<Answer> {
  const read = parseBody(await connection.readBody(BODY_MAX_BYTES), sessionSchema, refuse)
  if ('refused' in read) return read.refused
  const { bot } = hub.file
  const refused = bot && (await refuseBot(service, bot, read.given.challenge, address, refuse))
  if (refused !== undefined) return refused
  const now = service.now()
  const { token, expiresAt } = await service.tokens.issue(hub.name, origin, now)
  service.metrics.session(hub.name)
  service.activity.scriptSeen(hub.name, origin)
  const answer: SessionAnswer = { token, expiresAt: new Date(expiresAt).toISOString(), now: new Date(now).toISOString() }
  return { status: 200, headers: { ...PRIVATE_HEADERS, ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(answer) }
}
