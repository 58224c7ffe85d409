// What an attacker would try, each attempt by name, against the real server over a socket: tokens that are none, or another’s. Over 60 lines because it is one list.
import { hkdfSync } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { envelope, ORIGIN, SECRET } from '../http/fixture.ts'
import { OTHER, post, rig, SUBMISSIONS, token, underAttack } from './attacked.ts'

underAttack()

describe('session tokens', () => {
  const key = (secret: string, use: string) => new Uint8Array(hkdfSync('sha256', secret, 'komo-braze', use, 32))
  const sign = (claims: Record<string, unknown>, by: Uint8Array, options: { hub?: string; exp?: number } = {}) => {
    const jwt = new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(options.hub ?? 'summer')
      .setIssuedAt()
    return (options.exp === 0 ? jwt : jwt.setExpirationTime(options.exp ?? Math.floor(Date.now() / 1000) + 600)).sign(by)
  }
  const good = key(SECRET, 'session token')
  /** The last of 43 characters stands for four bits: the next one of the alphabet has the same. */
  const next = (character = '') => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    return alphabet[alphabet.indexOf(character) + 1] ?? ''
  }

  const junk: [attempt: string, make: () => unknown, status: number][] = [
    ['no token', () => undefined, 400],
    ['an empty token', () => '', 400],
    ['a number', () => 7, 400],
    ['a list', () => [token], 400],
    ['a word', () => 'let-me-in', 401],
    [
      'an unsigned token (alg none)',
      () => new UnsecuredJWT({ origin: ORIGIN }).setAudience('summer').setExpirationTime('1h').encode(),
      401,
    ],
    ['signed by another secret', () => sign({ origin: ORIGIN }, key('x'.repeat(40), 'session token')), 401],
    ['signed by the bare secret', () => sign({ origin: ORIGIN }, new TextEncoder().encode(SECRET)), 401],
    ['signed by the key of another use', () => sign({ origin: ORIGIN }, key(SECRET, 'person')), 401],
    ['of another hub', () => sign({ origin: ORIGIN }, good, { hub: 'other' }), 401],
    ['of another origin', () => sign({ origin: OTHER }, good), 401],
    ['expired', () => sign({ origin: ORIGIN }, good, { exp: 1_600_000_000 }), 401],
    ['without an end', () => sign({ origin: ORIGIN }, good, { exp: 0 }), 401],
    ['without an origin', () => sign({}, good), 401],
    ['with an origin that is a list', () => sign({ origin: [ORIGIN] }, good), 401],
    [
      'with its payload changed',
      () => token.replace(/\.[^.]+\./, `.${btoa(JSON.stringify({ origin: ORIGIN, aud: 'summer', exp: 9e9 }))}.`),
      401,
    ],
    ['with its signature cut', () => token.slice(0, -4), 401],
    ['with a second signature', () => `${token}.${token}`, 401],
    ['with a last character that says the same', () => token.slice(0, -1) + next(token.at(-1)), 401],
    ['with padding', () => `${token}=`, 401],
    ['with a space in its signature', () => token.replace(/(.{9})$/, ' $1'), 401],
    ['with a line’s end behind it', () => `${token}\n`, 401],
    ['700 characters long', () => 'a'.repeat(700), 400],
  ]
  test.each(junk)('%s', async (_attempt, make, status) => {
    const body = JSON.stringify({ token: await make(), sentAt: new Date().toISOString(), submissions: [envelope(rig.rev())] })
    expect((await post(SUBMISSIONS, body)).status).toBe(status)
  })

  test('a good token of another hub of the same origin, used before in its own', async () => {
    const theirs = await rig.session('twin')
    expect((await rig.submit([{}], { hub: 'twin', token: theirs })).status).toBe(202)
    expect((await rig.submit([envelope(rig.rev())], { token: theirs })).status).toBe(401)
  })
  test('a good token of another hub, used before in its own', async () => {
    const theirs = await rig.session('other', OTHER)
    expect((await rig.submit([{}], { hub: 'other', origin: OTHER, token: theirs })).status).toBe(202)
    expect((await rig.submit([envelope(rig.rev())], { token: theirs })).status).toBe(401)
  })
  test.each([
    ['in the query', `${SUBMISSIONS}?token=`, {}],
    ['in a header', SUBMISSIONS, { authorization: 'Bearer ' }],
  ])('a good token %s is not seen', async (_attempt, path, headers) => {
    const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value + token]))
    const body = JSON.stringify({ sentAt: new Date().toISOString(), submissions: [envelope(rig.rev())] })
    expect((await post(path.endsWith('=') ? path + token : path, body, { origin: ORIGIN, ...given })).status).toBe(400)
  })
})
