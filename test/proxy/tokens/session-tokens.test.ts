// Session tokens without a server: keys by use, what is remembered, and for how long.
import { describe, expect, test } from 'vitest'
import { deriveKey } from '../../../src/proxy/tokens/derive-key.ts'
import { createSessionTokens } from '../../../src/proxy/tokens/session-tokens.ts'

const SECRET = 's'.repeat(32)
const ORIGIN = 'https://hub.example'
const NOW = 1_795_000_000_000
const HOUR = 3_600_000

test('each use and each secret has a key of its own', () => {
  const uses = ['session token', 'person', 'stored key'] as const
  const keys = [...uses.map((use) => deriveKey(SECRET, use)), deriveKey(`${SECRET}x`, 'person')].map((key) =>
    Buffer.from(key).toString('hex'),
  )
  expect(new Set(keys).size).toBe(4)
})

describe('a token that was verified once', () => {
  test('is known without cryptography, by its hub and origin only', async () => {
    const tokens = createSessionTokens([SECRET])
    const { token } = await tokens.issue('a', ORIGIN, NOW)
    expect(tokens.recall(token, 'a', ORIGIN, NOW)).toBeUndefined()
    expect(await tokens.verify(token, 'a', ORIGIN, NOW)).toBe('valid')
    expect(tokens.recall(token, 'a', ORIGIN, NOW)).toBe('valid')
    expect(tokens.recall(token, 'b', ORIGIN, NOW)).toBe('invalid')
    expect(tokens.recall(token, 'a', 'https://other.example', NOW)).toBe('invalid')
  })
  test('ends after an hour, remembered or not', async () => {
    const tokens = createSessionTokens([SECRET])
    const { token, expiresAt } = await tokens.issue('a', ORIGIN, NOW)
    expect(expiresAt).toBe(NOW + HOUR)
    expect(await tokens.verify(token, 'a', ORIGIN, NOW + HOUR - 1000)).toBe('valid')
    expect(tokens.recall(token, 'a', ORIGIN, NOW + HOUR)).toBe('expired')
    expect(await createSessionTokens([SECRET]).verify(token, 'a', ORIGIN, NOW + HOUR)).toBe('expired')
  })
})

test('a token of another hub is not valid, though the origin is the same', async () => {
  const tokens = createSessionTokens([SECRET])
  const { token } = await tokens.issue('a', ORIGIN, NOW)
  expect(await tokens.verify(token, 'b', ORIGIN, NOW)).toBe('invalid')
})
