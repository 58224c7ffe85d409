// The JSON Schema of the hub file, for editors: every key with its meaning and an example. Written to dist/hub.schema.json by the build.
import { z } from 'zod'
import { hubFileSchema } from './hub-file.ts'

export function hubFileJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(hubFileSchema, { unrepresentable: 'any', io: 'input' }) }
}
