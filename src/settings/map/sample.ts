// Makes a capture of what was typed into the sample form, such as would meet the rule's `on` and `where`: what the dry run judges.
import type { Capture, FieldEntry, Response } from '../../core/capture.ts'
import type { Collect, Rule, SourcePath, Value } from '../../core/hub-file.ts'
import type { Json } from '../../core/json.ts'
import { ownValue } from '../../core/own-value.ts'
import { readSource } from '../../core/source-path.ts'
import { exampleOf } from './example-of.ts'
import { fillSource, putSource } from './put-source.ts'
import { scalarOf } from './scalar.ts'
import type { UsedSource } from './sources.ts'

/** What was typed, by source path. An empty text = the field is there and empty; absent = `exampleOf`. */
export type Sample = Record<string, string>

const KIND_OF_TYPE: { [type in NonNullable<Value['type']>]?: string } = {
  number: 'number',
  integer: 'number',
  boolean: 'checkbox',
  date: 'date',
  datetime: 'datetime-local',
  email: 'email',
  phone: 'tel',
}

export interface SampleContext {
  sources: UsedSource[]
  sample: Sample
  /** Kinds and options of seen fields, by Unique ID. */
  kinds: Record<string, { kind: string; options?: string[] }>
  /** ISO 8601. */
  at: string
  /** Which of the rule's captures; default its first. */
  on?: string
  /** Fields of an earlier form by which the person is known. */
  remembered?: SourcePath[]
}

/** Whether such a capture can have this source. */
export function isAskedOf(on: string, path: SourcePath, remembered: SourcePath[]): boolean {
  if (on === 'form') return !path.startsWith('event.')
  return !path.startsWith('field.') || remembered.includes(path)
}

export function sampleCapture(rule: Rule, { sources, sample, kinds, at, on = firstOf(rule.on), remembered = [] }: SampleContext): Capture {
  const where = rule.where ?? {}
  const path = firstOf(where.path) ?? '/'
  const capture: Capture = {
    on,
    submission: { id: '01980000-0000-7000-8000-000000000000', at },
    page: { path, title: 'Sample', language: 'en', url: `https://hub.example${path}`, referrer: '', query: {} },
  }
  if (where.pageSlug) capture.page.slug = firstOf(where.pageSlug) ?? ''
  if (where.form) capture.forms = [where.form].flat()
  const card = {
    id: firstOf(where.cardId),
    type: firstOf(where.cardType),
    subType: firstOf(where.cardSubType),
    name: firstOf(where.cardName),
  }
  capture.card = Object.fromEntries(Object.entries(card).filter(([, value]) => value !== undefined))
  if (capture.on === 'form') capture.fields = {}
  else capture.event = {}
  for (const [wanted, value] of Object.entries(capture.event ? (where.event ?? {}) : {}))
    fillSource(capture, `event.${wanted}`, [value].flat()[0] ?? null)
  for (const source of sources) {
    // A form has nothing of an event; an event has only those form fields by which the person is known.
    if (!isAskedOf(on, source.path, remembered)) continue
    const id = source.path.startsWith('field.') ? source.path.slice(6) : undefined
    const seen = id === undefined ? undefined : kinds[id]
    const typed = ownValue(sample, source.path)
    const text = typed ?? exampleOf(source, seen?.options)
    if (id === undefined) {
      const value = source.many ? text.split(',').map((one) => one.trim()) : jsonOf(text, source.type)
      // What the operator typed goes before what the rule asks for.
      if (typed === undefined) fillSource(capture, source.path, value)
      else putSource(capture, source.path, value)
    } else (capture.fields ??= {})[id] = entriesOf(text, seen?.kind ?? likelyKind(source.type, typed !== undefined), source.many)
  }
  if (rule.collect) capture.play = { responses: [responseOf(capture, rule.collect)], complete: true }
  return capture
}

/** What the capture has there, as it would be typed. */
export function textOfSource(capture: Capture, path: SourcePath): string | undefined {
  return readSource(capture, path)
    ?.flatMap(({ value }) => value)
    .map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
    .join(', ')
}

/** The one answer of a sample play, as the script gathers it. */
function responseOf(capture: Capture, { question, answer, correct }: Collect): Response {
  const first = (paths: string[]): Json =>
    paths.map((path) => readSource(capture, path)?.[0]?.value).find((value) => value !== undefined) ?? null
  return { question: first(question), answer: first(answer), ...(correct && { correct: first(correct) }) }
}

/** For a field that no inspector has seen. What was typed counts as a text control's, which is read by locale: "1.234" is 1,234 in German, but 1.234 from a number control. A boolean is a checkbox. */
function likelyKind(type: Value['type'] = 'string', isTyped: boolean): string {
  return (isTyped && type !== 'boolean' ? undefined : KIND_OF_TYPE[type]) ?? 'text'
}

/** What a browser would send: nothing for an unticked box, one entry for each of several values. */
function entriesOf(text: string, kind: string, many: boolean): FieldEntry[] {
  if (kind === 'checkbox' && !many && /^(false|no|off|)$/i.test(text)) return []
  return (many ? text.split(',').map((one) => one.trim()) : [text]).map((value) => ({ value, kind }))
}

function jsonOf(text: string, type: Value['type']): Json {
  if (type === 'boolean' || type === 'number' || type === 'integer') return scalarOf(text)
  if (type === 'object' || /^[[{]/.test(text)) {
    try {
      return JSON.parse(text) as Json
    } catch {
      return text
    }
  }
  return text
}

function firstOf(on: Rule['on']): string
function firstOf(value: string | string[] | undefined): string | undefined
function firstOf(value: string | string[] | undefined): string | undefined {
  return [value ?? []].flat()[0]
}
