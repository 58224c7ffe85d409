// Session tokens without a server: keys by use, what is remembered, and for how long.
import { describe, expect, test } from 'vitest'
import { deriveKey } from '../../../src/proxy/tokens/derive-key.ts'
import { isSubmissions } from '../../../src/schema/submissions.ts'
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

test('a key is the one that it was: what an earlier version stored with it can still be read', () => {
  expect(Buffer.from(deriveKey(SECRET, 'stored key')).toString('hex')).toBe(
    '0df59840dc243b90decb62398abed9a54b895eddf209de6cfa5c8bf246c2c298',
  )
})

/** A token that another proxy of the same secret has issued. */
const theirs = async () => (await createSessionTokens([SECRET]).issue('a', ORIGIN, NOW)).token

test('a token is known from its issue on', async () => {
  const tokens = createSessionTokens([SECRET])
  const { token } = await tokens.issue('a', ORIGIN, NOW)
  expect(tokens.recall(token, 'a', ORIGIN, NOW)).toBe('valid')
  expect(tokens.recall(token, 'b', ORIGIN, NOW)).toBe('invalid')
  for (let others = 0; others < 1_000; others++) await tokens.issue('a', ORIGIN, NOW)
  expect(tokens.recall(token, 'a', ORIGIN, NOW)).toBe('valid')
})

describe('a token that was verified once', () => {
  test('is known without cryptography, by its hub and origin only', async () => {
    const tokens = createSessionTokens([SECRET])
    const token = await theirs()
    expect(tokens.recall(token, 'a', ORIGIN, NOW)).toBeUndefined()
    expect(await tokens.verify(token, 'a', ORIGIN, NOW)).toBe('valid')
    expect(tokens.recall(token, 'a', ORIGIN, NOW)).toBe('valid')
    expect(tokens.recall(token, 'b', ORIGIN, NOW)).toBe('invalid')
    expect(tokens.recall(token, 'a', 'https://other.example', NOW)).toBe('invalid')
  })
  test('ends after an hour, remembered or not', async () => {
    const tokens = createSessionTokens([SECRET])
    // To the second: its end is told as it is signed, and is the same at every proxy.
    const { token, expiresAt } = await tokens.issue('a', ORIGIN, NOW + 999)
    expect(expiresAt).toBe(NOW + HOUR)
    expect(await tokens.verify(token, 'a', ORIGIN, NOW + HOUR - 1000)).toBe('valid')
    expect(tokens.recall(token, 'a', ORIGIN, NOW + HOUR)).toBe('expired')
    expect(await createSessionTokens([SECRET]).verify(token, 'a', ORIGIN, NOW + HOUR)).toBe('expired')
  })
  test('is known as expired, too, if it was by then', async () => {
    const tokens = createSessionTokens([SECRET])
    const token = await theirs()
    expect(await tokens.verify(token, 'a', ORIGIN, NOW + HOUR)).toBe('expired')
    expect(tokens.recall(token, 'a', ORIGIN, NOW + HOUR)).toBe('expired')
    expect(await tokens.verify(await theirs(), 'a', 'https://other.example', NOW + HOUR)).toBe('invalid')
  })
})

describe('another spelling of a good token is none', () => {
  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = (token: string, add: number) => ALPHABET[ALPHABET.indexOf(token.at(-1) ?? '') + add] ?? ''
  test.each<[string, (token: string) => string]>([
    ['a last character with other lowest bits', (token) => token.slice(0, -1) + last(token, 1)],
    ['another one', (token) => token.slice(0, -1) + last(token, 3)],
    ['with padding', (token) => `${token}=`],
    ['with a space in its signature', (token) => token.replace(/(.{9})$/, ' $1')],
    ['with a line’s end behind it', (token) => `${token}\n`],
    ['in plain base64', (token) => token.replaceAll('-', '+').replaceAll('_', '/')],
  ])('%s', async (_spelling, spell) => {
    const tokens = createSessionTokens([SECRET])
    let token = await theirs()
    // Signatures differ: one is wanted that this spelling changes.
    while (spell(token) === token) token = await theirs()
    expect(await tokens.verify(spell(token), 'a', ORIGIN, NOW)).toBe('invalid')
    expect(await tokens.verify(token, 'a', ORIGIN, NOW)).toBe('valid')
  })
})

test('the longest origin and hub that there can be still make a token that is taken', async () => {
  const { token } = await createSessionTokens([SECRET]).issue('h'.repeat(64), `https://${'o'.repeat(253)}:65535`, NOW)
  const request = { token, sentAt: new Date(NOW).toISOString(), submissions: [{}] }
  expect(isSubmissions(request)).toBe(true)
  expect(isSubmissions({ ...request, token: `${token}${'x'.repeat(40)}` })).toBe(false)
})

test('a token of another hub is not valid, though the origin is the same', async () => {
  const tokens = createSessionTokens([SECRET])
  const { token } = await tokens.issue('a', ORIGIN, NOW)
  expect(await tokens.verify(token, 'b', ORIGIN, NOW)).toBe('invalid')
})
