// The form of what an inspector sends: bounded everywhere, so that a page that poses as an inspector cannot fill the disk.
import { z } from 'zod'
import { SEEN_MAX, type Seen } from '../../core/inspector.ts'

const text = z.string().max(SEEN_MAX.characters)
const name = text.min(1)
const at = z.iso.datetime()

const field = z.strictObject({
  id: name,
  kind: text,
  label: text.exactOptional(),
  options: z.array(text).max(SEEN_MAX.options).exactOptional(),
})
const form = z.strictObject({
  selector: name,
  at,
  path: text,
  fields: z.array(field).max(SEEN_MAX.fields),
})
const event = z.strictObject({
  name,
  at,
  cardTypes: z.array(text).max(SEEN_MAX.cardTypes),
  paths: z
    .array(z.strictObject({ path: name, kind: z.enum(['string', 'number', 'boolean', 'null', 'object', 'list']) }))
    .max(SEEN_MAX.paths),
})

export const seenSchema: z.ZodType<Seen> = z.strictObject({
  forms: z.array(form).max(SEEN_MAX.forms),
  events: z.array(event).max(SEEN_MAX.events),
})
