// What the client of the admin API makes of answers, and of none.
import { describe, expect, test, vi } from 'vitest'
import { ApiError, createApi } from '../../src/settings/api.ts'
import type { HubFile } from '../../src/core/hub-file.ts'

describe('the API client', () => {
  const answer = (status: number, body: unknown) => new Response(status === 204 ? null : JSON.stringify(body), { status })

  test('sends the CSRF token with what changes something, and only there; etags as they are meant', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async (_, init) => answer(200, init?.method === 'POST' ? { csrf: 'c' } : {}))
    const api = createApi(fetch, () => {})
    await api.login('token')
    await api.hubs()
    await api.saveHub({ hub: 'a b' } as HubFile, 'e1')
    await api.saveHub({ hub: 'a' } as HubFile, null)
    const sent = fetch.mock.calls.map(([url, init]) => ({
      url,
      headers: Object.fromEntries([...new Headers(init?.headers)].map(([name, value]) => [name.toLowerCase(), value])),
    }))
    expect(sent[1]?.headers).toEqual({})
    expect(sent[2]).toMatchObject({ url: '/admin/api/hubs/a%20b', headers: { 'x-csrf-token': 'c', 'if-match': '"e1"' } })
    expect(sent[3]?.headers).toMatchObject({ 'if-none-match': '*' })
  })

  test('a session that another tab began is taken over: its word is asked for once, and the call made again', async () => {
    const words: (string | null)[] = []
    let session = 'first'
    const fetch = vi.fn<typeof globalThis.fetch>(async (url, init) => {
      if (url === '/admin/api/session') return answer(200, { csrf: session })
      words.push(new Headers(init?.headers).get('x-csrf-token'))
      return words.at(-1) === session ? answer(200, {}) : answer(403, { code: 'bad_csrf' })
    })
    const api = createApi(fetch, () => {})
    await api.login('token')
    session = 'second'
    await api.pauseHub('a')
    await api.resumeHub('a')
    expect(words).toEqual(['first', 'second', 'second'])
    const refusing = createApi(
      async (url) => (url === '/admin/api/session' ? answer(200, { csrf: 'x' }) : answer(403, { code: 'bad_csrf' })),
      () => {},
    )
    await expect(refusing.pauseHub('a')).rejects.toMatchObject({ code: 'bad_csrf' })
  })

  test('an unreachable proxy, a lost session and a refusal each say what they are', async () => {
    const signedOut = vi.fn()
    const failing = createApi(() => Promise.reject(new TypeError()), signedOut)
    await expect(failing.hubs()).rejects.toMatchObject({ code: 'offline' })
    const refusing = createApi(async () => answer(401, { code: 'no_session' }), signedOut)
    await expect(refusing.hubs()).rejects.toBeInstanceOf(ApiError)
    expect(signedOut).toHaveBeenCalledOnce()
  })

  test.each([
    ['a gateway before the proxy, which has none', 502, '<html>', 'offline'],
    ['the sign-in page of what stands before it', 200, '<html>', 'offline'],
    ['a server that broke', 500, '<html>', 'internal'],
    ['the proxy, which is not ready', 503, '{"code":"unavailable"}', 'unavailable'],
  ])('what answers in its place is not taken for it: %s', async (_, status, body, code) => {
    const api = createApi(async () => new Response(body, { status }), vi.fn())
    await expect(api.hubs()).rejects.toMatchObject({ code })
  })
})
