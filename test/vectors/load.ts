// The mapping vectors: rows of JSON that a marketer can read, filled up with the small defaults that every row shares.
import { readdirSync, readFileSync } from 'node:fs'
import type { Capture, FieldEntry } from '../../src/core/capture.ts'
import type { EnvelopeRefusal, Problem } from '../../src/core/codes.ts'
import type { Candidate, Envelope } from '../../src/core/envelope.ts'
import type { HubFile, Rule } from '../../src/core/hub-file.ts'
import type { Json } from '../../src/core/json.ts'
import type { TrackRequest } from '../../src/core/track-request.ts'

/**
 * One row as it stands in `test/vectors/<topic>.json`.
 *
 * - `hub`, `rule`: what this row declares beyond the defaults (one rule `entry` on `form`; the person by `external_id` from `field.id`).
 * - `capture`: what the page gave; `fields` are texts, lists of texts, or `{value, kind}` for other controls. `field.id` is `p1` unless the row says otherwise.
 * - `envelope`: what crosses the wire (identity only where the row declares its own); `null`: nothing, the rule does not take the capture.
 *   Without a capture the envelope is a forged one.
 * - `braze`: what Braze gets. `external_id: "p1"` and the time are left out; rows with an identity of their own spell everything out.
 * - In any text `⟨x × 256⟩` stands for 256 times x; in a list or as a key `⟨v1…v500⟩` stands for v1, v2 … v500.
 * - `problems`: `"<target> <code>"`; `refusal`: the envelope is refused with this code.
 */
export interface Row {
  name: string
  hub?: Partial<HubFile>
  rule?: Partial<Rule>
  capture?: Partial<Omit<Capture, 'fields' | 'page'>> & { fields?: Record<string, RowField>; page?: Partial<Capture['page']> }
  envelope: Partial<Envelope> | null
  braze?: Record<string, Record<string, unknown>[]>
  problems?: string[]
  refusal?: EnvelopeRefusal
}
type RowField = string | FieldEntry | (string | FieldEntry)[]

export interface Vector {
  topic: string
  name: string
  hub: HubFile
  /** Absent: the envelope is a forged one, made by no page. */
  capture?: Capture
  envelope: Envelope | null
  expected: { request: TrackRequest; problems: Problem[] } | { refusal: EnvelopeRefusal; problems: Problem[] }
}

export const AT = '2026-11-21T10:00:00.000Z'
export const NOW = Date.parse(AT) + 5_000
const DEFAULT_IDENTITY: HubFile['identity'] = [{ as: 'external_id', from: { from: 'field.id' }, trust: 'page' }]
const DEFAULT_CANDIDATES: Candidate[] = [{ as: 'external_id', value: 'p1' }]
const PAGE: Capture['page'] = {
  path: '/competition',
  title: 'Win a jersey',
  language: 'en-AU',
  url: 'https://summer.komo.site/competition',
  referrer: '',
  query: {},
}

export function loadVectors(): Vector[] {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.json'))
  return files.sort().flatMap((file) => {
    const rows = expand(JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Json) as unknown as Row[]
    return rows.map((row) => fill(file.replace('.json', ''), row))
  })
}

function expand(json: Json): Json {
  if (typeof json === 'string') return json.replace(/⟨(.+?) × (\d+)⟩/g, (_, text: string, times: string) => text.repeat(Number(times)))
  if (typeof json !== 'object' || json === null) return json
  if (Array.isArray(json)) return json.flatMap((item): Json[] => (typeof item === 'string' ? series(item) : [item])).map(expand)
  return Object.fromEntries(Object.entries(json).flatMap(([key, value]) => series(key).map((one) => [one, expand(value)])))
}

/** `⟨v1…v500⟩` → v1, v2 … v500; anything else stands for itself. */
function series(text: string): string[] {
  const [, name, last] = /^⟨(\D+)1…\1(\d+)⟩$/.exec(text) ?? []
  return last === undefined ? [text] : Array.from({ length: Number(last) }, (_, index) => `${name}${index + 1}`)
}

function fill(topic: string, row: Row): Vector {
  const hub = { hub: 'summer-footy', origins: ['https://summer.komo.site'], identity: DEFAULT_IDENTITY, rules: [], ...row.hub } as HubFile
  if (hub.rules.length === 0) hub.rules = [{ id: 'entry', on: 'form', ...row.rule } as Rule]
  const problems = (row.problems ?? []).map(problemOf)
  return {
    topic,
    name: row.name,
    hub,
    ...(row.capture && { capture: fillCapture(row.capture) }),
    envelope: row.envelope && fillEnvelope(row.envelope),
    expected: row.refusal ? { refusal: row.refusal, problems } : { request: fillRequest(row), problems },
  }
}

function fillCapture({ fields, page, ...rest }: NonNullable<Row['capture']>): Capture {
  const capture: Capture = {
    on: 'form',
    submission: { id: '0193a0c0-0000-7000-8000-000000000001', at: AT },
    page: { ...PAGE, ...page },
    ...rest,
  }
  const given = Object.entries({ id: 'p1', ...fields }).map(([id, field]) => [id, entriesOf(field)] as const)
  return capture.on === 'form' || fields ? { ...capture, fields: Object.fromEntries(given) } : capture
}

function entriesOf(field: RowField): FieldEntry[] {
  return [field].flat().map((entry) => (typeof entry === 'string' ? { value: entry, kind: 'text' } : entry))
}

function fillEnvelope(envelope: Partial<Envelope>): Envelope {
  return {
    v: 1,
    id: '0193a0c0-0000-7000-8000-000000000001',
    at: AT,
    rev: '0123456789abcdef',
    rule: 'entry',
    identity: DEFAULT_CANDIDATES,
    ...envelope,
  }
}

function fillRequest({ hub, braze = {} }: Row): TrackRequest {
  const identifier = hub?.identity ? {} : { external_id: 'p1' }
  const filled = Object.entries(braze).map(([array, objects]) => {
    const time = array === 'attributes' ? {} : { time: AT }
    return [array, objects.map((object) => ({ ...identifier, ...time, ...object }))]
  })
  return Object.fromEntries(filled) as TrackRequest
}

function problemOf(text: string): Problem {
  const [target = '', code] = text.split(/ (?=\S+$)/)
  return { target, code: code as Problem['code'] }
}
