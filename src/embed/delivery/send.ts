// Brings what is pending to the proxy: one request at a time in all tabs, retried until an answer for each envelope was read.
import { SUBMISSIONS_MAX_BYTES, type Envelope, type SubmissionsAnswer } from '../../core/envelope.ts'
import type { TraceReason } from '../../core/trace.ts'
import { loadHub } from '../hub.ts'
import { slug } from '../config.ts'
import { trace } from '../trace.ts'
import { call, type Answer } from './call.ts'
import { bytesOf, discard, pending } from './pending.ts'
import { dropSession, heldToken, openSession } from './session.ts'

/** Milliseconds: the first wait after a failure, doubled each time up to the second. */
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 300_000
/** Bytes left for the token and the frame around the envelopes. */
const FRAME = 4_096

let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined
/** Until then the proxy itself asked to be left alone. */
let notBefore = 0
/** Why what is pending is still here, after a failure. */
let reason: TraceReason | undefined
let blocked = false
/** The proxy will not take anything from this page. */
let ended = false
let sending: Promise<void> | undefined
/** Most envelopes in the next request: smaller after the proxy refused a request as a whole. */
let most = 50

/** Sends all that is pending; ends when nothing is, or at the first failure. */
export function send(): Promise<void> {
  return (sending ??= underLock().finally(() => (sending = undefined)))
}

/** Back online, visible again: no more waiting, unless the proxy asked for it. */
export function wake(): void {
  if (failures) void send()
}

/** For a page that may be gone in a moment: no waiting for lock, token or answer. Nothing is deleted without a read answer. */
export function sendNow(): void {
  const token = heldToken()
  const batch = nextBatch()
  if (token && batch.length) void deliver(token, batch)
}

/** The page's own Content Security Policy keeps requests from the proxy. */
export function noteBlocked(): void {
  blocked = true
  trace('held', { reason: 'csp_blocked' })
}

/** What is pending and why, for `flush()`. */
export function backlog(): { id: string; rule: string; reason: TraceReason | undefined }[] {
  return pending().map(({ id, rule }) => ({ id, rule, reason }))
}

async function underLock(): Promise<void> {
  clearTimeout(timer)
  // Ids protect from doubles where there are no locks: an insecure page, an old browser.
  if (!navigator.locks) return drain()
  await navigator.locks.request(`komo-braze:${slug}`, { ifAvailable: true }, (lock) => (lock ? drain() : retry({ status: 0 })))
}

async function drain(): Promise<void> {
  let renewed = false
  for (;;) {
    if (ended) return
    if (Date.now() < notBefore) return retry({ status: 429, retryAfter: notBefore - Date.now() })
    if (!(await loadHub())) return retry({ status: 0 })
    const batch = nextBatch()
    if (!batch.length) return
    const refusal = await openSession()
    const answer = refusal ?? (await deliver(heldToken() ?? '', batch))
    if (answer.status === 202) {
      failures = 0
      reason = undefined
      renewed = false
    } else if (answer.status === 401 && !renewed) {
      renewed = true
      dropSession()
    } else if ((answer.status === 400 || answer.status === 413) && !refusal) {
      // One envelope must not stand in the way of all others: halve until it is alone, then it ends.
      if (batch.length === 1) refuse(batch, answer)
      else most = Math.ceil(batch.length / 2)
    } else {
      return retry(answer, batch)
    }
  }
}

/** The oldest, as many as one request may hold, all of one revision: the proxy answers for a revision as a whole. */
function nextBatch(): Envelope[] {
  const all = pending()
  let room = SUBMISSIONS_MAX_BYTES - FRAME
  return all.filter(({ rev }) => rev === all[0]?.rev).filter((envelope, index) => index < most && (room -= bytesOf(envelope)) >= 0)
}

async function deliver(token: string, batch: Envelope[]): Promise<Answer> {
  for (const envelope of batch) trace('sent', { envelope, rule: envelope.rule })
  const body = JSON.stringify({ token, sentAt: new Date().toISOString(), submissions: batch })
  const answer = await call('/submissions', body, true)
  if (answer.status !== 202) return answer
  let judged = 0
  for (const result of (answer.body as SubmissionsAnswer | undefined)?.results ?? []) {
    const envelope = batch.find(({ id }) => id === result.id)
    // A proxy of an older version does not know such an envelope yet: a newer one will.
    if (!envelope || result.code === 'unsupported_version') continue
    judged++
    discard(result.id)
    trace(result.status === 'refused' ? 'refused' : 'accepted', { envelope, rule: envelope.rule, result })
  }
  return judged ? answer : { status: 0 }
}

function refuse(batch: Envelope[], { status }: Answer): void {
  for (const envelope of batch) {
    discard(envelope.id)
    trace('refused', { envelope, rule: envelope.rule, detail: String(status) })
  }
}

function retry({ status, retryAfter, body }: Answer, batch: Envelope[] = []): void {
  reason = blocked ? 'csp_blocked' : status === 429 ? 'rate_limited' : status ? 'unavailable' : 'offline'
  for (const envelope of batch) trace('held', { envelope, rule: envelope.rule, reason, detail: String(status) })
  // 403, 404, 405 …: this page may not send. What is stored goes from a later page, or ends with its days.
  ended = status >= 400 && status < 500 && ![401, 408, 429].includes(status)
  // The bot check is still to be passed: `challenge()` goes on from here.
  if ((body as { code?: string } | undefined)?.code?.startsWith('challenge')) ended = false
  else if (!ended) {
    const backoff = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++) * (0.5 + Math.random() / 2)
    if (retryAfter) notBefore = Date.now() + retryAfter
    timer = setTimeout(() => void send(), retryAfter ?? backoff)
  }
}
