// Whatever a page captures and whatever a stranger posts: nothing throws, and nothing reaches Braze that the rule does not declare.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { judge } from '../../demo/fake-braze/judge.ts'
import { compile } from '../../src/core/compile.ts'
import type { Envelope } from '../../src/core/envelope.ts'
import type { HubFile, Value } from '../../src/core/hub-file.ts'
import type { Json } from '../../src/core/json.ts'
import { select } from '../../src/core/select.ts'
import { planOf } from '../../src/core/shape/plan.ts'
import { shape } from '../../src/core/shape/shape.ts'
import { TRACK_ARRAYS, type Identifier, type TrackRequest } from '../../src/core/track-request.ts'
import { tables } from '../../src/proxy/accept/tables.ts'
import { envelopeSchema } from '../../src/schema/envelope.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'
import { trackRequestSchema } from '../schema/track-request.ts'
import { capture, forgedEnvelope, hubFile, NAMES } from './arbitrary-hub.ts'

const NOW = Date.parse('2026-11-21T12:00:00.000Z')
const SEED = 20261121
const TIMEOUT = 900_000
const runs = { numRuns: process.env['FULL'] ? 100_000 : 2_000, seed: SEED }
/** Drawn once, because most of what is drawn is refused. */
const hubs = fc.sample(
  hubFile.filter((hub) => parseHubFile(hub).ok),
  { numRuns: process.env['FULL'] ? 3_000 : 300, seed: SEED },
)
const goodHub = fc.constantFrom(...hubs)

it(
  'honest envelopes: select and shape never throw, and what comes out is declared, well-formed and taken by Braze',
  () => {
    const seen = { requests: 0 }
    fc.assert(
      fc.property(goodHub, capture, (hub, captured) => {
        const pub = compile(hub)
        const selection = select(pub, pub.rules[0]!, captured)
        if ('miss' in selection) return
        const envelope = JSON.parse(JSON.stringify({ ...BLANK, identity: selection.identity, ...selection.parts })) as Envelope
        const shaped = judged(hub, envelope)
        expect(shaped === 'undeclared').toBe(false)
        if (typeof shaped === 'object') seen.requests++
      }),
      runs,
    )
    expect(seen.requests).toBeGreaterThan(runs.numRuns / 20)
  },
  TIMEOUT,
)

it(
  'forged envelopes: no undeclared name, operation, constant or label',
  () => {
    const seen = { requests: 0, undeclared: 0 }
    fc.assert(
      fc.property(
        goodHub.chain((hub) => fc.tuple(fc.constant(hub), forgedEnvelope(hub))),
        ([hub, envelope]) => {
          const shaped = judged(hub, envelope)
          if (shaped === 'undeclared') seen.undeclared++
          if (typeof shaped === 'object') seen.requests++
        },
      ),
      runs,
    )
    expect(seen.undeclared).toBeGreaterThan(runs.numRuns / 20)
    expect(seen.requests).toBeGreaterThan(runs.numRuns / 20)
  },
  TIMEOUT,
)

const BLANK = { v: 1, id: '0193a0c0-0000-7000-8000-000000000001', at: '2026-11-21T10:00:00.000Z', rev: '0123456789abcdef', rule: 'r' }

/** Shapes twice (once by a plan of its own), holds the outcome against everything it must be, and gives the request or the refusal. */
function judged(hub: HubFile, envelope: Envelope): TrackRequest | string {
  const context = { tables, proofs: envelope.identity.map((one) => ('proof' in one ? 'proven-id' : undefined)), at: envelope.at, now: NOW }
  const before = JSON.stringify(envelope)
  const shaped = shape(envelope, planOf(hub), context)
  expect(shape(envelope, planOf(structuredClone(hub)), context)).toEqual(shaped)
  expect(JSON.stringify(envelope)).toBe(before)
  // Values that no request body could carry never cross the wire's schema: what shape makes of them does not count.
  if ('refusal' in shaped) return shaped.refusal
  if (!envelopeSchema.safeParse(envelope).success) return 'not on the wire'
  const { request } = shaped
  expect(trackRequestSchema.safeParse(request).error?.issues).toBeUndefined()
  for (const array of TRACK_ARRAYS) for (const object of request[array] ?? []) expect(judge(array, object)).toBeUndefined()
  expectDeclared(hub, request)
  return request
}

const FROM_IDENTITY = ['external_id', 'braze_id', 'user_alias', 'email', 'phone', '_update_existing_only', '_merge_objects']

function expectDeclared(hub: HubFile, request: TrackRequest): void {
  const [rule] = hub.rules
  const { attributes = {}, events = [], purchases = [], subscriptions = [] } = rule!
  const states = subscriptions.map(({ to }) => (to.length === 36 ? 'subscription_groups' : to))
  for (const object of request.attributes ?? []) {
    for (const [name, value] of Object.entries(object)) {
      expect([...FROM_IDENTITY, ...Object.keys(attributes), ...states]).toContain(name)
      if (NAMES.includes(name) && Object.hasOwn(attributes, name)) expectAsDeclared(attributes[name] as Value, value as Json)
    }
    expectDeclaredPerson(hub, object)
  }
  for (const object of request.events ?? []) {
    expect(events.map(({ name }) => name)).toContain(object.name)
    const names = events.filter(({ name }) => name === object.name).flatMap(({ properties }) => Object.keys(properties ?? {}))
    for (const name of Object.keys(object.properties ?? {})) expect(names).toContain(name)
    expectDeclaredPerson(hub, object)
  }
  expect(request.purchases?.length ?? 0).toBeLessThanOrEqual(purchases.length)
  for (const object of request.purchases ?? []) expectDeclaredPerson(hub, object)
}

/** Labels are the hub's, and so is what kind of id it is. */
function expectDeclaredPerson(hub: HubFile, object: Identifier): void {
  const alias = object.user_alias
  const kinds = hub.identity.map(({ as }) => as as string)
  if (alias) expect(hub.identity.map((identity) => ('label' in identity ? identity.label : undefined))).toContain(alias.alias_label)
  for (const kind of ['external_id', 'braze_id'] as const) if (object[kind] !== undefined) expect(kinds).toContain(kind)
}

/** The operation is the declared one, and an untyped constant is the constant. */
function expectAsDeclared(declared: Value, value: Json): void {
  const op = declared.op ?? 'set'
  const operator = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value)[0] : undefined
  if (['inc', 'add', 'remove', '$add', '$update', '$remove'].includes(operator ?? '')) expect(op).toBe(operator)
  if (declared.value !== undefined && op === 'set' && declared.type === undefined && !declared.many && typeof declared.value === 'string')
    expect(value).toBe(declared.value)
}
