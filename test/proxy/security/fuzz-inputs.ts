// What the fuzzing sends: honest requests of every route, bent at the level of JSON, of bytes and of headers.
import fc from 'fast-check'
import { ADMIN_ROUTES } from '../../../src/core/admin.ts'
import { INSPECTOR_ROUTES } from '../../../src/core/inspector.ts'
import type { Json } from '../../../src/core/json.ts'
import { ORIGIN } from '../http/fixture.ts'

export interface FuzzInput {
  port: 'public' | 'admin'
  method: string
  path: string
  headers: Record<string, string>
  body: Uint8Array | undefined
}

const ODD: Json[] = [
  null, true, false, 0, -1, 0.5, 1e308, -0, 2 ** 53, '', ' ', '\u0000', '\ud800', '__proto__', 'constructor', '../..', '%00', '{{7*7}}', '<script>', "' OR 1=1 --",
  'x'.repeat(300), 'x'.repeat(50_000), [], [[]], {}, { __proto__: null, a: 1 }, { $ne: null }, { toString: 1 }, '2026-02-30', '1e999', 'ａ＠ｂ．ｃ', '😀'.repeat(200), '+61412345678', 'a@b.c', '١٢٣', 'İ',
] // prettier-ignore

const odd: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json> },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 5, max: 40 }).map((depth) => Array.from({ length: depth }).reduce<Json>((inner) => [inner], 'deep')),
  },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...ODD), { maxLength: 60 }) },
)

/** Replaces, removes or adds something at some place of a JSON value. */
function bent(honest: Json): fc.Arbitrary<Json> {
  return fc
    .tuple(fc.array(fc.tuple(fc.nat(), fc.constantFrom('replace', 'remove', 'add', 'repeat'), odd), { minLength: 1, maxLength: 4 }))
    .map(([bends]) => {
      const root = { root: structuredClone(honest) }
      for (const [at, how, odd] of bends) {
        // A copy: what is put in may be bent in turn, and must not come to hold itself.
        const value = structuredClone(odd)
        const places = placesOf(root)
        const place = places[at % places.length]
        if (place === undefined) continue
        const holder = place.holder as Record<string, Json>
        const current = holder[place.key]
        if (how === 'replace') holder[place.key] = value
        else if (how === 'remove') Reflect.deleteProperty(holder, place.key)
        else if (how === 'add' && typeof current === 'object' && current !== null && !Array.isArray(current))
          current[typeof value === 'string' ? value : 'extra'] = value
        else if (Array.isArray(current)) current.push(structuredClone(current[0] ?? value))
      }
      return root.root ?? null
    })
}

function placesOf(value: Json | { root?: Json }): { holder: object; key: string }[] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => [{ holder: value, key }, ...placesOf(inner as Json)])
}

/** Flips, cuts and inserts bytes. */
function bentBytes(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc
    .array(fc.tuple(fc.nat(), fc.constantFrom('flip', 'cut', 'insert', 'drop'), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 })
    .map((bends) => {
      let bent = [...bytes]
      for (const [at, how, byte] of bends) {
        const index = bent.length === 0 ? 0 : at % bent.length
        if (how === 'flip') bent[index] = byte
        else if (how === 'cut') bent = bent.slice(0, index)
        else if (how === 'drop') bent.splice(index, 1)
        else bent.splice(index, 0, byte, byte, byte)
      }
      return Uint8Array.from(bent)
    })
}

const encode = (value: Json): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

function bodyOf(honest: Json | undefined): fc.Arbitrary<Uint8Array | undefined> {
  if (honest === undefined) return fc.oneof(fc.constant(undefined), fc.uint8Array({ maxLength: 200 }))
  return fc.oneof(
    { weight: 6, arbitrary: bent(honest).map(encode) },
    { weight: 2, arbitrary: bentBytes(encode(honest)) },
    { weight: 1, arbitrary: odd.map(encode) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }) },
  )
}

export interface FuzzSeeds {
  submissions: Json
  session: Json
  seen: Json
  inspectorDryRun: Json
  hub: Json
  capture: Json
  adminToken: string
}

interface Route {
  port: 'public' | 'admin'
  method: string
  path: string
  body?: Json
}

function routesOf(seeds: FuzzSeeds): Route[] {
  const bodies: Record<string, Json> = {
    login: { token: 'guess' },
    saveHub: { file: seeds.hub },
    inspectorCode: { connect: 'http://127.0.0.1/admin/' },
    dryRun: { hub: seeds.hub, capture: seeds.capture },
    saveWorkspace: {
      endpoint: 'https://rest.iad-01.braze.com',
      key: 'k',
      objects: 75,
      count: 'combined',
      rate: [{ requests: 1, seconds: 1 }],
      ambiguous: 'hold',
    },
    testConnection: { endpoint: 'https://not-braze.example', key: 'k' },
    replay: { ids: ['1'] },
    purge: { all: { hub: 'summer' } },
    erase: { email: 'a@example.com' },
  }
  const admin = Object.entries(ADMIN_ROUTES).map(([name, { method, path }]): Route => {
    const body = bodies[name]
    return { port: 'admin', method, path, ...(body !== undefined && { body }) }
  })
  return [
    { port: 'public', method: 'GET', path: '/v1/hubs/:hub' },
    { port: 'public', method: 'GET', path: '/v1/embed.js' },
    { port: 'public', method: 'GET', path: '/readyz' },
    { port: 'public', method: 'POST', path: '/v1/hubs/:hub/session', body: seeds.session },
    ...Array.from({ length: 12 }, (): Route => ({
      port: 'public',
      method: 'POST',
      path: '/v1/hubs/:hub/submissions',
      body: seeds.submissions,
    })),
    { port: 'public', ...INSPECTOR_ROUTES.open, body: { code: 'x' } },
    { port: 'public', ...INSPECTOR_ROUTES.seen, body: seeds.seen },
    { port: 'public', ...INSPECTOR_ROUTES.dryRun, body: seeds.inspectorDryRun },
    ...admin,
  ]
}

/** Header values as fetch takes them: what is no header at all is tried over a socket. */
const headerValue = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 60 })

export function fuzzInput(seeds: FuzzSeeds): fc.Arbitrary<FuzzInput> {
  const name = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('summer', '1') },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', '..%2f..', '%00', '%ff', '%', 'a%20b', '1790000000000-abcdef', 'x'.repeat(300)) },
    { weight: 1, arbitrary: fc.string({ maxLength: 20 }).map((text) => encodeURIComponent(text)) },
  )
  const query = fc.oneof(
    { weight: 5, arbitrary: fc.constant('') },
    {
      weight: 1,
      arbitrary: fc.string({ maxLength: 30 }).map((text) => `?hours=${encodeURIComponent(text)}&limit=${text.length}&after=x`),
    },
  )
  return fc.constantFrom(...routesOf(seeds)).chain((route) =>
    fc
      .record({
        name,
        query,
        body: bodyOf(route.body),
        method: fc.oneof(
          { weight: 12, arbitrary: fc.constant(route.method) },
          { weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH') },
        ),
        origin: fc.oneof({ weight: 12, arbitrary: fc.constant(ORIGIN) }, { weight: 1, arbitrary: headerValue }),
        extra: fc.oneof(
          { weight: 6, arbitrary: fc.constant({}) },
          {
            weight: 1,
            arbitrary: fc.record({
              'x-forwarded-for': headerValue,
              'if-none-match': headerValue,
              'accept-encoding': headerValue,
              cookie: headerValue,
            }),
          },
        ),
        token: fc.oneof({ weight: 15, arbitrary: fc.constant(seeds.adminToken) }, { weight: 1, arbitrary: headerValue }),
      })
      .map(({ name, query, body, method, origin, extra, token }): FuzzInput => {
        const headers = { origin, ...extra, ...(route.port === 'admin' && { authorization: `Bearer ${token}`, 'if-none-match': '*' }) }
        const bodiless = method === 'GET' || method === 'HEAD'
        return { port: route.port, method, path: route.path.replace(/:\w+/g, name) + query, headers, body: bodiless ? undefined : body }
      }),
  )
}

/** Bytes on a socket: an honest request, bent. */
export function rawInput(honest: string): fc.Arbitrary<Uint8Array> {
  const bytes = new TextEncoder().encode(honest)
  return fc.oneof({ weight: 5, arbitrary: bentBytes(bytes) }, { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 300 }) })
}
