// The stand-in's rate limit: at most `requests` in any window of `seconds`, told in either of Braze's two dialects of headers.
// Source: Braze's documentation of API rate limits (general page: epoch seconds; MAU contracts: seconds from now, and `retry-after` on a 429).
export interface Rate {
  requests: number
  seconds: number
  dialect: 'epoch' | 'delta'
}

export interface RateLimit {
  /** Whether a request at this time (milliseconds since the epoch) is within the limit; counts it if so. */
  take(now: number): boolean
  headers(now: number, limited: boolean): Record<string, string>
  /** The headers of a 429 that says to wait this long, whatever the limit. */
  refusal(now: number, dialect: Rate['dialect'], seconds: number): Record<string, string>
}

/** Counts the requests of the last window exactly, so that whoever keeps the limit only on average is found out. */
export function createRateLimit(rate: () => Rate): RateLimit {
  let times: number[] = []
  let first = 0
  const forget = (now: number): void => {
    const oldest = now - rate().seconds * 1000
    while (first < times.length && (times[first] ?? 0) <= oldest) first++
    if (first > 10_000) {
      times = times.slice(first)
      first = 0
    }
  }
  const secondsLeft = (now: number): number => Math.max(1, Math.ceil(((times[first] ?? now) + rate().seconds * 1000 - now) / 1000))

  return {
    take(now) {
      forget(now)
      if (times.length - first >= rate().requests) return false
      times.push(now)
      return true
    },
    headers(now, limited) {
      const { requests, dialect } = rate()
      if (limited) return this.refusal(now, dialect, secondsLeft(now))
      return limitHeaders(now, dialect, requests, Math.max(0, requests - (times.length - first)), secondsLeft(now))
    },
    refusal(now, dialect, seconds) {
      if (dialect === 'delta') return { 'x-ratelimit-retry-after': String(seconds) }
      return limitHeaders(now, dialect, rate().requests, 0, seconds)
    },
  }
}

function limitHeaders(now: number, dialect: Rate['dialect'], limit: number, remaining: number, seconds: number): Record<string, string> {
  const reset = dialect === 'epoch' ? Math.ceil(now / 1000) + seconds : seconds
  return { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(remaining), 'x-ratelimit-reset': String(reset) }
}
