// The stand-in's own side: options, faults, journal and profiles as JSON, and a live stream. Not part of Braze.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from './faults.ts'
import type { FakeBrazeOptions } from './options.ts'
import type { TrackParts } from './track.ts'

export interface ControlParts extends TrackParts {
  change(options: Partial<FakeBrazeOptions>): void
  reset(): void
}

/**
 * | route | does |
 * |---|---|
 * | `GET /control/options`, `PATCH` | read (without the key), change |
 * | `GET /control/faults`, `POST`, `DELETE` | list, add one (`Fault`), clear |
 * | `GET /control/journal?since=<n>` | `{requests: [JournalEntry]}` |
 * | `GET /control/profiles` | `{profiles: [Profile], applying}`; `?settled` answers only once nothing waits to be applied |
 * | `GET /control/counts` | `Totals` |
 * | `GET /control/stream` | server-sent events `request`, `profiles`, `reset` |
 * | `POST /control/reset` | forgets profiles, journal, counts and faults |
 */
export async function control(parts: ControlParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://stand-in')
  const route = `${request.method} ${url.pathname.slice('/control'.length)}`
  const answer = (body: unknown, status = 200): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body))
  }

  if (request.method === 'OPTIONS') return void response.writeHead(204).end()
  if (route === 'GET /options') return answer({ ...parts.options(), apiKey: undefined })
  if (route === 'PATCH /options') {
    parts.change((await readJson(request)) as Partial<FakeBrazeOptions>)
    return answer({ ok: true })
  }
  if (route === 'GET /faults') return answer({ faults: parts.faults.list() })
  if (route === 'POST /faults') {
    parts.faults.add((await readJson(request)) as Fault)
    return answer({ faults: parts.faults.list() })
  }
  if (route === 'DELETE /faults') {
    parts.faults.clear()
    return answer({ faults: [] })
  }
  if (route === 'GET /journal') return answer({ requests: parts.journal.since(Number(url.searchParams.get('since') ?? 0)) })
  if (route === 'GET /profiles') {
    if (url.searchParams.has('settled')) await parts.applier.settled()
    return answer({ profiles: parts.profiles.all(), applying: parts.applier.waiting() })
  }
  if (route === 'GET /counts') return answer(parts.counts.totals())
  if (route === 'GET /stream') return stream(parts, response)
  if (route === 'POST /reset') {
    parts.reset()
    return answer({ ok: true })
  }
  answer({ message: `No such control route: ${route}` }, 404)
}

function stream(parts: ControlParts, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write(': open\n\n')
  const end = parts.journal.listen((happening) => {
    response.write(`event: ${happening.type}\ndata: ${JSON.stringify(happening)}\n\n`)
  })
  response.on('close', end)
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return JSON.parse(text || '{}')
}
