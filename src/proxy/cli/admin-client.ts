// The command line's way to the running proxy: the operator's routes, with the operator's token.
import { isIPv6 } from 'node:net'
import { ADMIN_ROUTES, type AdminProblem, type AdminRoute } from '../../core/admin.ts'
import { DEFAULT_ADMIN } from '../settings.ts'
import { UsageError } from './usage-error.ts'

export interface AdminRequest {
  params?: Record<string, string>
  query?: Record<string, string | undefined>
  body?: unknown
}

/** An empty setting counts as unset, as in the service. @throws Error whose message is for the operator */
export type AdminClient = <Answer>(route: AdminRoute, request?: AdminRequest) => Promise<Answer>

/** What goes through the whole outbox takes its time, and goes on at the proxy if nobody waits for it. Beyond 5 minutes Node's own `fetch` would not wait. */
const PATIENCE_MS = 60_000
const LONG_PATIENCE_MS = 280_000
const LONG: readonly AdminRoute[] = ['erase', 'replay', 'purge']

/** A token as the proxy gets it from a header: visible characters of Latin-1, and spaces between them. */
const FITS_HEADER = /^(?! )[ -~\x80-\xff]+(?<! )$/

/** @param timeout milliseconds → what ends the waiting */
export function adminClient(
  environment: Record<string, string | undefined>,
  fetch: typeof globalThis.fetch,
  timeout: (ms: number) => AbortSignal = (ms) => AbortSignal.timeout(ms),
): AdminClient {
  const given = (name: string) => (environment[name] === '' ? undefined : environment[name])
  const [host, port, token] = [given('ADMIN_HOST') ?? DEFAULT_ADMIN.host, given('ADMIN_PORT') ?? DEFAULT_ADMIN.port, given('ADMIN_TOKEN')]
  const base = `http://${urlHost(host)}:${port}`
  return async <Answer>(route: AdminRoute, { params = {}, query = {}, body }: AdminRequest = {}) => {
    if (token === undefined) throw new UsageError('ADMIN_TOKEN: is not set; set it to the token of the running proxy')
    // The proxy does not start with such a one: it would only count as wrong, until this address is locked out.
    if (/^(["']).*\1$/.test(token)) throw new UsageError('ADMIN_TOKEN: stands in quotes, which are part of it; set it without them')
    // Else `fetch` would throw before it asks anybody, or trim it: the proxy would seem to be gone, or the token to be wrong.
    if (!FITS_HEADER.test(token))
      throw new UsageError(
        'ADMIN_TOKEN: has a space at an end, or a character that no header can hold; set another one, at the proxy as well',
      )
    const { method, path } = ADMIN_ROUTES[route]
    const place = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    const url = URL.parse(place, base)
    if (url === null)
      throw new UsageError(
        `ADMIN_HOST, ADMIN_PORT: found "${base}"; expected an address of the running proxy, such as 127.0.0.1, and its port`,
      )
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value)
    const patience = LONG.includes(route) ? LONG_PATIENCE_MS : PATIENCE_MS
    const ask = async (): Promise<{ answer: Response; text: string }> => {
      const answer = await fetch(url, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: timeout(patience),
      })
      return { answer, text: await answer.text() }
    }
    const { answer, text } = await ask().catch((error: unknown): never => {
      throw new Error(noAnswer(base, error, patience))
    })
    if (answer.status === 204) return undefined as Answer
    const json = jsonOf(text)
    if (answer.ok && json !== undefined) return json as Answer
    const { type, title, detail, retryAfter } = (json ?? {}) as Partial<AdminProblem>
    // The public port has problem documents too, of types of its own.
    if (title === undefined || type?.startsWith('urn:komo-braze:admin:') !== true)
      throw new Error(`What answers at ${base} is not the operator’s port (ADMIN_HOST, ADMIN_PORT): status ${answer.status}.`)
    throw new Error([title, detail, retryAfter && `Wait ${retryAfter} s.`].filter(Boolean).join(' '))
  }
}

function noAnswer(base: string, error: unknown, patience: number): string {
  const place = `${base} (ADMIN_HOST, ADMIN_PORT)`
  if ((error as Error).name !== 'TimeoutError') return `The proxy does not answer at ${place}.`
  return `The proxy at ${place} has not answered for ${patience / 1000} s. It may do what was asked for all the same: see its log.`
}

/** Undefined where it is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where the proxy listens on all addresses of this machine, the one to call. */
function urlHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return isIPv6(host) ? `[${host}]` : host
}
