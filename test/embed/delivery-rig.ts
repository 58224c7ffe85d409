// The modules that send, fresh for each test, before a proxy that answers well unless it is told otherwise. The clock stands still until the test moves it.
import { PREFIX, declaration } from './declared.ts'
import { vi } from 'vitest'
import type { Envelope, SubmissionsRequest } from '../../src/core/envelope.ts'

export type Route = 'hub' | 'session' | 'submissions'

export interface Asked {
  route: Route
  body: Partial<SubmissionsRequest> & { challenge?: string }
  keepalive: boolean | undefined
  /** Seconds since the test began. */
  at: number
}

const START = Date.parse('2026-11-20T10:00:00.000Z')
const HOUR = 3_600_000

export async function startDelivery(...pending: Envelope[]) {
  vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  vi.spyOn(Math, 'random').mockReturnValue(1)
  vi.resetModules()
  localStorage.clear()
  localStorage.setItem(`${PREFIX}hub`, JSON.stringify(declaration))
  const asked: Asked[] = []
  /** The next answers of a route; then it answers well. */
  const faults: Record<Route, (() => Response)[]> = { hub: [], session: [], submissions: [] }
  vi.stubGlobal('fetch', (url: string, { body, keepalive }: RequestInit) => {
    const route = (/(session|submissions)$/.exec(url)?.[1] ?? 'hub') as Route
    const given = JSON.parse((body as string | undefined) ?? '{}') as Asked['body']
    asked.push({ route, body: given, keepalive, at: (Date.now() - START) / 1000 })
    return new Promise((resolve) => resolve(faults[route].shift()?.() ?? well(route, given)))
  })
  const parts = {
    ...(await import('../../src/embed/delivery/send.ts')),
    ...(await import('../../src/embed/delivery/pending.ts')),
    ...(await import('../../src/embed/delivery/session.ts')),
  }
  const told: string[] = []
  const { on } = await import('../../src/embed/trace.ts')
  on('*', ({ stage, reason, detail, envelope }) => told.push([stage, envelope?.id, reason, detail].filter(Boolean).join(' ')))
  pending.forEach(parts.keep)
  return {
    ...parts,
    /** The binding is renewed as it goes on. */
    problem: async () => (await import('../../src/embed/delivery/send.ts')).problem,
    asked,
    faults,
    told,
    of: (route: Route) => asked.filter((one) => one.route === route),
    /** The ids of each request. */
    sent: () => asked.filter(({ route }) => route === 'submissions').map(({ body }) => body.submissions!.map(({ id }) => id).join('')),
    left: () =>
      parts
        .pending()
        .map(({ id }) => id)
        .join(''),
    seconds: (count: number) => vi.advanceTimersByTimeAsync(count * 1000),
  }
}

export function endDelivery(): void {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  // What a failed test left behind asks nobody.
  vi.stubGlobal('fetch', () => new Promise(() => {}))
}

export const json =
  (status: number, body: unknown, headers = {}) =>
  () =>
    new Response(JSON.stringify(body), { status, headers })
export const refusal = (status: number, headers = {}) => json(status, { status, code: 'x' }, headers)
export const offline = () => {
  throw new TypeError('Failed to fetch')
}

function well(route: Route, { submissions = [] }: Asked['body']): Response {
  if (route === 'hub') return json(200, declaration)()
  const [now, expiresAt] = [new Date(START), new Date(START + HOUR)]
  if (route === 'session') return json(200, { token: 'token', now, expiresAt })()
  return json(202, { results: submissions.map(({ id }) => ({ id, status: 'accepted' })) })()
}
