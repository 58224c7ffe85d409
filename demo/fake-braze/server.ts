// The stand-in for Braze as one HTTP server: `/users/track` as Braze answers it, `/control/…`, and a page for people at `/`.
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLocalHost, isLocalOrigin } from '../local-only.ts'
import { createApplier } from './applier.ts'
import { control, type ControlParts } from './control.ts'
import { createCounts, type Totals } from './counts.ts'
import { createFaults, type Fault } from './faults.ts'
import { createJournal, type JournalEntry } from './journal.ts'
import { DEFAULTS, type FakeBrazeOptions } from './options.ts'
import type { Profile } from './profile.ts'
import { createProfiles } from './profiles.ts'
import { createRateLimit } from './rate-limit.ts'
import { track } from './track.ts'

export interface FakeBraze {
  /** `http://127.0.0.1:<port>`: the REST endpoint. */
  url: string
  change(options: Partial<FakeBrazeOptions>): void
  fault(fault: Fault): void
  clearFaults(): void
  /** In the order in which they were answered, those after the `n` of `since`. */
  requests(since?: number): JournalEntry[]
  profiles(): Profile[]
  totals(): Totals
  /** Resolves once everything taken so far is applied. */
  settled(): Promise<void>
  reset(): void
  close(): Promise<void>
}

/** Listens on 127.0.0.1; port 0 takes a free one. Rejects if the port is taken. */
export async function startFakeBraze(given: Partial<FakeBrazeOptions> & { port?: number; host?: string } = {}): Promise<FakeBraze> {
  const { port = 0, host = '127.0.0.1', ...first } = given
  let options: FakeBrazeOptions = { ...DEFAULTS, ...first }
  let arrived = 0
  const now = (): number => performance.timeOrigin + performance.now()
  const [journal, faults, counts] = [createJournal(() => options.journal), createFaults(), createCounts()]
  const rateLimit = createRateLimit(() => options.rate ?? { requests: Infinity, seconds: 1, dialect: 'epoch' })
  const applier = createApplier(now, () => options.applyMs[0] + Math.random() * (options.applyMs[1] - options.applyMs[0]))
  const profiles = createProfiles({ now: () => Date.now(), aliasEventsCreate: () => options.aliasEventsCreate })
  const change = (some: Partial<FakeBrazeOptions>): void => void (options = { ...options, ...some })
  const reset = (): void => {
    for (const part of [applier, profiles, journal, faults, counts]) part.clear()
    journal.tell({ type: 'reset' })
  }
  const parts: ControlParts = { options: () => options, applier, faults, journal, profiles, rateLimit, counts, now, change, reset }

  const server = createServer((request, response) => {
    answer(parts, request, response, () => ++arrived).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error))
    })
  })
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))

  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    change,
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    requests: (since = 0) => journal.since(since),
    profiles: () => profiles.all(),
    totals: () => counts.totals(),
    settled: () => applier.settled(),
    reset,
    close: () => {
      applier.clear()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function answer(parts: ControlParts, request: IncomingMessage, response: ServerResponse, count: () => number): Promise<void> {
  const path = request.url ?? '/'
  if (path.startsWith('/control/')) {
    if (!allowLocal(request, response)) return void response.writeHead(403).end()
    return control(parts, request, response)
  }
  if (path === '/' && request.method === 'GET') {
    const page = await readFile(new URL('page.html', import.meta.url))
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
    return
  }
  return track(parts, request, response, count())
}

/** Pages of this computer may use the control side: the demo does. */
function allowLocal({ headers: { host, origin } }: IncomingMessage, response: ServerResponse): boolean {
  if (!isLocalHost(host)) return false
  if (origin === undefined) return true
  if (!isLocalOrigin(origin)) return false
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-methods', 'GET, POST, PATCH, DELETE')
  response.setHeader('access-control-allow-headers', 'content-type')
  response.setHeader('vary', 'Origin')
  return true
}
