// One request to the proxy: what the browser is asked for, and what is told of the answer.
import './declared.ts'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { call } from '../../src/embed/delivery/call.ts'

const url = 'https://proxy.example.com/v1/hubs/hub/submissions'
const answering = (answer: Response | Error) => {
  const asked = vi.fn<(url: string, options: RequestInit) => Promise<Response>>(() =>
    answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer),
  )
  vi.stubGlobal('fetch', asked)
  return asked
}
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the request', () => {
  test.each([
    ['a body makes it a POST, as text that needs no preflight', { token: 't' }, false, { method: 'POST', body: '{"token":"t"}' }],
    ['it may outlive the page', { token: 't' }, true, { method: 'POST', keepalive: true }],
    ['without a body it is a GET', undefined, false, { method: 'GET', body: undefined, keepalive: false }],
  ])('%s; cookies never go along', async (_, body, keepalive, options) => {
    const asked = answering(new Response('{}'))
    await call('/submissions', body, keepalive)
    expect(asked.mock.calls).toMatchObject([[url, { ...options, credentials: 'omit' }]])
    expect(asked.mock.calls[0]![1].headers).toBeUndefined()
  })

  test('a proxy that never answers is given up, after 15 seconds', async () => {
    const ended = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort())
    vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) =>
      signal?.aborted ? Promise.reject(new DOMException('', 'TimeoutError')) : Promise.resolve(new Response('{}')),
    )
    expect(await call('')).toEqual({ status: 0 })
    expect(ended).toHaveBeenCalledExactlyOnceWith(15_000)
  })

  test('it goes in a browser without AbortSignal.timeout, too', async () => {
    vi.stubGlobal('AbortSignal', {})
    answering(new Response('{}'))
    expect(await call('')).toMatchObject({ status: 200 })
  })
})

describe('the answer', () => {
  test.each([
    ['its status and body', new Response('{"results":[]}', { status: 202 }), { status: 202, body: { results: [] } }],
    [
      'seconds to wait become milliseconds',
      new Response('{}', { status: 429, headers: { 'Retry-After': '7' } }),
      { status: 429, retryAfter: 7_000 },
    ],
    ['what stands before the proxy answers in HTML: its status counts', new Response('<h1>', { status: 413 }), { status: 413 }],
    ['none, or one that the page may not read', new TypeError('Failed to fetch'), { status: 0 }],
  ])('%s', async (_, answer, told) => {
    answering(answer)
    expect(await call('/submissions', {})).toMatchObject(told)
  })
})
