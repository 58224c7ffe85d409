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
/** Envelopes in the next request: one alone after the proxy refused a request as a whole. */
let most = 50
/** Why what is pending is still here, after a failure. */
export let problem: TraceReason | undefined
let blocked: TraceReason | undefined

/** Sends all that is pending; ends when nothing is, or at the first failure. */
export function send(): Promise<void> {
  // Ids protect from doubles where there are no locks: an insecure page, an old browser.
  return (sending ??= (
    navigator.locks?.request(`komo-braze:${slug}`, { ifAvailable: true }, (lock) => (lock ? drain() : again(FIRST_WAIT))) ??
    Promise.reject()
  )
    .catch(drain)
    .catch(() => {})
    .finally(() => (sending = undefined)))
}

/** The bot check was passed: what was refused for want of it may go. */
export function resume(): void {
  leaveAlone(0)
  void send()
}

/** A token for what is about to come. A proxy that gives none is left alone as it asks, by the next focus too. */
export function prepare(): void {
  void openSession().then((refusal) => refusal && retry(refusal))
}

/** For a page that may be gone in a moment: no waiting for lock, token or answer. Nothing is deleted without a read answer. */
export function sendNow(): void {
  const batch = nextBatch()
  if (mayAsk() && heldToken() && batch.length) deliver(batch).catch(() => {})
}

/** The page's own Content Security Policy keeps requests from the proxy. */
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
    // The page cannot see how much of the 64 KiB for keepalive requests the site itself uses; over it `fetch` rejects as if offline.
    const answer = refusal ?? (await deliver(batch, !failures))
    const { status } = answer
    if (status === 202) {
      failures = 0
      problem = undefined
    } else if (!renewed && status === 401) {
      renewed = true
      dropSession()
    } else if (!refusal && (status === 400 || status === 413)) {
      // One envelope must not stand in the way of all others.
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
    // A proxy of an older version does not know such an envelope yet: a newer one will.
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
  // 403, 404, 405 …: this page may not send, or not before its bot check is passed. What is stored goes from a later page, or ends with its days.
  const isFinal = /^4(?!0[018]|29)/.test(String(status))
  if (isFinal || retryAfter) leaveAlone(isFinal ? Infinity : wait)
  // Where that is for ever, it finds nothing to do.
  again(wait)
}
