// One request to the proxy's public routes of this hub. Never rejects: no answer is status 0.
import { proxy, slug } from '../config.ts'

export interface Answer {
  /** 0: no answer came, or one that the page may not read. */
  status: number
  body?: unknown
  /** Milliseconds that the proxy asks to wait; 0 or NaN where it does not. */
  retryAfter?: number
}

/** Milliseconds until a request counts as unanswered. */
const TIMEOUT = 15_000

/** With a body it is a POST, sent as `text/plain` because it is a string: so that no preflight stands between a closing page and the proxy. */
export async function call(route: string, body?: unknown, keepalive = false): Promise<Answer> {
  try {
    const response = await fetch(`${proxy}/v1/hubs/${slug}${route}`, {
      method: body ? 'POST' : 'GET',
      // Without a body: `stringify` gives undefined for undefined.
      body: JSON.stringify(body),
      keepalive,
      credentials: 'omit',
      // Older browsers lack `timeout`; to `fetch`, undefined is no signal.
      signal: AbortSignal.timeout?.(TIMEOUT) as AbortSignal,
    })
    return {
      status: response.status,
      retryAfter: Number(response.headers.get('retry-after')) * 1000,
      body: await response.json().catch(() => {}),
    }
  } catch {
    return { status: 0 }
  }
}
