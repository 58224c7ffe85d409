// One request to the stand-in's Braze side, from arrival to answer: fault, key, path, rate, type, size, JSON, objects, in Braze's order.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Json, JsonObject } from '../../src/core/json.ts'
import { REQUEST_MAX_BYTES } from '../../src/core/limits.ts'
import type { Applier } from './applier.ts'
import type { Fault, Faults } from './faults.ts'
import type { Journal, JournalEntry } from './journal.ts'
import { judgeRequest, type Judged } from './judge-request.ts'
import type { FakeBrazeOptions } from './options.ts'
import type { Profiles } from './profiles.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Counts } from './counts.ts'

export interface TrackParts {
  options(): FakeBrazeOptions
  applier: Applier
  faults: Faults
  journal: Journal
  profiles: Profiles
  rateLimit: RateLimit
  counts: Counts
  /** Milliseconds since the epoch, with fractions. */
  now(): number
}

interface Reply {
  status: number
  body: Json
  headers?: Record<string, string>
  judged?: Judged
}

export async function track(parts: TrackParts, request: IncomingMessage, response: ServerResponse, n: number): Promise<void> {
  const { options, applier, faults, journal, profiles, now } = parts
  const entry: JournalEntry = {
    n,
    at: now(),
    doneAt: 0,
    method: request.method ?? '',
    path: request.url ?? '',
    status: 0,
    key: keyOf(request, options().apiKey),
    userAgent: request.headers['user-agent'] ?? '',
    bytes: 0,
    objects: 0,
    taken: 0,
  }
  const arrival = applier.arrive()
  const text = await readText(request)
  entry.bytes = Buffer.byteLength(text)
  const fault = faults.take(text)
  if (fault) entry.fault = fault.kind

  const reply = (fault && playInstead(fault, parts, request)) ?? answerOf(parts, entry, request, text)
  const { judged } = reply
  entry.objects = judged?.objects ?? 0
  entry.taken = judged?.taken.length ?? 0
  if (judged && judged.taken.length > 0 && options().profiles) {
    arrival.apply(() => journal.tell({ type: 'profiles', profiles: profiles.apply(judged.taken) }))
  }
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))

  if (options().bodies) entry.body = parseOr(text) ?? text
  if (fault?.kind === 'reset' || fault?.kind === 'apply-then-reset') request.socket.resetAndDestroy()
  else if (fault?.kind !== 'hang') {
    const failed = fault?.kind === 'apply-then-status'
    const body = failed ? { message: 'The server did not answer in time' } : reply.body
    entry.status = failed ? fault.status : reply.status
    if (options().bodies) entry.answer = entry.status === 401 ? null : body
    send(response, entry.status, body, reply.headers)
  }
  arrival.answered()
  entry.doneAt = now()
  parts.counts.add(entry, judged)
  journal.add(entry)
}

function answerOf(parts: TrackParts, entry: JournalEntry, request: IncomingMessage, text: string): Reply {
  const { objects, count, rate, success } = parts.options()
  if (entry.key !== 'good') return { status: 401, body: { message: 'Invalid API key' } }
  if (entry.path !== '/users/track' || entry.method !== 'POST') return { status: 404, body: { message: 'Not Found' } }
  const limited = rate !== null && !parts.rateLimit.take(entry.at)
  const headers = rate === null ? {} : parts.rateLimit.headers(entry.at, limited)
  if (limited) return { status: 429, body: { message: 'Rate limit exceeded' }, headers }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return { status: 415, body: { message: 'Unsupported Media Type' }, headers }
  }
  if (entry.bytes > REQUEST_MAX_BYTES) return { status: 413, body: { message: 'Payload Too Large' }, headers }
  const body = parseOr(text)
  if (body === undefined || typeof body !== 'object') {
    return { status: 400, body: { message: 'Error while parsing request body. Please check your syntax.' }, headers }
  }
  const judged = judgeRequest(body, { objects, count })
  return { status: judged.status === 201 ? success : judged.status, body: judged.answer, headers, judged }
}

/** The answer of a fault that replaces the judging of the request. */
function playInstead(fault: Fault, parts: TrackParts, request: IncomingMessage): Reply | undefined {
  if (fault.kind === 'status') return { status: fault.status, body: fault.text ?? { message: `Stand-in fault: ${fault.status}` } }
  if (fault.kind === 'answer') return { status: fault.status, body: fault.body, ...(fault.headers ? { headers: fault.headers } : {}) }
  if (fault.kind === 'echo-key') {
    const key = (request.headers.authorization ?? '').replace(/^Bearer /, '')
    return { status: 401, body: { message: `Invalid API key: ${key}` } }
  }
  if (fault.kind === 'limited') {
    const headers = parts.rateLimit.refusal(parts.now(), fault.dialect, fault.seconds)
    return { status: 429, body: { message: 'Rate limit exceeded' }, headers }
  }
  return fault.kind === 'reset' || fault.kind === 'hang' ? { status: 0, body: null } : undefined
}

function keyOf(request: IncomingMessage, apiKey: string): JournalEntry['key'] {
  const { authorization } = request.headers
  if (authorization === undefined) return 'none'
  return authorization === `Bearer ${apiKey}` ? 'good' : 'bad'
}

/** Reads to the end, but keeps only as much as shows that the body is too large. */
async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes - chunk.length <= REQUEST_MAX_BYTES) chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function parseOr(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function send(response: ServerResponse, status: number, body: Json, headers: Record<string, string> = {}): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body as JsonObject)
  const type = typeof body === 'string' ? 'text/plain' : 'application/json'
  response.writeHead(status, { 'content-type': type, ...headers }).end(text)
}
