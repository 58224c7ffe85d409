// `extends` and workspaces.json.
import { expect, it } from 'vitest'
import { extendsOf, mergeExtends } from '../../src/schema/merge-extends.ts'
import { line } from '../../src/schema/issues.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'
import { parseWorkspaces } from '../../src/schema/workspaces.ts'
import { HUB } from './hub.ts'

it('shares what the own file does not say, key by key; what a file says of itself is its own', () => {
  const own = { hub: 'winter', extends: 'summer-footy.json', origins: ['https://winter.komo.site'], locale: 'de' }
  const merged = mergeExtends({ ...HUB, $schema: 'x', extends: 'brand.json' }, own)
  expect(merged).toEqual({ ...HUB, hub: 'winter', origins: ['https://winter.komo.site'], locale: 'de' })
  expect(parseHubFile(merged).ok).toBe(true)
  expect(extendsOf(own)).toBe('summer-footy.json')
})

it.each([null, 1, [], 'x'])('anything that is no object stays what it is: %j', (json) => {
  expect(mergeExtends(HUB, json)).toBe(json)
  expect(extendsOf(json)).toBeUndefined()
})

it('workspaces: good ones', () => {
  const workspaces = {
    default: { endpoint: 'https://rest.fra-01.braze.eu', apiKey: 'env:BRAZE_API_KEY' },
    'brand-au': {
      endpoint: 'https://rest.au-01.braze.com',
      apiKey: 'stored:brand-au',
      objects: 50,
      count: 'per-array',
      rate: [{ requests: 3000, seconds: 3 }],
      ambiguous: 'hold',
      userAgent: 'partner-Komo',
    },
  }
  expect(parseWorkspaces(workspaces)).toEqual({ ok: true, workspaces })
})

it.each([
  [
    { a: { endpoint: 'https://rest.fra-01.braze.eu', apiKey: '0a1b-2c3d-secret' } },
    'a.apiKey: found a string (not shown), wanted "env:…", "file:…" or "stored:…", never the key itself',
  ],
  [
    { a: { endpoint: '0a1b-2c3d-secret', apiKey: 'env:A' } },
    'a.endpoint: found a string (not shown), wanted the REST endpoint, e.g. "https://rest.iad-01.braze.com"',
  ],
  [{ a: { endpoint: 'https://rest.fra-01.braze.eu' } }, 'a.apiKey: found nothing, wanted "env:…", "file:…" or "stored:…"'],
  [{ a: { apiKey: 'env:A' } }, 'a.endpoint: found nothing, wanted the REST endpoint'],
  [{ a: '0a1b-2c3d-secret' }, 'a: found a string (not shown), wanted an object with "endpoint", "apiKey"'],
  ['0a1b-2c3d-secret', 'the file: found a string (not shown), wanted an object'],
  [{ a: { endpoint: 'rest.fra-01.braze.eu', apiKey: 'env:A' } }, 'a.endpoint: found "rest.fra-01.braze.eu", wanted the REST endpoint'],
  [{ a: { endpoint: 'https://rest.fra-01.braze.eu', apiKey: 'env:A', objects: 76 } }, 'a.objects: found 76, wanted at most 75'],
  [
    { a: { endpoint: 'https://rest.fra-01.braze.eu', apiKey: 'env:A', rate: [{ requests: 1, seconds: 0 }] } },
    'a.rate[0].seconds: found 0, wanted more than zero',
  ],
  [
    { a: { endpoint: 'https://rest.fra-01.braze.eu', apiKey: 'env:A', rate: [{ requests: 10_000_001, seconds: 3600 }] } },
    'a.rate[0].requests: found 10000001, wanted at most 10000000',
  ],
  [
    { a: { endpoint: 'https://rest.fra-01.braze.eu', apiKey: 'env:A', useragent: 'x' } },
    'a.useragent: found an unknown key, wanted "userAgent"',
  ],
  [{ 'a b': { endpoint: 'https://rest.fra-01.braze.eu', apiKey: 'env:A' } }, 'found "a b", wanted 1 to 64 letters'],
  [[], 'the file: found an empty list, wanted an object'],
])('workspaces: %j', (json, wanted) => {
  const parsed = parseWorkspaces(json)
  expect(parsed.ok ? [] : parsed.findings.map(line)).toEqual([expect.stringContaining(wanted)])
  expect(JSON.stringify(parsed)).not.toContain('secret')
})
