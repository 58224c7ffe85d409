// The inspector's routes on the public port: trade a code for a session, report what was seen, dry-run an envelope. Visitors have no code.
import { z } from 'zod'
import {
  SEEN_MAX_BYTES,
  type InspectorDryRunRequest,
  type InspectorSession,
  type OpenInspectorRequest,
  type SeenRequest,
} from '../../core/inspector.ts'
import { dryShape } from '../../core/dry-run.ts'
import { shapedRule } from '../../core/dry-run-rule.ts'
import { envelopeSchema } from '../../schema/envelope.ts'
import { tables } from '../accept/tables.ts'
import { declaration } from '../hubs/rev.ts'
import { seenSchema } from '../inspector/seen-schema.ts'
import type { Answer } from './answer.ts'
import { PRIVATE_HEADERS } from './headers.ts'
import type { HubCall } from './hub-call.ts'
import { jsonAnswer } from './json-answer.ts'
import { fits, parseBody } from './parse-body.ts'
import { UNKNOWN_REV_RETRY } from './retry.ts'

const isOpenRequest = fits<OpenInspectorRequest>(z.strictObject({ code: z.string() }))
const isSeenRequest = fits<SeenRequest>(z.strictObject({ session: z.string(), seen: seenSchema }))
const isDryRunRequest = fits<InspectorDryRunRequest>(z.strictObject({ session: z.string(), envelope: envelopeSchema }))

export async function openInspector(call: HubCall): Promise<Answer> {
  const { service, hub, origin, ask, address, refuse } = call
  const read = parseBody(await ask.connection.readBody(SEEN_MAX_BYTES), isOpenRequest, refuse)
  if ('refused' in read) return read.refused
  const now = service.elapsed()
  const wait = service.limits.junkToken.wait(address, now)
  if (wait > 0) return refuse('rate_limited', wait)
  const opened = service.inspectors.open(read.given.code, hub.name, origin, now)
  if (opened === undefined) {
    service.limits.junkToken.take(address, now)
    return refuse('invalid_token')
  }
  const answer: InspectorSession = {
    session: opened.session,
    connect: opened.connect,
    rev: hub.rev,
    hub: hub.public,
    file: declaration(hub.file),
  }
  return jsonAnswer(call, 200, answer)
}

export async function reportSeen({ service, hub, origin, headers, ask, refuse }: HubCall): Promise<Answer> {
  const read = parseBody(await ask.connection.readBody(SEEN_MAX_BYTES), isSeenRequest, refuse)
  if ('refused' in read) return read.refused
  if (!service.inspectors.isOpen(read.given.session, hub.name, origin, service.elapsed())) return refuse('invalid_token')
  await service.seen.add(hub.name, read.given.seen)
  return { status: 204, headers: { ...PRIVATE_HEADERS, ...headers }, body: null }
}

export async function inspectorDryRun(call: HubCall): Promise<Answer> {
  const { service, hub, origin, ask, refuse } = call
  const read = parseBody(await ask.connection.readBody(SEEN_MAX_BYTES), isDryRunRequest, refuse)
  if ('refused' in read) return read.refused
  if (!service.inspectors.isOpen(read.given.session, hub.name, origin, service.elapsed())) return refuse('invalid_token')
  const file = await service.registry.declared(hub, read.given.envelope.rev)
  if (file === undefined) return refuse('unknown_rev', UNKNOWN_REV_RETRY)
  const { envelope } = read.given
  const proofs = await service.proofs.verify(file, envelope, Date.parse(envelope.at))
  return jsonAnswer(call, 200, shapedRule(envelope, dryShape(file, envelope, proofs, { tables, now: service.now() })))
}
