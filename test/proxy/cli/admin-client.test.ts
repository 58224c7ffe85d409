// Where the commands look for the running proxy.
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
