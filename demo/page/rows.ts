// The table "what became of each value": every field that the form had and every other source of the rule, what the page held, and where it went.
import type { Capture } from '../../src/core/capture.ts'
import { compile } from '../../src/core/compile.ts'
import { consentOf } from '../../src/core/consent-of.ts'
import { boughtValues } from '../../src/core/values-of.ts'
import type { ProblemCode } from '../../src/core/codes.ts'
import type { Candidate, Raw } from '../../src/core/envelope.ts'
import type { HubFile, Identity, Rule, SourcePath, Value } from '../../src/core/hub-file.ts'
import type { Json, JsonObject } from '../../src/core/json.ts'
import { readSource } from '../../src/core/source-path.ts'
import { templatePaths } from '../../src/core/template.ts'
import { readIdentifier } from '../fake-braze/identifier.ts'
import { takenOf, type Attempt, type Journey } from './journey.ts'

export interface Target {
  kind: 'identity' | 'attribute' | 'property' | 'purchase' | 'subscription' | 'consent'
  name: string
  /** As Braze got it; undefined while it has not. */
  value?: Json
  /** What the proxy found wrong with it. */
  problem?: ProblemCode
}

export interface Row {
  /** A field's label or a source path; empty for a constant. */
  source: string
  /** What the page held. Undefined if it held nothing, was never read, or is not known any more after a reload. */
  held?: string
  targets: Target[]
  /** The hub file names it, for a condition or in another rule. Only without targets. */
  isRead?: boolean
}

export interface FormField {
  id: string
  label: string
}

/** `fields`: all of the form, as the hub itself tells them: the script reads only declared ones. */
export function rowsOf(journey: Journey, hub: HubFile, fields: FormField[]): Row[] {
  const rule = hub.rules.find(({ id }) => id === journey.rule)
  if (!rule) return []
  const byPath = new Map<SourcePath, Row>()
  const constants: Row = { source: '', targets: [] }
  if (journey.capture?.on === 'form') {
    for (const { id, label } of fields) byPath.set(`field.${id}`, { source: label, targets: [] })
  }
  for (const [paths, target, kept] of targetsOf(rule, hub, journey)) {
    if (paths.length === 0) constants.targets.push(target)
    for (const path of paths) {
      const row = byPath.get(path) ?? { source: path, targets: [] }
      const held = journey.capture ? heldAt(journey.capture, path) : paths.length === 1 ? kept : undefined
      if (held !== undefined) row.held = held
      row.targets.push(target)
      byPath.set(path, row)
    }
  }
  const rows = [...byPath.values()]
  const known = new Set<string>(compile(hub).fields.map(([id]) => `field.${id}`))
  const unread = [...byPath].flatMap(([path, row]): Row[] => {
    if (row.targets.length > 0) return []
    return [known.has(path) ? { ...row, isRead: true } : row]
  })
  return [...rows.filter(({ targets }) => targets.length > 0), ...(constants.targets.length > 0 ? [constants] : []), ...unread]
}

/** Sources, target, and what the envelope keeps for it. */
type Mapped = [sources: SourcePath[], target: Target, kept?: string | undefined]

function targetsOf(rule: Rule, hub: HubFile, journey: Journey): Mapped[] {
  const body = takenOf(journey)
  const attributes = body.attributes?.[0] ?? {}
  const found: Mapped[] = []
  const { envelope } = journey
  const kept = (raw: Raw | undefined): string | undefined => (raw === undefined ? undefined : textOf(raw))
  const problems = journey.result?.problems ?? []
  const outcome = (target: string, value: Json | undefined): Pick<Target, 'value' | 'problem'> => {
    const problem = problems.find((one) => one.target === target)?.code
    return { ...(value !== undefined && { value }), ...(problem && { problem }) }
  }
  const isForm = (journey.capture?.on ?? [rule.on].flat()[0]) === 'form'
  for (const identity of isForm ? hub.identity : []) {
    const paths = 'proof' in identity ? [identity.proof] : pathsOf(identity.from)
    const label = labelOf(identity)
    const candidate = envelope?.identity.find((one) => one.as === identity.as && labelOf(one) === label)
    found.push([
      paths,
      { kind: 'identity', name: identity.as, ...outcome(`identity.${identity.as}`, idIn(body, identity.as, label)) },
      candidate && 'value' in candidate ? candidate.value : undefined,
    ])
  }
  const consent = consentOf(rule, hub)?.from
  if (isForm && consent !== undefined) found.push([[consent], { kind: 'consent', name: 'consent' }])
  for (const [name, value] of Object.entries(rule.attributes ?? {})) {
    found.push([
      pathsOf(value),
      { kind: 'attribute', name, ...outcome(`attributes.${name}`, attributes[name]) },
      kept(envelope?.attributes?.[name]),
    ])
  }
  for (const { to, from } of rule.subscriptions ?? []) {
    found.push([
      [from],
      { kind: 'subscription', name: to, ...outcome(`subscriptions.${to}`, attributes[to] ?? groupState(attributes, to)) },
      kept(envelope?.subscriptions?.[to]),
    ])
  }
  for (const [index, event] of (rule.events ?? []).entries()) {
    const sent = body.events?.find(({ name }) => name === event.name)
    const part = envelope?.events?.find((one) => one.event === index)
    for (const [name, value] of Object.entries(event.properties ?? {})) {
      const properties = sent?.['properties'] as JsonObject | undefined
      found.push([
        pathsOf(value),
        { kind: 'property', name: `${event.name} · ${name}`, ...outcome(`events.${index}.${name}`, properties?.[name]) },
        kept(part?.properties?.[name]),
      ])
    }
  }
  for (const [index, purchase] of (rule.purchases ?? []).entries()) {
    const parts = envelope?.purchases ?? []
    const part = parts.find((one) => one.purchase === index)
    // Where the proxy left one out, it is not certain which of the others is which.
    const sent = part && body.purchases?.length === parts.length ? body.purchases[parts.indexOf(part)] : undefined
    const properties = sent?.['properties'] as JsonObject | undefined
    const add = (name: string, value: SourcePath | Value, got: Json | undefined, raw: Raw | undefined): number =>
      found.push([pathsOf(value), { kind: 'purchase', name, ...outcome(`purchases.${index}.${name}`, got) }, kept(raw)])
    for (const [name, value] of Object.entries(boughtValues(purchase))) {
      add(name, value, sent?.[name === 'productId' ? 'product_id' : name], part?.values?.[name])
    }
    for (const [name, value] of Object.entries(purchase.properties ?? {})) add(name, value, properties?.[name], part?.properties?.[name])
  }
  return found
}

function labelOf(identity: Identity | Candidate): string | undefined {
  return 'label' in identity ? identity.label : undefined
}

/** Who the objects are for, if it is by this kind of id: an address beside another id is an attribute. */
function idIn(
  { attributes = [], events = [], purchases = [] }: Attempt['body'],
  as: string,
  label: string | undefined,
): string | undefined {
  const [object] = [...attributes, ...events, ...purchases]
  const person = object && readIdentifier(object)
  if (typeof person !== 'object' || person.by !== as) return undefined
  return person.by === 'user_alias' && person.label !== label ? undefined : person.id
}

function groupState(attributes: JsonObject, to: string): Json | undefined {
  const groups = (attributes['subscription_groups'] ?? []) as JsonObject[]
  return groups.find((group) => group['subscription_group_id'] === to)?.['subscription_state']
}

function pathsOf(value: SourcePath | Value): SourcePath[] {
  if (typeof value === 'string') return [value]
  if (value.template !== undefined) return templatePaths(value.template)
  if (value.from === 'form.responses') return (value.only ?? []).map((id): SourcePath => `field.${id}`)
  return value.from === undefined ? [] : [value.from].flat()
}

function heldAt(capture: Capture, path: SourcePath): string | undefined {
  const values = (readSource(capture, path) ?? []).map(({ value }) => textOf(value))
  return values.length === 0 ? undefined : values.join(', ')
}

/** For people: the answers of a play one to a line. */
function textOf(value: Json): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if (!Array.isArray(value)) return Object.values(value).map(textOf).join(' · ')
  return value.map(textOf).join(value.some((one) => typeof one === 'object') ? '\n' : ', ')
}

/** Problems for which the value, or another in its place, was sent all the same. */
const SENT: ProblemCode[] = ['cut', 'time_clamped', 'proof_invalid']

/** How many values Braze does not get because of what they are. */
export function leftOutOf({ result }: Journey): number {
  return (result?.problems ?? []).filter(({ target, code }) => !SENT.includes(code) && !target.startsWith('identity.')).length
}
