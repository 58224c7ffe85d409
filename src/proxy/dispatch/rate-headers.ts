// What Braze's rate-limit headers say, in both dialects. Names come in lower case. Source: Braze's documentation, "Rate limits" and MAU contracts.

/** Nothing read from a header makes us wait longer than this. */
const WAIT_MAX_MS = 3_600_000

const EPOCH_FROM = 1e9

/** Milliseconds to wait after a 429, if it says so. */
export function waitOf(headers: Record<string, string>, now: number): number | undefined {
  const wait =
    seconds(headers['x-ratelimit-retry-after']) ?? retryAfter(headers['retry-after'], now) ?? untilReset(headers['x-ratelimit-reset'], now)
  return wait === undefined || wait <= 0 ? undefined : Math.min(wait, WAIT_MAX_MS)
}

/** Requests left for the next `ms` milliseconds, and of how many if that was said. */
export interface Allowance {
  limit?: number
  remaining: number
  ms: number
}

/** Where an answer tells both what is left and until when. */
export function allowanceOf(headers: Record<string, string>, now: number): Allowance | undefined {
  const limit = number(headers['x-ratelimit-limit'])
  const remaining = number(headers['x-ratelimit-remaining'])
  const wait = untilReset(headers['x-ratelimit-reset'], now)
  if (remaining === undefined || wait === undefined || wait <= 0) return undefined
  return { ...(limit !== undefined && { limit }), remaining, ms: Math.min(wait, WAIT_MAX_MS) }
}

/** UTC epoch seconds in one dialect, seconds from now in the other. */
function untilReset(text: string | undefined, now: number): number | undefined {
  const value = number(text)
  if (value === undefined) return undefined
  return value > EPOCH_FROM ? value * 1000 - now : value * 1000
}

function retryAfter(text: string | undefined, now: number): number | undefined {
  const wait = seconds(text)
  if (wait !== undefined || text === undefined) return wait
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : date - now
}

function seconds(text: string | undefined): number | undefined {
  const value = number(text)
  return value === undefined ? undefined : value * 1000
}

function number(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}
