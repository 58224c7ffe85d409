// What an admin route answers where it does not do what was asked: a problem document with a code of the contract (src/core/admin.ts), without a value, a key or a stack.
import { ADMIN_REFUSALS, type AdminProblem, type AdminRefusal, type Issue } from '../../core/admin.ts'
import { ADMIN_HEADERS } from './admin-headers.ts'

interface Details {
  detail?: string
  /** Seconds. */
  retryAfter?: number
  issues?: Issue[]
}

/** A class, so that no answer is taken for a refusal because of a key that it happens to have. */
export class Refusal {
  readonly code: AdminRefusal
  readonly details: Details

  constructor(code: AdminRefusal, details: Details = {}) {
    this.code = code
    this.details = details
  }
}

const TITLES: Record<AdminRefusal, string> = {
  no_session: 'Sign in with the operator’s token first.',
  wrong_token: 'This is not the operator’s token.',
  bad_csrf: 'The X-CSRF-Token header of this session is missing or wrong.',
  not_found: 'Not found.',
  method_not_allowed: 'This address does not accept that method.',
  read_only: 'The hub files folder is not writable.',
  unreadable: 'The file that is there cannot be read, so nothing is saved over it.',
  changed: 'The file has changed meanwhile; load it again.',
  too_large: 'The body is too large.',
  invalid_json: 'The body is not JSON.',
  invalid_request: 'The body or the query does not have the expected form.',
  invalid_hub: 'The hub file has errors.',
  invalid_workspace: 'The workspace has errors.',
  locked_out: 'Too many wrong tokens; try again later.',
  internal: 'Something went wrong; see the log.',
  storage_full: 'The disk is full: make room on it, then try again.',
  unavailable: 'The outbox does not answer right now; see the log.',
}

export function refusalResponse({ code, details: { detail, retryAfter, issues } }: Refusal): Response {
  const status = ADMIN_REFUSALS[code]
  const seconds = retryAfter === undefined ? undefined : Math.max(1, Math.ceil(retryAfter))
  const problem: AdminProblem = {
    type: `urn:komo-braze:admin:${code}`,
    title: TITLES[code],
    status,
    code,
    ...(detail !== undefined && { detail }),
    ...(seconds !== undefined && { retryAfter: seconds }),
    ...(issues && { issues }),
  }
  const headers = {
    ...ADMIN_HEADERS,
    'Content-Type': 'application/problem+json',
    ...(seconds !== undefined && { 'Retry-After': String(seconds) }),
  }
  return new Response(JSON.stringify(problem), { status, headers })
}
