// POST /v1/hubs/:hub/submissions — the accept path. Who (rates, size, JSON, token), then what (each envelope alone), then the outbox; 202 only once it is on disk.
import { SUBMISSIONS_MAX_BYTES, type SubmissionResult } from '../../core/envelope.ts'
import { submissionsSchema } from '../../schema/submissions.ts'
import { judge, type Judged } from '../accept/judge.ts'
import type { NewRow } from '../outbox/store.ts'
import type { Answer } from './answer.ts'
import type { HubCall } from './hub-call.ts'
import { jsonAnswer } from './json-answer.ts'
import { parseBody } from './parse-body.ts'
import { STORE_RETRY, UNKNOWN_REV_RETRY } from './retry.ts'
import { sharedTurn } from './shared-turn.ts'

export async function submissions(call: HubCall): Promise<Answer> {
  const { service, hub, origin, ask, address, refuse } = call
  const { limits, tokens, metrics, activity } = service
  const arrived = service.now()
  const storeRefusal = service.store.refusal(hub.name)
  if (storeRefusal !== undefined) return refuse(storeRefusal, STORE_RETRY)

  const body = await ask.connection.readBody(SUBMISSIONS_MAX_BYTES)
  await sharedTurn()
  const read = parseBody(body, submissionsSchema, refuse)
  if ('refused' in read) return read.refused
  const { token, sentAt, submissions: given } = read.given

  const now = service.now()
  let verdict = tokens.recall(token, hub.name, origin, now)
  if (verdict === undefined) {
    const junk = limits.junkToken.wait(address, now)
    if (junk > 0) return refuse('rate_limited', junk)
    verdict = await tokens.verify(token, hub.name, origin, now)
  }
  if (verdict !== 'valid') {
    if (verdict === 'invalid') limits.junkToken.take(address, now)
    return refuse(verdict === 'expired' ? 'expired_token' : 'invalid_token')
  }
  // Only who has a token counts against the hub: junk must not use up what its visitors may send.
  const overRate = limits.token.take(token, now) || limits.hub.take(hub.name, now)
  if (overRate > 0) return refuse('rate_limited', overRate)

  const moment = { now, sentAt: Date.parse(sentAt) }
  const judged: Exclude<Judged, 'unknown_rev'>[] = []
  for (const one of given) {
    const judging = judge(service, hub, one, read.bytes, moment)
    const result = judging instanceof Promise ? await judging : judging
    if (result === 'unknown_rev') return refuse('unknown_rev', UNKNOWN_REV_RETRY)
    judged.push(result)
  }
  // Who is over her rate waits in the page, and holds up nobody who shares it.
  let wait = Infinity
  const waiting: string[] = []
  const taken = judged.filter((one) => {
    if (!('row' in one)) return true
    const { lane } = one.row
    // What comes after stays behind: one person's submissions keep their order.
    if (waiting.includes(lane)) return false
    const personOverRate = limits.person.take(one.row, now)
    if (personOverRate === 0) return true
    wait = Math.min(wait, personOverRate)
    waiting.push(lane)
    return false
  })
  if (taken.length === 0) return refuse('rate_limited', wait)

  const rows = taken.flatMap((one): NewRow[] => ('row' in one ? [one.row] : []))
  const appended = rows.length === 0 ? { outcomes: [] } : await service.store.append(rows)
  if ('refusal' in appended) {
    for (const one of rows) limits.person.giveBack(one)
    return refuse(appended.refusal, appended.retryAfter)
  }

  let row = 0
  const results = taken.map((one): SubmissionResult => {
    for (const found of one.problems) {
      metrics.problem(hub.name, found.target, found.code)
      activity.problem(hub.name, one.rule, found)
    }
    const problems = one.problems.length > 0 && { problems: one.problems }
    if ('refusal' in one) {
      metrics.refused('envelope', hub.name, one.refusal)
      activity.refused(hub.name, one.refusal)
      return { id: one.id, status: 'refused', code: one.refusal, ...problems }
    }
    const outcome = appended.outcomes[row++]
    if (outcome === 'duplicate') {
      metrics.duplicate(hub.name, 1)
      // What an erasure has swallowed stays taken: or asking often would tell whether somebody was erased.
      limits.person.giveBack(one.row)
    }
    if (outcome === 'accepted') {
      metrics.accepted(hub.name, 1)
      activity.accepted(one.row, one.problems)
    }
    return { id: one.id, status: outcome === 'duplicate' ? 'duplicate' : 'accepted', ...problems }
  })
  metrics.acceptSeconds((service.now() - arrived) / 1000)
  return jsonAnswer(call, 202, { results })
}
