// Brings what is pending to the proxy: one request at a time in all tabs, retried until an answer for each envelope was read.
import { SUBMISSIONS_MAX_BYTES, type Envelope, type SubmissionsAnswer } from '../../core/envelope.ts'
import type { TraceReason } from '../../core/trace.ts'
import { slug } from '../config.ts'
import { loadHub } from '../hub.ts'
import { trace } from '../trace.ts'
import { call, type Answer } from './call.ts'
import { bytesOf, end, pending } from './pending.ts'
import { dropSession, heldToken, leaveAlone, mayAsk, openSession } from './session.ts'

/** Milliseconds: the first wait after a failure, doubled each time up to the second. */
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 300_000
/** Bytes left for the token and the frame around the envelopes. */
const FRAME = 4_096

let sending: Promise<void> | undefined
let timer: ReturnType<typeof setTimeout> | undefined
let failures = 0
/** Most envelopes in one request: one, after the proxy refused a request as a whole. */
let most = 50
/** Why what is pending is still here, after a failure. */
export let problem: TraceReason | undefined
let blocked: TraceReason | undefined

/** Sends all that is pending; ends when nothing is, or at the first failure. */
export function send(): Promise<void> {
  // Where there are no locks (an old browser) tabs may send the same envelope: the proxy knows it by its id.
  return (sending ??= (
    navigator.locks?.request(`komo-braze:${slug}`, { ifAvailable: true }, (lock) => (lock ? drain() : again(FIRST_WAIT))) ??
    Promise.reject()
  )
    .catch(drain)
    .catch(() => {})
    .finally(() => (sending = undefined)))
}

/** The bot check was passed: what was refused for lack of it may go. */
export function resume(): void {
  leaveAlone(0)
  void send()
}

/** Gets a token for what is about to come. A proxy that gives none is left alone for as long as it asks, even at the next focus. */
export function prepare(): void {
  void openSession().then((refusal) => refusal && retry(refusal))
}

/** For a page that may be gone in a moment: waits for no lock, token or answer. Nothing is deleted whose answer was not read. */
export function sendNow(): void {
  const batch = nextBatch()
  if (mayAsk() && heldToken() && batch.length) deliver(batch).catch(() => {})
}

/** The page's own Content Security Policy blocks requests to the proxy. */
export function noteBlocked(): void {
  blocked = 'csp_blocked'
  trace('held', { reason: blocked })
}

function again(wait: number): void {
  clearTimeout(timer)
  timer = setTimeout(send, wait)
}

async function drain(): Promise<void> {
  for (let renewed = false; mayAsk();) {
    const missing = await loadHub()
    if (!missing && !nextBatch().length) return
    const refusal = missing ?? (await openSession())
    // Read only now: consent may have been withdrawn meanwhile.
    const batch = nextBatch()
    if (!refusal && !batch.length) return
    // Keepalive only while nothing has failed: its 64 KiB are shared with the site's own requests, which the page cannot see, and over them `fetch` rejects as if offline.
    const answer = refusal ?? (await deliver(batch, !failures))
    const { status } = answer
    if (status === 202) {
      failures = 0
      problem = undefined
    } else if (!renewed && status === 401) {
      renewed = true
      dropSession()
    } else if (!refusal && (status === 400 || status === 413)) {
      // One bad envelope must not stand in the way of all others: from now on each goes alone.
      if (most < 2) batch.forEach((envelope) => end(envelope, 'refused', { detail: String(status) }))
      most = 1
    } else return retry(answer, batch)
  }
}

/** The oldest, as many as one request may hold. */
function nextBatch(): Envelope[] {
  let room = SUBMISSIONS_MAX_BYTES - FRAME
  return pending().filter((envelope, index) => index < most && (room -= bytesOf(envelope)) >= 0)
}

async function deliver(batch: Envelope[], keepalive = true): Promise<Answer> {
  for (const envelope of batch) trace('sent', { envelope })
  const answer = await call('/submissions', { token: heldToken(), sentAt: new Date().toISOString(), submissions: batch }, keepalive)
  if (answer.status !== 202) return answer
  let judged = 0
  for (const result of [(answer.body as SubmissionsAnswer | undefined)?.results ?? []].flat()) {
    const envelope = batch.find(({ id }) => id === result.id)
    // Stays pending: this proxy is of an older version, and a newer one will know such an envelope.
    if (!envelope || result.code === 'unsupported_version') continue
    judged++
    end(envelope, result.status === 'refused' ? 'refused' : 'accepted', { result })
  }
  return judged ? answer : { status: 0 }
}

function retry({ status, retryAfter }: Answer, batch: Envelope[] = []): void {
  problem = blocked ?? (status === 429 ? 'rate_limited' : status ? 'unavailable' : 'offline')
  for (const envelope of batch) trace('held', { envelope, reason: problem, detail: String(status) })
  const wait = retryAfter || Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++) * (0.5 + Math.random() / 2)
  // 403, 404, 405 …: this page may not send, or not before its bot check is passed. What is stored goes from a later page, or expires.
  const isFinal = /^4(?!0[018]|29)/.test(String(status))
  if (isFinal || retryAfter) leaveAlone(isFinal ? Infinity : wait)
  // After a final answer this finds that it may not ask, and does nothing.
  again(wait)
}
