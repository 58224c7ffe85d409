// Every mapping vector runs through both halves: capture + hub file → envelope, envelope → Braze body or problems.
import { describe, expect, it } from 'vitest'
import { judge } from '../../demo/fake-braze/judge.ts'
import { compile } from '../../src/core/compile.ts'
import { select } from '../../src/core/select.ts'
import { planOf } from '../../src/core/shape/plan.ts'
import { shape } from '../../src/core/shape/shape.ts'
import { TRACK_ARRAYS } from '../../src/core/track-request.ts'
import { tables } from '../../src/proxy/accept/tables.ts'
import { envelopeSchema } from '../../src/schema/envelope.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'
import { trackRequestSchema } from '../schema/track-request.ts'
import { loadVectors, NOW, type Vector } from '../vectors/load.ts'

const vectors = loadVectors()

it('are at least 250, each with a name of its own', () => {
  expect(vectors.length).toBeGreaterThanOrEqual(250)
  expect(new Set(vectors.map(({ topic, name }) => `${topic}: ${name}`)).size).toBe(vectors.length)
})

describe.each([...new Set(vectors.map(({ topic }) => topic))])('%s', (topic) => {
  it.each(vectors.filter((vector) => vector.topic === topic).map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    expect(parseHubFile(vector.hub)).toEqual({ ok: true, hub: vector.hub })
    if (vector.capture) expect(selected(vector)).toEqual(partsOf(vector.envelope))
    if (vector.envelope === null) return
    expect(envelopeSchema.safeParse(vector.envelope).success).toBe(true)

    const shaped = shape(vector.envelope, planOf(vector.hub), { tables, proofs: [], at: vector.envelope.at, now: NOW })
    if ('refusal' in vector.expected) {
      expect(shaped).toMatchObject(vector.expected)
      return
    }
    expect(shaped).toEqual({ ...vector.expected, lane: expect.any(String) as string })
    expect(trackRequestSchema.safeParse(vector.expected.request).error).toBeUndefined()
    for (const array of TRACK_ARRAYS)
      for (const object of vector.expected.request[array] ?? []) expect(judge(array, object)).toBeUndefined()
  })
})

/** What the page's half makes of the capture: the first rule that takes it. */
function selected({ hub, capture }: Vector): unknown {
  const pub = compile(hub)
  for (const rule of pub.rules) {
    const selection = select(pub, rule, capture!)
    if (!('miss' in selection)) return { rule: rule.id, identity: selection.identity, ...selection.parts }
  }
  return null
}

function partsOf(envelope: Vector['envelope']): unknown {
  if (envelope === null) return null
  const { rule, identity, attributes, events, purchases, subscriptions } = envelope
  return Object.fromEntries(
    Object.entries({ rule, identity, attributes, events, purchases, subscriptions }).filter(([, part]) => part !== undefined),
  )
}
