// POST /v1/hubs/:hub/session — a token for a page of this hub and origin, after the bot check where the hub declares one.
import type { SessionAnswer } from '../../core/envelope.ts'
import { z } from 'zod'
import type { Answer } from './answer.ts'
import { refuseBot } from './bot-challenge.ts'
import type { HubCall } from './hub-call.ts'
import { jsonAnswer } from './json-answer.ts'
import { fits, parseBody } from './parse-body.ts'

const BODY_MAX_BYTES = 8 * 1024

const isSessionRequest = fits(z.strictObject({ challenge: z.string().min(1).max(4096).exactOptional() }))

export async function session(call: HubCall): Promise<Answer> {
  const { service, hub, origin, ask, refuse } = call
  const read = parseBody(await ask.connection.readBody(BODY_MAX_BYTES), isSessionRequest, refuse)
  if ('refused' in read) return read.refused
  const { bot } = hub.file
  const refused = bot && (await refuseBot(call, bot, read.given.challenge))
  if (refused !== undefined) return refused
  const now = service.now()
  const { token, expiresAt } = await service.tokens.issue(hub.name, origin, now)
  service.metrics.session(hub.name)
  service.activity.scriptSeen(hub.name, origin)
  const answer: SessionAnswer = { token, expiresAt: new Date(expiresAt).toISOString(), now: new Date(now).toISOString() }
  return jsonAnswer(call, 200, answer)
}
