// The README's mapping example, run: its hub file, what Alex typed, and the body that it promises.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ensureSyntaxTree, LRLanguage } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { parser as promql } from '@prometheus-io/lezer-promql'
import { expect, test } from 'vitest'
import { DEFAULTS } from '../../demo/fake-braze/options.ts'
import { tables } from '../../src/proxy/accept/tables.ts'
import type { Capture } from '../../src/core/capture.ts'
import { DEAD_REASONS, ENVELOPE_REFUSALS, PROBLEM_CODES, REQUEST_REFUSALS, WORKSPACE_REASONS } from '../../src/core/codes.ts'
import { compile } from '../../src/core/compile.ts'
import { dryRun } from '../../src/core/dry-run.ts'
import { select } from '../../src/core/select.ts'
import { planOf } from '../../src/core/shape/plan.ts'
import { shape } from '../../src/core/shape/shape.ts'
import { parseCapture } from '../../src/schema/capture.ts'
import { line } from '../../src/schema/issues.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'
import { readSettings } from '../../src/proxy/settings.ts'

/** Its module build names files without their endings, which Node does not find. */
const { Parser } = createRequire(import.meta.url)('@prometheus-io/codemirror-promql/dist/cjs/parser') as {
  Parser: new (state: EditorState) => { analyze(): void; getDiagnostics(): { message: string }[] }
}

const README = readFileSync('README.md', 'utf8')
const [hubText, bodyText, sampleText] = [...README.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => json as string)

const text = (value: string) => [{ value, kind: 'text' }]
const box = [{ value: 'on', kind: 'checkbox' }]
const alex: Capture = {
  on: 'form',
  submission: { id: '019a0000-0000-7000-8000-000000000001', at: '2026-11-21T09:30:00.000Z' },
  page: { path: '/', title: 'Summer footy', language: 'en-AU', url: 'https://summer-footy.komo.site/', referrer: '', query: {} },
  card: { id: 'c1', type: 'quiz', name: 'Finals quiz' },
  fields: {
    email: text(' Alex@Example.com '),
    first_name: text('Alex'),
    birthday: text('05/04/1990'),
    team: text('bris'),
    score: text('7'),
    terms: box,
    optin: box,
  },
}

test('the example hub file is good, and Alex becomes just the body shown', () => {
  const parsed = parseHubFile(JSON.parse(hubText as string))
  if (!parsed.ok) throw new Error(parsed.findings.map(line).join('\n'))
  const hub = compile(parsed.hub)
  const selection = select(hub, hub.rules[0] as (typeof hub.rules)[0], alex)
  if ('miss' in selection) throw new Error(selection.miss)
  expect(selection.consent).toBe('granted')
  const { id, at } = alex.submission
  const envelope = { v: 1 as const, id, at, rev: '0'.repeat(16), rule: 'quiz-entry', identity: selection.identity, ...selection.parts }
  const shaped = shape(envelope, planOf(parsed.hub), { tables, proofs: [], at, now: Date.parse(at) })
  expect(shaped).toEqual({ request: JSON.parse(bodyText as string), lane: 'email:alex@example.com', problems: [] })
})

test('the example sample becomes that body too', () => {
  const [parsed, sample] = [parseHubFile(JSON.parse(hubText as string)), parseCapture(JSON.parse(sampleText as string), '')]
  if (!parsed.ok || !sample.ok) throw new Error('not read')
  const [run] = dryRun(parsed.hub, '0'.repeat(16), sample.capture, { tables, now: Date.parse(alex.submission.at) })
  expect(run).toMatchObject({ consent: 'granted', shaped: { request: JSON.parse(bodyText as string), problems: [] } })
})

test('every npm script that the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const named = [...README.matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)]
    .map(([, name]) => name as string)
    .filter((name) => !['ci', 'packages', 'are'].includes(name))
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})

test('every setting is in the README', () => {
  const settings = readFileSync('src/proxy/settings.ts', 'utf8').match(/^ {2}([A-Z][A-Z_]+):/gm) ?? []
  expect(settings.length).toBeGreaterThan(10)
  expect(settings.map((line) => line.trim().slice(0, -1)).filter((name) => !README.includes(`\`${name}\``))).toEqual([])
})

test('every key of the hub file is in the README', () => {
  const source = readFileSync('src/core/hub-file.ts', 'utf8')
  const keys = [...source.matchAll(/^ {2}([a-z]\w*)\??:/gm)].map(([, key]) => key as string)
  expect(keys.length).toBeGreaterThan(40)
  expect([...new Set(keys)].filter((key) => !README.match(new RegExp(`[\`"]${key}[\`"]`)))).toEqual([])
})

test('every code that a request, an envelope or a value can meet is in the README', () => {
  const codes = [...PROBLEM_CODES, ...ENVELOPE_REFUSALS, ...Object.keys(REQUEST_REFUSALS)]
  expect(codes.filter((code) => !README.includes(`\`${code}\``))).toEqual([])
})

test('every key of workspaces.json is in the README, with the places where a Braze key may be', () => {
  const keys = readFileSync('src/schema/workspaces.ts', 'utf8').match(/^ {2}[a-z]\w+(?=: z$)/gm) ?? []
  expect(keys.length).toBeGreaterThan(5)
  const section = README.slice(README.indexOf('### workspaces.json'), README.indexOf('### More than one proxy'))
  expect(keys.map((key) => key.trim()).filter((key) => !section.includes(`| \`${key}\` |`))).toEqual([])
  expect(['env', 'file', 'stored'].filter((place) => !section.includes(`\`${place}:`))).toEqual([])
})

test('every reason of a dead letter, and every one for which nothing goes to a workspace, is in the README', () => {
  const alerts = README.slice(README.indexOf('## When an alert fires'), README.indexOf('## The hub file'))
  expect([...DEAD_REASONS, ...WORKSPACE_REASONS].filter((reason) => !alerts.includes(`\`${reason}\``))).toEqual([])
})

test('the stand-in that the README starts is one that the settings it gives lead to', () => {
  const given =
    /`(DEV_BRAZE_HOSTS=[^`]*)`/
      .exec(README)?.[1]
      ?.split(' ')
      .map((one) => one.split('=')) ?? []
  const {
    BRAZE_REST_ENDPOINT = '',
    BRAZE_API_KEY,
    DEV_BRAZE_HOSTS,
  } = readSettings({ SECRET: 's'.repeat(32), ...Object.fromEntries(given) })
  expect(DEV_BRAZE_HOSTS).toEqual([new URL(BRAZE_REST_ENDPOINT).host])
  expect(readFileSync('demo/fake-braze/start.ts', 'utf8')).toContain(`PORT = '${new URL(BRAZE_REST_ENDPOINT).port}'`)
  expect(BRAZE_API_KEY).toBe(DEFAULTS.apiKey)
})

test('every alert is one that Prometheus takes', () => {
  const expressions = [...readFileSync('src/proxy/alerts.yml', 'utf8').matchAll(/expr: (.*)/g)].map(
    ([, expression]) => expression as string,
  )
  expect(expressions.length).toBeGreaterThan(5)
  expect(expressions.flatMap(complaints)).toEqual([])
  expect(complaints('up > 0.2 * on (job) up')).not.toEqual([])
})

/** What Prometheus's own checks find in an expression. */
function complaints(doc: string): string[] {
  const state = EditorState.create({ doc, extensions: [LRLanguage.define({ parser: promql })] })
  // An editor goes on with what it has after 20 ms, which a busy machine does not always give; the next state has the whole.
  expect(ensureSyntaxTree(state, doc.length, 20_000)).not.toBeNull()
  const parser = new Parser(state.update({}).state)
  parser.analyze()
  return parser.getDiagnostics().map(({ message }) => `${doc}: ${message}`)
}

test('every alert has a section, and asks for metrics that exist', () => {
  const alerts = readFileSync('src/proxy/alerts.yml', 'utf8')
  const names = [...alerts.matchAll(/alert: (\w+)/g)].map(([, name]) => name as string)
  expect(names.length).toBeGreaterThan(5)
  expect(names.filter((name) => !README.includes(`\n### ${name}\n`))).toEqual([])
  const metrics = readFileSync('src/proxy/metrics.ts', 'utf8')
  const asked = [...alerts.matchAll(/komo_braze_(\w+)/g)].map(([, name]) => name as string)
  expect(asked.filter((name) => !metrics.includes(`'${name}'`))).toEqual([])
})
