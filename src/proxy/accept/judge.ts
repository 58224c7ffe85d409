// What: one envelope of a request, judged alone. Form, revision, rule, values — and then the row for the outbox, or why there is none.
import type { EnvelopeRefusal, Problem } from '../../core/codes.ts'
import { ENVELOPE_MAX_BYTES, WIRE_VERSION, type Envelope } from '../../core/envelope.ts'
import { planOf } from '../../core/shape/plan.ts'
import { shape } from '../../core/shape/shape.ts'
import { isEnvelope } from '../../schema/is-envelope.ts'
import type { HubFile } from '../../core/hub-file.ts'
import type { Hub } from '../hubs/hub.ts'
import type { Registry } from '../hubs/registry.ts'
import type { Proofs } from '../identity/proofs.ts'
import type { NewRow } from '../outbox/store.ts'
import { capturedAt, type Arrival } from './captured-at.ts'
import { tables } from './tables.ts'

export type Judged =
  | { id: string; rule: string; row: NewRow; problems: Problem[] }
  | { id: string; rule: string; refusal: EnvelopeRefusal; problems: Problem[] }

/** The envelope is of a revision that this proxy does not know yet: the page keeps it. */
export type UnknownRev = 'unknown_rev'

export interface JudgeParts {
  registry: Registry
  proofs: Proofs
}

/**
 * Judges synchronously unless the store or somebody else must be asked, which is rare.
 * @param size upper bound of the envelope's bytes: those of the whole body
 */
export function judge(parts: JudgeParts, hub: Hub, given: unknown, size: number, arrival: Arrival): Judged | Promise<Judged | UnknownRev> {
  const form = checkForm(given, size)
  if ('refusal' in form) return { ...form, rule: '', problems: [] }
  const { envelope } = form
  const declared = parts.registry.known(hub, envelope.rev)
  if (declared === undefined || envelope.identity.some((one) => 'proof' in one)) return judgeAsking(parts, hub, envelope, arrival)
  return judgeDeclared(hub, declared, envelope, [], arrival)
}

/** For what must be asked: the store for a revision that is not in memory, or whoever signs proofs for the keys. */
async function judgeAsking({ registry, proofs }: JudgeParts, hub: Hub, envelope: Envelope, arrival: Arrival): Promise<Judged | UnknownRev> {
  const declared = await registry.declared(hub, envelope.rev)
  if (declared === undefined) return 'unknown_rev'
  const { at } = capturedAt(Date.parse(envelope.at), arrival, hub.pendingMs)
  return judgeDeclared(hub, declared, envelope, await proofs.verify(declared, envelope, at), arrival)
}

function judgeDeclared(hub: Hub, declared: HubFile, envelope: Envelope, proofs: (string | undefined)[], arrival: Arrival): Judged {
  const time = capturedAt(Date.parse(envelope.at), arrival, hub.pendingMs)
  const at = new Date(time.at).toISOString()
  const shaped = shape(envelope, planOf(declared), { tables, proofs, at, now: arrival.now })
  const problems = time.clamped ? [...shaped.problems, { target: 'at', code: 'time_clamped' as const }] : shaped.problems
  const { id, rule } = envelope
  // A rule that is not declared is a name from the wire, which must not appear in any list.
  if ('refusal' in shaped) return { id, rule: shaped.refusal === 'unknown_rule' ? '' : rule, refusal: shaped.refusal, problems }
  const row = { id, hub: hub.name, workspace: hub.workspace, lane: shaped.lane, rule, at, request: shaped.request }
  return { id, rule, row, problems }
}

function checkForm(given: unknown, size: number): { envelope: Envelope } | { id: string; refusal: EnvelopeRefusal } {
  if (!isEnvelope(given)) return { id: idOf(given), refusal: versionOf(given) > WIRE_VERSION ? 'unsupported_version' : 'invalid_envelope' }
  const tooLarge = size > ENVELOPE_MAX_BYTES && Buffer.byteLength(JSON.stringify(given)) > ENVELOPE_MAX_BYTES
  return tooLarge ? { id: given.id, refusal: 'too_large' } : { envelope: given }
}

/** The id by which the page can tell which envelope was malformed; empty if it has no proper one. */
function idOf(given: unknown): string {
  const id = typeof given === 'object' && given !== null && 'id' in given ? given.id : undefined
  return typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? id : ''
}

function versionOf(given: unknown): number {
  return typeof given === 'object' && given !== null && 'v' in given && typeof given.v === 'number' ? given.v : 0
}
