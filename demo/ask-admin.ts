// Calls the proxy's operator routes with the operator's token: for the demo's start and for its page.
import type { Proxy } from './proxy-child.ts'

/** 503 where the proxy does not answer. */
export type AskAdmin = (route: { method: string; path: string }, body?: string) => Promise<Response>

export function createAskAdmin(proxy: Pick<Proxy, 'adminUrl'>, token: string): AskAdmin {
  return async ({ method, path }, body) => {
    const headers = { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) }
    const answer = await fetch(proxy.adminUrl + path, { method, headers, ...(body !== undefined && { body }) }).catch(() => undefined)
    return new Response(answer ? await answer.text() : null, {
      status: answer?.status ?? 503,
      headers: { 'content-type': 'application/json' },
    })
  }
}
