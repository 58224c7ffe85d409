// The schema of a sample capture for `check` and Connect's dry run: a whole Capture, or only what the sample is about, with texts for fields.
import type { Capture, FieldEntry } from '../core/capture.ts'
import { z } from 'zod'
import { json } from './scalar.ts'
import { findingsOf, type Finding } from './issues.ts'
import { strict, type Same } from './strict.ts'

const id = strict({ id: z.string().exactOptional() })
const entry = strict({ value: z.string(), kind: z.string() })
/** Numbers and booleans become texts, as in `komoBraze.submit`. */
const text = z.union([z.string(), z.number(), z.boolean()])
const field = z.union([text, entry, z.array(z.union([text, entry]))])
const response = strict({ question: json, answer: json, correct: json.exactOptional() })
const object = z.record(z.string(), json)

const sampleSchema = strict({
  on: z.string().exactOptional(),
  submission: strict({ id: z.string(), at: z.iso.datetime('a time such as "2026-11-21T09:30:00.000Z"') }).exactOptional(),
  page: strict({
    path: z.string().exactOptional(),
    title: z.string().exactOptional(),
    language: z.string().exactOptional(),
    url: z.string().exactOptional(),
    referrer: z.string().exactOptional(),
    slug: z.string().exactOptional(),
    query: z.record(z.string(), z.string()).exactOptional(),
  }).exactOptional(),
  fields: z.record(z.string(), field).exactOptional(),
  labels: z.record(z.string(), z.string()).exactOptional(),
  forms: z.array(z.string()).exactOptional(),
  event: object.exactOptional(),
  card: strict({
    id: z.string().exactOptional(),
    type: z.string().exactOptional(),
    subType: z.string().exactOptional(),
    name: z.string().exactOptional(),
  }).exactOptional(),
  hub: strict({ id: z.string().exactOptional(), name: z.string().exactOptional() }).exactOptional(),
  user: id.exactOptional(),
  contact: id.exactOptional(),
  tracked: object.exactOptional(),
  extension: object.exactOptional(),
  play: strict({ responses: z.array(response), complete: z.boolean() }).exactOptional(),
})

/** Every key of a Capture can be given. */
export const PINNED: Same<keyof z.output<typeof sampleSchema>, keyof Capture> = true

const PAGE: Capture['page'] = { path: '/', title: '', language: 'en', url: '', referrer: '', query: {} }

/** @param now ISO 8601: the time of a sample that has none */
export function parseCapture(sample: unknown, now: string): { ok: true; capture: Capture } | { ok: false; findings: Finding[] } {
  const parsed = sampleSchema.safeParse(sample)
  if (!parsed.success) return { ok: false, findings: findingsOf(parsed.error.issues, sample) }
  const { on = 'form', submission, page, fields, ...rest } = parsed.data
  const entries = fields && Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, entriesOf(value)]))
  const submitted = submission ?? { id: '00000000-0000-7000-8000-000000000000', at: now }
  return { ok: true, capture: { ...rest, on, submission: submitted, page: { ...PAGE, ...page }, ...(entries && { fields: entries }) } }
}

function entriesOf(value: z.output<typeof field>): FieldEntry[] {
  return [value].flat().map((one) => (typeof one === 'object' ? one : { value: String(one), kind: 'text' }))
}
