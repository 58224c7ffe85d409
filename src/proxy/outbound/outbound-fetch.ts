// The only way to the addresses that a hub file names (JWKS, siteverify): https, a public address as resolved for this very connection, no redirects, 2 s, 64 KiB. Braze has a client of its own.
import { lookup as resolveHost } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, request } from 'undici'
import { isPublicAddress } from './private-addresses.ts'

export interface OutboundRequest {
  /** Sent as a form (`application/x-www-form-urlencoded`) by POST; without one it is a GET. */
  form?: Record<string, string>
}

/** The JSON of an answer 200, else undefined: whatever went wrong, the caller has no answer. */
export type OutboundFetch = (url: string, options?: OutboundRequest) => Promise<unknown>

const OUTBOUND_MS = 2_000
export const OUTBOUND_MAX_BYTES = 64 * 1024
/** To one host: a bot check's provider answers many visitors in one second. */
const CONNECTIONS = 64

/** @param developmentHosts `host:port` that may be private (DEV_BRAZE_HOSTS) */
export function createOutboundFetch(developmentHosts: readonly string[] = []): OutboundFetch {
  const guarded = new Agent({ connect: { lookup: publicLookup }, connections: CONNECTIONS })
  const open = new Agent({ connections: CONNECTIONS })

  return async (address, { form } = {}) => {
    const url = URL.parse(address)
    if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined
    const development = developmentHosts.includes(`${url.hostname}:${url.port === '' ? '443' : url.port}`)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (!development && isIP(host) !== 0 && !isPublicAddress(host)) return undefined
    try {
      const { statusCode, body } = await request(url, {
        dispatcher: development ? open : guarded,
        signal: AbortSignal.timeout(OUTBOUND_MS),
        headers: { accept: 'application/json', ...(form && { 'content-type': 'application/x-www-form-urlencoded' }) },
        ...(form && { method: 'POST', body: new URLSearchParams(form).toString() }),
      })
      const chunks: Buffer[] = []
      let bytes = 0
      for await (const chunk of body as AsyncIterable<Buffer>) {
        bytes += chunk.length
        if (bytes > OUTBOUND_MAX_BYTES) {
          body.destroy()
          return undefined
        }
        chunks.push(chunk)
      }
      return statusCode === 200 ? (JSON.parse(Buffer.concat(chunks).toString()) as unknown) : undefined
    } catch {
      return undefined
    }
  }
}

/** Gives only public addresses, so that a name cannot lead inside; what is checked here is what is connected to. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolveHost(hostname, { ...options, all: true }, (error, addresses) => {
    const found = error === null ? addresses.filter(({ address }) => isPublicAddress(address)) : []
    const [first] = found
    if (first === undefined) callback(error ?? new Error('no public address'), '', 4)
    else if (options.all === true) callback(null, found)
    else callback(null, first.address, first.family)
  })
}
