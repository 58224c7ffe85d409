// Which addresses are Braze's.
import { describe, expect, test } from 'vitest'
import { BRAZE_INSTANCES } from '../../../src/core/braze-instances.ts'
import { endpointOrigin } from '../../../src/proxy/hubs/endpoint.ts'

describe('workspaces', () => {
  test.each(Object.values(BRAZE_INSTANCES))('%s is Braze’s', (host) => {
    expect(endpointOrigin(`https://${host}`, [])).toBe(`https://${host}`)
    expect(endpointOrigin(host, [])).toBe(`https://${host}`)
  })
  test.each([
    'https://rest.iad-09.braze.com',
    'https://rest.us-09.braze.com',
    'http://rest.iad-01.braze.com',
    'https://rest.iad-01.braze.com.evil.example',
    'https://rest.iad-01.braze.com@evil.example',
    'https://evil.example/rest.iad-01.braze.com',
    'https://rest.iad-01.braze.com:8443',
    'https://rest.iad-01.braze.com/users/track',
    'https://rest.iad-01.braze.com?x',
    'https://sdk.iad-01.braze.com',
    'https://127.0.0.1',
    'ftp://rest.iad-01.braze.com',
    '',
    'nonsense',
  ])('%s is not', (endpoint) => {
    expect(endpointOrigin(endpoint, [])).toBeUndefined()
  })
  test('a development host is, and only with its port', () => {
    expect(endpointOrigin('http://127.0.0.1:8090', ['127.0.0.1:8090'])).toBe('http://127.0.0.1:8090')
    expect(endpointOrigin('http://127.0.0.1:80', ['127.0.0.1:80'])).toBe('http://127.0.0.1')
    expect(endpointOrigin('https://braze.test', ['braze.test:443'])).toBe('https://braze.test')
    expect(endpointOrigin('https://127.0.0.1', ['127.0.0.1:80'])).toBeUndefined()
    expect(endpointOrigin('http://127.0.0.1:8091', ['127.0.0.1:8090'])).toBeUndefined()
  })
})
