// Where the commands look for the running proxy, and what they say where nothing good comes back.
import { expect, test } from 'vitest'
import { adminClient } from '../../../src/proxy/cli/admin-client.ts'

const TOKEN = { ADMIN_TOKEN: 'operator-token-of-the-tests' }

async function asked(environment: Record<string, string>): Promise<string> {
  let url = ''
  const client = adminClient({ ...TOKEN, ...environment }, (input) => {
    url = String(input)
    return Promise.resolve(new Response('{}'))
  })
  await client('pauseWorkspace', { params: { name: 'a/b' }, query: { after: '7', hub: undefined } })
  return url
}

test.each([
  [{}, 'http://127.0.0.1:8081'],
  [{ ADMIN_HOST: '', ADMIN_PORT: '' }, 'http://127.0.0.1:8081'],
  [{ ADMIN_HOST: 'ops.internal', ADMIN_PORT: '9000' }, 'http://ops.internal:9000'],
  // All of this machine's addresses: none to call.
  [{ ADMIN_HOST: '0.0.0.0' }, 'http://127.0.0.1:8081'],
  [{ ADMIN_HOST: '::' }, 'http://[::1]:8081'],
  [{ ADMIN_HOST: 'fd00::1' }, 'http://[fd00::1]:8081'],
])('with %j it is at %s', async (environment, base) => {
  expect(await asked(environment)).toBe(`${base}/admin/api/workspaces/a%2Fb/pause?after=7`)
})

test('without a token nobody is asked', async () => {
  const client = adminClient({ ADMIN_TOKEN: '' }, () => Promise.reject(new Error('the proxy was asked')))
  await expect(client('workspaces')).rejects.toThrow('ADMIN_TOKEN: is not set')
})

test.each(['оператор-с-токеном', 'operator-token-of-the-tests ', ' operator-token-of-the-tests', 'operator-token\nof-the-tests'])(
  'a token that would not arrive as it is is said to be one: %j',
  async (token) => {
    const client = adminClient({ ADMIN_TOKEN: token }, fetch)
    await expect(client('workspaces')).rejects.toThrow('ADMIN_TOKEN: has a space at an end, or a character that no header can hold')
  },
)
test.each([`"in-quotes-0123456789"`, `'in-quotes-0123456789'`])('a token in quotes is said to be one, and not tried: %s', async (token) => {
  const client = adminClient({ ADMIN_TOKEN: token }, () => Promise.reject(new Error('the proxy was asked')))
  await expect(client('workspaces')).rejects.toThrow('ADMIN_TOKEN: stands in quotes, which are part of it; set it without them')
})
test('a token with a space and other letters of Latin-1 is sent', async () => {
  let sent: string | null = ''
  const client = adminClient({ ADMIN_TOKEN: 'schlüssel der betreiber' }, (_, init) => {
    sent = new Headers(init?.headers).get('authorization')
    return Promise.resolve(new Response('{}'))
  })
  await client('workspaces')
  expect(sent).toBe('Bearer schlüssel der betreiber')
})

/** Sends its head and no more, until the waiting for it ends. */
const hangs: typeof fetch = (_, init) => {
  const signal = init?.signal
  const body = new ReadableStream({ start: (stream) => signal?.addEventListener('abort', () => stream.error(signal.reason)) })
  return Promise.resolve(new Response(body))
}

test.each([
  ['workspaces', 60],
  ['deadLetters', 60],
  ['erase', 280],
  ['replay', 280],
  ['purge', 280],
] as const)('a proxy that hangs over %s is waited for %i s, and then said to hang', async (route, seconds) => {
  let asked = 0
  const over = new AbortController()
  const client = adminClient(TOKEN, hangs, (ms) => {
    asked = ms
    return over.signal
  })
  const answer = client(route)
  over.abort(new DOMException('', 'TimeoutError'))
  await expect(answer).rejects.toThrow(
    `The proxy at http://127.0.0.1:8081 (ADMIN_HOST, ADMIN_PORT) has not answered for ${seconds} s. It may do what was asked for`,
  )
  expect(asked).toBe(seconds * 1000)
})

test('how long to wait is said, where the proxy says it', async () => {
  const problem = { type: 'urn:komo-braze:admin:locked_out', title: 'Too many wrong tokens; try again later.', retryAfter: 57 }
  const client = adminClient(TOKEN, () => Promise.resolve(Response.json(problem, { status: 429 })))
  await expect(client('workspaces')).rejects.toThrow(/^Too many wrong tokens; try again later\. Wait 57 s\.$/)
})

test.each([
  ['a page', () => new Response('<html>'), 'What answers at http://127.0.0.1:8081 is not the operator’s port'],
  ['nothing', () => new Response(''), 'What answers at http://127.0.0.1:8081 is not the operator’s port'],
  [
    'what breaks off',
    () => new Response(new ReadableStream({ start: (one) => one.error(new Error('reset')) })),
    'The proxy does not answer',
  ],
])('%s is no answer', async (_, answer, words) => {
  await expect(adminClient(TOKEN, () => Promise.resolve(answer()))('workspaces')).rejects.toThrow(words)
})
