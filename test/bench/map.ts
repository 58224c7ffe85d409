// What the mapping costs: select + shape of captures with 30 fields, beside JSON.stringify of the same captures.
import type { Capture } from '../../src/core/capture.ts'
import { compile } from '../../src/core/compile.ts'
import type { Envelope } from '../../src/core/envelope.ts'
import type { HubFile, Value } from '../../src/core/hub-file.ts'
import { select } from '../../src/core/select.ts'
import { planOf } from '../../src/core/shape/plan.ts'
import { shape } from '../../src/core/shape/shape.ts'
import { tables } from '../../src/proxy/accept/tables.ts'

const CAPTURES = 1_000
const ROUNDS = 15
const AT = '2026-11-21T10:00:00.000Z'

/** Six fields of each kind that hubs have most, of which a form of 30 is made. */
const KINDS: { type: Value; of(index: number): { value: string; kind: string } }[] = [
  { type: { from: '' }, of: (index) => ({ value: `Sydney ${index}`, kind: 'text' }) },
  { type: { from: '', type: 'integer' }, of: (index) => ({ value: String(index), kind: 'number' }) },
  { type: { from: '', type: 'boolean' }, of: (index) => ({ value: index % 2 ? 'yes' : 'no', kind: 'radio' }) },
  { type: { from: '', type: 'date', format: 'DD/MM/YYYY' }, of: (index) => ({ value: `0${(index % 9) + 1}/04/1990`, kind: 'text' }) },
  { type: { from: '', map: { a: 'Alpha', b: 'Beta' } }, of: (index) => ({ value: index % 2 ? 'a' : 'b', kind: 'select' }) },
]

const hub: HubFile = {
  hub: 'bench',
  origins: ['https://bench.komo.site'],
  locale: 'en-AU',
  identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.email' } }],
  rules: [
    {
      id: 'entry',
      on: 'form',
      where: { cardType: 'Competition' },
      attributes: Object.fromEntries(
        Array.from({ length: 29 }, (_, index) => [`f${index}`, { ...kindOf(index).type, from: `field.f${index}` }]),
      ),
      events: [{ name: 'Entered', properties: { card: 'card.name' } }],
    },
  ],
}

/** `map_ratio`: the median over rounds, each measuring both in turn. */
export async function mapRatio(): Promise<{ map_ratio: number }> {
  const captures = Array.from({ length: CAPTURES }, (_, index) => captureOf(index))
  const pub = compile(hub)
  const plan = planOf(hub)
  const [rule] = pub.rules
  if (!rule) throw new Error('the bench has a rule')

  const map = () => {
    for (const capture of captures) {
      const selection = select(pub, rule, capture)
      if ('miss' in selection) throw new Error(`the bench's rule misses: ${selection.miss}`)
      const envelope: Envelope = {
        v: 1,
        id: capture.submission.id,
        at: AT,
        rev: '0123456789abcdef',
        rule: 'entry',
        identity: selection.identity,
        ...selection.parts,
      }
      const shaped = shape(envelope, plan, { tables, proofs: [], at: AT, now: Date.parse(AT) })
      if ('refusal' in shaped || shaped.problems.length > 0) throw new Error('the bench maps every field')
    }
  }
  const write = () => captures.forEach((capture) => JSON.stringify(capture))
  const ratios = Array.from({ length: ROUNDS }, () => timed(map) / timed(write))
  return { map_ratio: Math.round((ratios.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0) * 100) / 100 }
}

function timed(run: () => void): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

function captureOf(index: number): Capture {
  const fields = Array.from({ length: 29 }, (_, at) => [`f${at}`, [kindOf(at).of(index)]] as const)
  return {
    on: 'form',
    submission: { id: `0193a0c0-0000-7000-8000-${String(index).padStart(12, '0')}`, at: AT },
    page: { path: '/win', title: 'Win', language: 'en-AU', url: 'https://bench.komo.site/win', referrer: '', query: {} },
    card: { id: 'c1', type: 'Competition', name: 'Win a jersey' },
    fields: { email: [{ value: `Person${index}@Example.com`, kind: 'email' }], ...Object.fromEntries(fields) },
  }
}

function kindOf(index: number) {
  return KINDS[index % KINDS.length] as (typeof KINDS)[number]
}
