// Random valid hub files, with what the pages have controls for and what they have none for.
import fc from 'fast-check'
import type { Condition, Confirm, Consent, HubFile, Rule } from '../../src/core/hub-file.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'
import { hubFile } from '../core/arbitrary-hub.ts'

const any = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { requiredKeys: [] }) as unknown as fc.Arbitrary<T>

const consent = fc.constantFrom<Consent>(
  { from: 'field.terms' },
  { from: 'field.terms', scope: 'person', gpc: true },
  { api: true },
  { gpc: true },
)
const when = fc.constantFrom<Condition>(
  { 'field.a': true },
  { 'field.a': { in: ['1', 'x, y'] }, 'field.b': { present: false } },
  { any: [{ 'field.a': 7 }, { not: { 'field.b': 'z' } }] },
  { all: [{ any: [{ 'field.a': 'x' }, { 'field.b': 'y' }] }, { 'field.c': true }] },
)
const where = any<NonNullable<Rule['where']>>({
  cardType: fc.constantFrom('Quiz', ['Quiz', 'Poll, or vote']),
  form: fc.constant(':is(a, b)'),
  event: fc.constantFrom({ score: 3, 'a.b': ['x', 'y, z'] }, { isCorrect: true }),
})
const onForms = any<Partial<Rule>>({
  where,
  confirm: fc.constantFrom<Confirm>('komo', { appears: '.thanks' }),
  within: fc.constant(60),
  fields: fc.constant({ a: '#a', b: { label: 'B' } }),
  consent: fc.oneof(consent, fc.constant('none' as const)),
})
const onEvents = any<Partial<Rule>>({
  where,
  collect: fc.constant({ question: ['event.q'], answer: ['event.a', 'event.b'], until: ['ended-by-hand'], idleMinutes: 2.5 }),
  events: when.map((condition) => [{ name: 'played', appId: 'app', when: condition, properties: { card: { from: 'card.name' } } }]),
})
const onTheHub = any<Partial<HubFile>>({
  locale: fc.constantFrom('sv', 'en'),
  workspace: fc.constantFrom('gone', 'default'),
  consent,
  kiosk: fc.constant(true),
})

export const declaredHub: fc.Arbitrary<HubFile> = fc
  .tuple(hubFile, onTheHub, onForms, onEvents)
  .map(([{ locale: _, rules, ...file }, hub, first, second]) => ({
    ...file,
    ...hub,
    rules: [...rules.map((rule) => ({ ...rule, ...first })), { id: 'play', on: ['card-answered', 'named-by-nobody'], ...second }],
  }))
  .map(withoutWrong)
  .filter((file) => parseHubFile(file).ok)

/** Without the attributes and properties that no hub can mean: most files have one. */
function withoutWrong(declared: HubFile): HubFile {
  const file = structuredClone(declared)
  const parsed = parseHubFile(file)
  for (const { path } of parsed.ok ? [] : parsed.findings) {
    const at = path.findIndex((key) => key === 'attributes' || key === 'properties')
    const targets = path.slice(0, at + 1).reduce<unknown>((one, key) => Object(one)[key], file)
    if (at > 0) Reflect.deleteProperty(Object(targets), path[at + 1] ?? '')
  }
  return file
}

/** As it is written by who says nothing that counts anyway, and nothing longer than it has to be. */
export const shortHub = declaredHub.map((file) => JSON.parse(JSON.stringify(file), short) as HubFile)

const UNSAID: Record<string, unknown> = { many: false, op: 'set', empty: 'omit', tooLong: 'refuse', off: 'ignore' }

function short(key: string, value: unknown): unknown {
  if (key in UNSAID && UNSAID[key] === value) return undefined
  if (typeof value !== 'object' || value === null) return value
  const [[first, from] = [], ...others] = Object.entries(value)
  if (first === undefined) return undefined
  return first === 'from' && typeof from === 'string' && !others.length && key !== 'from' && key !== 'consent' ? from : value
}
