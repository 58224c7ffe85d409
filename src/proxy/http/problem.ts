// What a refused request is answered with: an RFC 9457 problem document with a code of the closed list. It says what is wanted and repeats nothing of the request.
import { REQUEST_REFUSALS, type RequestRefusal } from '../../core/codes.ts'
import type { Answer } from './answer.ts'
import { PRIVATE_HEADERS } from './headers.ts'

const TITLES: Record<RequestRefusal, string> = {
  not_found: 'There is nothing at this address.',
  method_not_allowed: 'This address does not accept that method.',
  forbidden: 'No such hub takes requests from this origin.',
  rate_limited: 'Too many requests; try again later.',
  too_large: 'The body is larger than this address accepts.',
  timeout: 'The request did not arrive in time.',
  aborted: 'The request was aborted.',
  invalid_json: 'The body is not JSON.',
  invalid_request: 'The body is JSON, but does not have the expected form.',
  invalid_token: 'A token for this hub and origin is required; ask for a new one.',
  expired_token: 'The token has expired; ask for a new one.',
  challenge_required: 'This hub requires a bot check token.',
  challenge_failed: 'The bot check did not confirm this visitor.',
  unknown_rev: 'This revision of the hub is not known here yet; try again later.',
  unavailable: 'Nothing is accepted at the moment; try again later.',
  storage_full: 'Storage is full at the moment; try again later.',
  quota_reached: 'This hub has too many submissions waiting; try again later.',
  overloaded: 'Too busy at the moment; try again later.',
  internal: 'Something went wrong here; try again later.',
}

export interface ProblemOptions {
  /** Those that let the page read the answer. */
  headers?: Record<string, string>
  /** Seconds. */
  retryAfter?: number
}

export function problem(code: RequestRefusal, { headers, retryAfter }: ProblemOptions = {}): Answer {
  const status = REQUEST_REFUSALS[code]
  const seconds = retryAfter === undefined ? undefined : Math.max(1, Math.ceil(retryAfter))
  const document = {
    type: `urn:komo-braze:${code}`,
    title: TITLES[code],
    status,
    code,
    ...(seconds !== undefined && { retryAfter: seconds }),
  }
  return {
    status,
    headers: {
      ...PRIVATE_HEADERS,
      ...headers,
      'Content-Type': 'application/problem+json',
      ...(seconds !== undefined && { 'Retry-After': String(seconds) }),
    },
    body: JSON.stringify(document),
  }
}
