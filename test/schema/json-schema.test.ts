// The JSON Schema explains every key with a meaning and an example, and says the same as the zod schema.
import { expect, it } from 'vitest'
import { z } from 'zod'
import { hubFileSchema } from '../../src/schema/hub-file.ts'
import { isSourcePath } from '../../src/schema/source-path.ts'
import { hubFileJsonSchema } from '../../src/schema/json-schema.ts'

type Node = { [key: string]: unknown; properties?: Record<string, Node>; $ref?: string; $defs?: Record<string, Node> }
const schema = hubFileJsonSchema() as Node

it('names the draft and what it is', () => {
  expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', additionalProperties: false })
})

it('documents every key with a meaning and an example', () => {
  const keys = [...documentedKeys(schema, '')]
  expect(keys.length).toBeGreaterThan(90)
  expect(keys.filter(([, node]) => typeof node['description'] !== 'string').map(([path]) => path)).toEqual([])
  expect(keys.filter(([, node]) => !Array.isArray(node['examples']) || node['examples'].length === 0).map(([path]) => path)).toEqual([])
})

it('holds the whole grammar', () => {
  const names = new Set([...documentedKeys(schema, '')].map(([path]) => path.split('.').at(-1)))
  for (const name of [
    'extends',
    'kiosk',
    'graceHours',
    'siteKey',
    'closest',
    'appears',
    'steps',
    'idleMinutes',
    'doubleOptIn',
    'appId',
    'quantity',
    'otherwise',
    'tooLong',
    'allow',
    'present',
  ]) {
    expect(names).toContain(name)
  }
})

it('every example is one', () => {
  const keys = [...documented(hubFileSchema, 'hub file')]
  expect(keys.length).toBeGreaterThan(90)
  const wrong = keys.flatMap(([path, key]) =>
    ((key.meta()?.examples ?? []) as unknown[])
      .filter((example) => !key.safeParse(example).success)
      .map((example) => `${path}: ${JSON.stringify(example)}`),
  )
  expect(wrong).toEqual([])
})

it('takes the UUID of a subscription group in whatever case, as the schema does', () => {
  const [pattern = ''] = /\^\[0-9a-fA-F\]\{8\}-[^"]*\$/.exec(JSON.stringify(schema)) ?? []
  expect('4A1b2c3d-1111-4222-8333-44445555666F').toMatch(new RegExp(pattern || 'none'))
})

it('tells source paths as the schema does', () => {
  const pattern = new RegExp(String(schema.$defs?.['SourcePath']?.['pattern']))
  for (const path of [
    'field.email',
    'field.a b',
    'event.a.*.c',
    'card.subType',
    'page.query.q',
    'form.responses',
    'field.',
    'feld.x',
    'card.colour',
    'page.query.',
    'cardXid',
    '',
  ]) {
    expect([path, pattern.test(path)]).toEqual([path, isSourcePath(path)])
  }
})

it('wants exactly one source of a value', () => {
  expect(schema.$defs?.['Value']?.['oneOf']).toEqual([{ required: ['from'] }, { required: ['template'] }, { required: ['value'] }])
})

/** Every schema of a named key, wherever it stands. */
function* documented(type: z.core.$ZodType, path: string, seen = new Set<z.core.$ZodType>()): Generator<[string, z.ZodType]> {
  if (seen.has(type)) return
  seen.add(type)
  if (type instanceof z.ZodObject) {
    for (const [name, key] of Object.entries(type.shape as Record<string, z.ZodType>)) {
      yield [`${path}.${name}`, key]
      yield* documented(key, `${path}.${name}`, seen)
    }
  }
  if (type instanceof z.ZodUnion) for (const option of type.options) yield* documented(option, path, seen)
  if (type instanceof z.ZodArray) yield* documented(type.element, path, seen)
  if (type instanceof z.ZodRecord) yield* documented(type.valueType, path, seen)
  if (type instanceof z.ZodExactOptional || type instanceof z.ZodLazy) yield* documented(type.unwrap(), path, seen)
}

/** Every named property anywhere in the schema, through definitions too. */
function* documentedKeys(node: unknown, path: string): Generator<[string, Node]> {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node as Node)) {
    if (key === 'properties') {
      for (const [name, property] of Object.entries(value as Record<string, Node>)) {
        yield [`${path}.${name}`, described(property)]
        yield* documentedKeys(property, `${path}.${name}`)
      }
    } else if (key !== 'examples' && key !== 'description') yield* documentedKeys(value, path)
  }
}

/** A reference may carry its description beside it, or leave it to what it refers to. */
function described(node: Node): Node {
  const target = node.$ref && schema.$defs?.[node.$ref.replace('#/$defs/', '')]
  return target ? { ...target, ...node } : node
}
