// The client for Braze on undici's pool: kept connections, a deadline over the whole request, no redirects, and nothing that throws.
import { Pool, type Dispatcher } from 'undici'
import type { BrazeClient, BrazeReply } from './client.ts'

export interface BrazeClientOptions {
  /** Origin only: which hosts are allowed is decided where workspaces are read. */
  endpoint: string
  apiKey: string
  userAgent: string
  /** Connections that may be open at once; default 16. */
  connections?: number
  /** From the call to the last byte of the answer, in milliseconds; default 30,000. */
  deadlineMs?: number
}

/** No trailing slash: Braze's documentation says that one "can produce unexpected errors". */
const PATH = '/users/track'
/** To open a connection. */
const CONNECT_MS = 10_000
/** More than any answer of Braze's needs; what goes beyond is not kept. */
const ANSWER_MAX_BYTES = 1_000_000

export function createBrazeClient(options: BrazeClientOptions): BrazeClient {
  const { endpoint, apiKey, userAgent, connections = 16, deadlineMs = 30_000 } = options
  const pool = new Pool(endpoint, { connections, pipelining: 1, connectTimeout: CONNECT_MS, headersTimeout: 0, bodyTimeout: 0 })
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': userAgent,
  }

  return {
    track: (body) =>
      new Promise((resolve) => {
        const collector = collect(deadlineMs, (reply) => {
          // A 401 can repeat the key.
          resolve('body' in reply ? { ...reply, body: reply.body.replaceAll(apiKey, '…') } : reply)
        })
        pool.dispatch({ path: PATH, method: 'POST', headers, body }, collector)
      }),
    close: () => pool.close(),
  }
}

function collect(deadlineMs: number, done: (reply: BrazeReply) => void): Dispatcher.DispatchHandler {
  let started = false
  let late = false
  let status = 0
  let headers: Record<string, string> = {}
  let bytes = 0
  const chunks: Buffer[] = []
  let controller: Dispatcher.DispatchController | undefined
  const deadline = setTimeout(() => {
    late = true
    if (controller) controller.abort(new Error('deadline'))
    else done({ failure: 'timeout', started: false })
  }, deadlineMs)

  return {
    onRequestStart(given) {
      controller = given
      if (late) controller.abort(new Error('deadline'))
      else started = true
    },
    onResponseStart(_controller, statusCode, given) {
      status = statusCode
      headers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), String(value)]))
    },
    onResponseData(_controller, chunk) {
      if (bytes < ANSWER_MAX_BYTES) chunks.push(chunk)
      bytes += chunk.length
    },
    onResponseEnd() {
      clearTimeout(deadline)
      done({ status, headers, body: Buffer.concat(chunks).toString('utf8') })
    },
    onResponseError(_controller, error) {
      clearTimeout(deadline)
      const timeout = late || ('code' in error && error.code === 'UND_ERR_CONNECT_TIMEOUT')
      if (timeout) done({ failure: 'timeout', started })
      else done({ failure: started ? 'reset' : 'refused', started })
    },
  }
}
