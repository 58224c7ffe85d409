// POST /v1/hubs/:hub/submissions — the accept path. Who (size, JSON, token, rates), then what (each envelope alone), then the outbox; 202 only once it is on disk.
import { SUBMISSIONS_MAX_BYTES } from '../../core/envelope.ts'
import { isSubmissions } from '../../schema/submissions.ts'
import { judge, type Judged } from '../accept/judge.ts'
import { withinPersonLimits } from '../limits/within-person-limits.ts'
import type { NewRow } from '../outbox/store.ts'
import type { Answer } from './answer.ts'
import { denySender } from './deny-sender.ts'
import type { HubCall } from './hub-call.ts'
import { jsonAnswer } from './json-answer.ts'
import { parseBody } from './parse-body.ts'
import { STORE_RETRY, UNKNOWN_REV_RETRY } from './retry.ts'
import { sharedTurn } from './shared-turn.ts'
import { tellOutcome } from './tell-outcome.ts'

export async function submissions(call: HubCall): Promise<Answer> {
  const { service, hub, ask, refuse } = call
  const { store, limits, metrics } = service
  const began = service.elapsed()
  const storeRefusal = store.refusal(hub.name)
  if (storeRefusal !== undefined) return refuse(storeRefusal, STORE_RETRY[storeRefusal])

  const body = await ask.connection.readBody(SUBMISSIONS_MAX_BYTES)
  await sharedTurn()
  const read = parseBody(body, isSubmissions, refuse)
  if ('refused' in read) return read.refused
  const { token, sentAt, submissions: given } = read.given

  // Only promises are awaited, here and below: any other await would let other requests in between, and undo what `sharedTurn` is for.
  const now = service.now()
  const denying = denySender(call, token, now)
  const denied = denying instanceof Promise ? await denying : denying
  if (denied !== undefined) return denied

  const arrival = { now, sentAt: Date.parse(sentAt) }
  const judged: Judged[] = []
  for (const one of given) {
    const judging = judge(service, hub, one, read.bytes, arrival)
    const result = judging instanceof Promise ? await judging : judging
    // No result for an unknown revision: the page keeps that envelope and sends it again.
    if (result !== 'unknown_rev') judged.push(result)
  }
  if (judged.length === 0) return refuse('unknown_rev', UNKNOWN_REV_RETRY)

  const { taken, wait } = withinPersonLimits(judged, limits.person, service.elapsed())
  if (taken.length === 0) return refuse('rate_limited', wait)

  const rows = taken.flatMap((one): NewRow[] => ('row' in one ? [one.row] : []))
  const appended = rows.length === 0 ? { outcomes: [] } : await store.append(rows)
  if ('refusal' in appended) {
    for (const row of rows) limits.person.giveBack(row)
    return refuse(appended.refusal, STORE_RETRY[appended.refusal])
  }

  const results = taken.map((one) => tellOutcome(call, one, 'row' in one ? appended.outcomes[rows.indexOf(one.row)] : undefined))
  metrics.acceptSeconds((service.elapsed() - began) / 1000)
  return jsonAnswer(call, 202, { results })
}
