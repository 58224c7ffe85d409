// The schemas of conditions and their tests, which the page decides on raw values.
import type { Condition } from '../core/hub-file.ts'
import { z } from 'zod'
import { isObject } from '../core/json.ts'
import { isMeant } from './nearest.ts'
import { scalar } from './scalar.ts'
import { isSourcePath, sourcePath } from './source-path.ts'
import { strict } from './strict.ts'

const test = z.union(
  [
    scalar,
    strict({
      in: z
        .array(scalar)
        .min(1, 'at least one value')
        .meta({ description: 'Holds when the value is one of these.', examples: [['2025', '2026']] }),
    }),
    strict({
      present: z.boolean().meta({ description: 'Holds when the source has a value (true) or has none (false).', examples: [true] }),
    }),
  ],
  { error: ({ input }) => (isMeant(input, ['in', 'present']) ? undefined : 'the value itself, {"in": […]} or {"present": true}') },
)

const combined: z.ZodType<Condition> = z.lazy(() => condition)

export const condition: z.ZodType<Condition> = z
  .union(
    [
      strict({
        all: z
          .array(combined)
          .min(1, 'at least one condition')
          .meta({ description: 'Holds when every one of these holds.', examples: [[{ 'field.optin': true }]] }),
      }),
      strict({
        any: z
          .array(combined)
          .min(1, 'at least one condition')
          .meta({ description: 'Holds when one of these holds.', examples: [[{ 'card.type': 'Quiz' }, { 'card.type': 'Poll' }]] }),
      }),
      strict({ not: combined.meta({ description: 'Holds when this does not hold.', examples: [{ 'field.under_18': true }] }) }),
      z
        .record(sourcePath, test)
        .refine((tests) => Object.keys(tests).length > 0, 'a condition')
        .meta({ minProperties: 1 }),
    ],
    { error: ({ input }) => (isObject(input) ? undefined : `an object such as {"${isPath(input) ? input : 'field.optin'}": true}`) },
  )
  .meta({
    id: 'Condition',
    description: 'Source paths with the value each must have; or `all`, `any`, `not` of conditions. Decided in the page, on raw values.',
    examples: [{ 'field.optin': true }, { 'event.score': { in: [3, 4, 5] } }, { not: { 'field.team': { present: true } } }],
  })

function isPath(input: unknown): input is string {
  return typeof input === 'string' && isSourcePath(input)
}
