// Identity proofs: what holds, and what an attacker would try instead.
import { createHmac } from 'node:crypto'
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../../src/core/envelope.ts'
import { JWT_ALGORITHMS, type HubFile, type Jwt } from '../../../src/core/hub-file.ts'
import { createProofs } from '../../../src/proxy/identity/proofs.ts'

const AT = Date.parse('2026-11-21T12:00:00Z')
const SECONDS = AT / 1000
const JWKS = 'https://login.example.com/jwks.json'
const HMAC = 'a-shared-secret-of-at-least-32-bytes!'

let pairs: Record<'RS256' | 'ES256' | 'EdDSA', { publicKey: CryptoKey; privateKey: CryptoKey }>
let other: { publicKey: CryptoKey; privateKey: CryptoKey }
let pem: string
let files: Record<string, string>

beforeAll(async () => {
  const make = (alg: string) => generateKeyPair(alg, { extractable: true })
  pairs = { RS256: await make('RS256'), ES256: await make('ES256'), EdDSA: await make('EdDSA') }
  other = await make('RS256')
  pem = await exportSPKI(pairs.RS256.publicKey)
  const jwk = async (alg: keyof typeof pairs) => ({ ...(await exportJWK(pairs[alg].publicKey)), kid: alg, alg, use: 'sig' })
  files = {
    'file:jwks.json': JSON.stringify({ keys: [await jwk('RS256'), await jwk('ES256'), await jwk('EdDSA')] }),
    'file:key.pem': pem,
    'file:secret': HMAC,
    'file:short': 'too-short',
  }
})

const ALL = [...JWT_ALGORITHMS]

function hub(jwt: Partial<Jwt> = {}, claim?: string): HubFile {
  return {
    hub: 'h',
    origins: ['https://h.example'],
    identity: [{ as: 'external_id', proof: 'extension.token', ...(claim && { claim }) }],
    jwt: { algorithms: ALL, keys: 'file:jwks.json', issuer: 'https://login.example.com', audience: 'hub', ...jwt },
    rules: [],
  }
}

const carrying = (proof: string): Envelope => ({ v: 1, id: '', at: '', rev: '', rule: '', identity: [{ as: 'external_id', proof }] })

interface Claims {
  sub?: unknown
  iss?: string
  aud?: string
  exp?: number
  nbf?: number
  [claim: string]: unknown
}

const claims = (more: Claims = {}): Claims => ({ sub: 'ann-1', iss: 'https://login.example.com', aud: 'hub', exp: SECONDS + 60, ...more })
const sign = (payload: Claims, key: CryptoKey | Uint8Array, header: { alg: string; kid?: string; [name: string]: unknown }) =>
  new SignJWT(payload as JWTPayload).setProtectedHeader(header).sign(key)

async function idOf(
  proof: string,
  file = hub(),
  fetch: (url: string) => Promise<unknown> = () => Promise.resolve(undefined),
): Promise<string | undefined> {
  const proofs = createProofs({ keySource: (source) => Promise.resolve(files[source]), fetch, elapsed: () => 0 })
  return (await proofs.verify(file, carrying(proof), AT))[0]
}

describe('what holds', () => {
  test.each(['RS256', 'ES256', 'EdDSA'] as const)('%s by a key set', async (alg) => {
    expect(await idOf(await sign(claims(), pairs[alg].privateKey, { alg, kid: alg }))).toBe('ann-1')
  })
  test.each(['RS256', 'other'] as const)('a token that names no key, by a set of two for its algorithm: %s', async (which) => {
    const set = { keys: await Promise.all([pairs.RS256, other].map(({ publicKey }) => exportJWK(publicKey))) }
    const { privateKey } = which === 'other' ? other : pairs.RS256
    const proof = await sign(claims(), privateKey, { alg: 'RS256' })
    expect(await idOf(proof, hub({ keys: JWKS }), () => Promise.resolve(set))).toBe('ann-1')
  })
  test('RS256 by a public key in PEM', async () => {
    expect(await idOf(await sign(claims(), pairs.RS256.privateKey, { alg: 'RS256' }), hub({ keys: 'file:key.pem' }))).toBe('ann-1')
  })
  test('HS256 by a secret in a file', async () => {
    expect(await idOf(await sign(claims(), new TextEncoder().encode(HMAC), { alg: 'HS256' }), hub({ keys: 'file:secret' }))).toBe('ann-1')
  })
  test.each([undefined, 'too-short'])('by the keys of before, where the file is %j', async (now) => {
    const kept: Record<string, string | undefined> = { 'file:secret': HMAC }
    const proofs = createProofs({
      keySource: (source) => Promise.resolve(kept[source]),
      fetch: () => Promise.resolve(undefined),
      elapsed: () => 0,
    })
    const proof = carrying(await sign(claims(), new TextEncoder().encode(HMAC), { alg: 'HS256' }))
    await proofs.verify(hub({ keys: 'file:secret' }), proof, AT)
    kept['file:secret'] = now
    expect(await proofs.verify(hub({ keys: 'file:secret' }), proof, AT)).toEqual(['ann-1'])
  })
  test('another claim, and a number as id', async () => {
    expect(
      await idOf(await sign(claims({ customer: 42 }), pairs.RS256.privateKey, { alg: 'RS256', kid: 'RS256' }), hub({}, 'customer')),
    ).toBe('42')
  })
  test('a token that ended after the capture: the moment of capture counts', async () => {
    const proofs = createProofs({
      keySource: (source) => Promise.resolve(files[source]),
      fetch: () => Promise.resolve(undefined),
      elapsed: () => 0,
    })
    const proof = await sign(claims(), pairs.RS256.privateKey, { alg: 'RS256', kid: 'RS256' })
    expect(await proofs.verify(hub(), carrying(proof), AT)).toEqual(['ann-1'])
  })
  test('a token that ended before the capture, within the declared grace', async () => {
    const proof = await sign(claims({ exp: SECONDS - 3600 }), pairs.RS256.privateKey, { alg: 'RS256', kid: 'RS256' })
    expect(await idOf(proof, hub({ graceHours: 2 }))).toBe('ann-1')
    expect(await idOf(proof, hub({ graceHours: 0.5 }))).toBeUndefined()
  })
})

describe('a beginning (nbf)', () => {
  const begun = async (seconds: number, graceHours?: number) => {
    const proof = await sign(claims({ nbf: SECONDS + seconds, exp: SECONDS + 7200 }), pairs.RS256.privateKey, {
      alg: 'RS256',
      kid: 'RS256',
    })
    return idOf(proof, hub(graceHours === undefined ? {} : { graceHours }))
  }
  test('within a minute of the capture holds: clocks differ', async () => {
    expect([await begun(-3600), await begun(60), await begun(60, 2)]).toEqual(['ann-1', 'ann-1', 'ann-1'])
  })
  test('later than that does not, whatever the grace: that is for the end alone', async () => {
    expect([await begun(61), await begun(61, 2), await begun(3600, 168)]).toEqual([undefined, undefined, undefined])
  })
})

describe('what does not', () => {
  const rsa = (payload: Claims, header: object = {}) => sign(payload, pairs.RS256.privateKey, { alg: 'RS256', kid: 'RS256', ...header })
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

  const attempts: [attempt: string, make: () => Promise<string> | string, file?: () => HubFile][] = [
    ['no signature (alg none)', () => new UnsecuredJWT(claims() as JWTPayload).encode()],
    ['alg None in other letters', () => `${encode({ alg: 'NonE' })}.${encode(claims())}.`],
    [
      'an HMAC by the public key’s PEM',
      () => sign(claims(), new TextEncoder().encode(pem), { alg: 'HS256' }),
      () => hub({ keys: 'file:key.pem' }),
    ],
    [
      'an HMAC by the public key’s PEM, computed by hand',
      () => {
        const input = `${encode({ alg: 'HS256' })}.${encode(claims())}`
        return `${input}.${createHmac('sha256', pem.trim()).update(input).digest('base64url')}`
      },
      () => hub({ keys: 'file:key.pem' }),
    ],
    [
      'an algorithm that the hub does not declare',
      () => sign(claims(), pairs.ES256.privateKey, { alg: 'ES256', kid: 'ES256' }),
      () => hub({ algorithms: ['RS256'] }),
    ],
    [
      'a secret that is too short',
      () => sign(claims(), new TextEncoder().encode('too-short'.padEnd(32, '\0')), { alg: 'HS256' }),
      () => hub({ keys: 'file:short' }),
    ],
    ['RS256 where the file is a secret', () => rsa(claims()), () => hub({ keys: 'file:secret' })],
    ['a key of its own', () => sign(claims(), other.privateKey, { alg: 'RS256', kid: 'RS256' })],
    [
      'a key of its own in the header (jwk)',
      async () => sign(claims(), other.privateKey, { alg: 'RS256', jwk: await exportJWK(other.publicKey) }),
    ],
    [
      'an address of keys in the header (jku)',
      () => sign(claims(), other.privateKey, { alg: 'RS256', jku: 'https://evil.example/jwks.json' }),
    ],
    ['an unknown kid', () => rsa(claims(), { kid: 'nope' })],
    ['a kid that is a path', () => rsa(claims(), { kid: '../../etc/passwd' })],
    ['another audience', () => rsa(claims({ aud: 'another-hub' }))],
    ['another issuer', () => rsa(claims({ iss: 'https://evil.example' }))],
    ['ended', () => rsa(claims({ exp: SECONDS - 1 }))],
    ['not begun', () => rsa(claims({ nbf: SECONDS + 3600 }))],
    [
      'no end',
      () => {
        const { sub, iss, aud } = claims()
        return rsa({ sub, iss, aud } as Claims)
      },
    ],
    ['no claim', () => rsa(claims({ sub: undefined }))],
    ['an empty claim', () => rsa(claims({ sub: ' ' })), () => hub()],
    ['a number that has lost its last digits', () => rsa(claims({ who: 2 ** 53 })), () => hub({}, 'who')],
    ['half a number', () => rsa(claims({ who: 1.5 })), () => hub({}, 'who')],
    ['a claim that is an object', () => rsa(claims({ who: { $ne: '' } })), () => hub({}, 'who')],
    ['a claim that is __proto__', () => rsa(claims()), () => hub({}, '__proto__')],
    ['9,000 characters', () => rsa(claims({ pad: 'x'.repeat(9000) }))],
    ['a word', () => 'a.b.c'],
    ['nothing', () => ''],
    ['no keys anywhere', () => rsa(claims()), () => hub({ keys: 'file:nowhere' })],
    ['a hub without jwt', () => rsa(claims()), () => ({ ...hub(), jwt: undefined }) as unknown as HubFile],
  ]
  test.each(attempts)('%s', async (_attempt, make, file = () => hub()) => {
    expect(await idOf(await make(), file())).toBeUndefined()
  })
  test('a fetched key set with a secret in it', async () => {
    const secret = new TextEncoder().encode(HMAC)
    const set = { keys: [{ kty: 'oct', k: Buffer.from(HMAC).toString('base64url'), kid: 'x', alg: 'HS256' }] }
    const proof = await sign(claims(), secret, { alg: 'HS256', kid: 'x' })
    expect(await idOf(proof, hub({ keys: JWKS }), () => Promise.resolve(set))).toBeUndefined()
  })
  test.each(['another key', 'ended'])('a token that names no key, by a set of two for its algorithm: %s', async (why) => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
    const set = { keys: await Promise.all([publicKey, other.publicKey].map((key) => exportJWK(key))) }
    const proof = await (why === 'ended'
      ? sign(claims({ exp: SECONDS - 1 }), privateKey, { alg: 'RS256' })
      : sign(claims(), pairs.RS256.privateKey, { alg: 'RS256' }))
    expect(await idOf(proof, hub({ keys: JWKS }), () => Promise.resolve(set))).toBeUndefined()
  })
  test.each(['{', '{}', '{"keys":[null]}', '{"keys":7}'])('a file that is no key set: %s', async (text) => {
    const proofs = createProofs({ keySource: () => Promise.resolve(text), fetch: () => Promise.resolve(undefined), elapsed: () => 0 })
    expect(await proofs.verify(hub(), carrying(await rsa(claims())), AT)).toEqual([undefined])
  })
})

describe('a fetched key set', () => {
  const setup = (answers: (() => unknown)[]) => {
    const asked: string[] = []
    let elapsed = 0
    const fetch = (url: string) => {
      asked.push(url)
      return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1]?.())
    }
    const proofs = createProofs({ keySource: () => Promise.resolve(undefined), fetch, elapsed: () => elapsed })
    return {
      asked,
      later: (ms: number) => (elapsed += ms),
      verify: async (proof: string) => (await proofs.verify(hub({ keys: JWKS }), carrying(proof), AT))[0],
    }
  }
  const good = () => JSON.parse(files['file:jwks.json'] as string) as unknown

  test('is asked for lazily and kept', async () => {
    const { asked, verify } = setup([good])
    expect(asked).toEqual([])
    const proof = await sign(claims(), pairs.RS256.privateKey, { alg: 'RS256', kid: 'RS256' })
    expect([await verify(proof), await verify(proof), await verify(proof)]).toEqual(['ann-1', 'ann-1', 'ann-1'])
    expect(asked).toEqual([JWKS])
  })
  test('is not asked for because of a proof by a secret: none is ever fetched', async () => {
    const { asked, verify } = setup([good])
    await verify(await sign(claims(), new TextEncoder().encode(HMAC), { alg: 'HS256', kid: 'RS256' }))
    expect(asked).toEqual([])
  })
  test('is asked for again because of an unknown kid at most once a minute, whoever asks', async () => {
    const { asked, later, verify } = setup([good])
    for (let i = 0; i < 50; i++) await verify(await sign(claims(), other.privateKey, { alg: 'RS256', kid: `made-up-${i}` }))
    expect(asked).toHaveLength(1)
    later(61_000)
    await verify(await sign(claims(), other.privateKey, { alg: 'RS256', kid: 'made-up' }))
    expect(asked).toHaveLength(2)
  })
  test('a new key is found after a minute', async () => {
    const rolled = { ...(await exportJWK(other.publicKey)), kid: 'new', alg: 'RS256' }
    const { later, verify } = setup([good, () => ({ keys: [rolled] })])
    await verify(await sign(claims(), pairs.RS256.privateKey, { alg: 'RS256', kid: 'RS256' }))
    later(61_000)
    expect(await verify(await sign(claims(), other.privateKey, { alg: 'RS256', kid: 'new' }))).toBe('ann-1')
  })
  test('the last good one serves while the address fails or gives nonsense', async () => {
    const nonsense = ['none', 7, [null], ['x']].map((keys) => () => ({ keys }))
    const { later, verify } = setup([good, () => undefined, () => 'x', ...nonsense])
    const proof = await sign(claims(), pairs.RS256.privateKey, { alg: 'RS256', kid: 'RS256' })
    await verify(proof)
    for (let i = 0; i < 6; i++) {
      later(11 * 60_000)
      expect(await verify(proof)).toBe('ann-1')
    }
  })
})

test('a claim that is not there is nobody, whoever sub is', async () => {
  expect(await idOf(await sign(claims(), pairs.RS256.privateKey, { alg: 'RS256', kid: 'RS256' }), hub({}, 'customer'))).toBeUndefined()
})
test('a key file that was changed is read anew: what it no longer has verifies nothing', async () => {
  let text = files['file:jwks.json'] as string
  const proofs = createProofs({ keySource: () => Promise.resolve(text), fetch: () => Promise.resolve(undefined), elapsed: () => 0 })
  const proof = await sign(claims(), pairs.RS256.privateKey, { alg: 'RS256', kid: 'RS256' })
  expect(await proofs.verify(hub(), carrying(proof), AT)).toEqual(['ann-1'])
  text = '{"keys":[]}'
  expect(await proofs.verify(hub(), carrying(proof), AT)).toEqual([undefined])
})
test('a key that was withdrawn ends within ten minutes', async () => {
  let elapsed = 0
  let set = JSON.parse(files['file:jwks.json'] as string) as { keys: { kid: string }[] }
  const proofs = createProofs({ keySource: () => Promise.resolve(undefined), fetch: () => Promise.resolve(set), elapsed: () => elapsed })
  const proof = await sign(claims(), pairs.RS256.privateKey, { alg: 'RS256', kid: 'RS256' })
  const verify = async () => (await proofs.verify(hub({ keys: JWKS }), carrying(proof), AT))[0]
  expect(await verify()).toBe('ann-1')
  set = { keys: set.keys.filter(({ kid }) => kid !== 'RS256') }
  elapsed += 11 * 60_000
  expect(await verify()).toBeUndefined()
})
