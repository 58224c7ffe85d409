// Which submissions of one request go on, whoever else is in it.
import { describe, expect, test } from 'vitest'
import type { Judged } from '../../../src/proxy/accept/judge.ts'
import type { PersonLimits } from '../../../src/proxy/limits/person-limits.ts'
import { withinPersonLimits } from '../../../src/proxy/limits/within-person-limits.ts'

const refused = (id: string): Judged => ({ id, rule: '', refusal: 'invalid_envelope', problems: [] })

/** Limits under which the lanes named in `seconds` are over their rate, by so much. */
function limits(seconds: Record<string, number>): PersonLimits & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    take({ lane }) {
      asked.push(lane)
      return seconds[lane] ?? 0
    },
    giveBack() {},
  }
}

const of = (id: string, lane: string): Judged => ({
  id,
  rule: 'entry',
  row: { id, hub: 'a', workspace: 'default', lane, rule: 'entry', at: '2026-01-01T00:00:00.000Z', request: {} },
  problems: [],
})

describe('within person limits', () => {
  test.each<[name: string, judged: Judged[], seconds: Record<string, number>, taken: string[], wait: number]>([
    ['all within', [of('1', 'ann'), of('2', 'ben')], {}, ['1', '2'], Infinity],
    ['one over holds up nobody else', [of('1', 'ann'), of('2', 'ben')], { ann: 30 }, ['2'], 30],
    ['the shortest wait of several', [of('1', 'ann'), of('2', 'ben')], { ann: 30, ben: 20 }, [], 20],
    ['the shortest wait, though a longer one follows', [of('1', 'ann'), of('2', 'ben')], { ann: 20, ben: 30 }, [], 20],
    ['what has no row waits for nobody', [refused('1'), of('2', 'ann')], { ann: 30 }, ['1'], 30],
  ])('%s', (_name, judged, seconds, taken, wait) => {
    const result = withinPersonLimits(judged, limits(seconds), 0)
    expect({ taken: result.taken.map(({ id }) => id), wait: result.wait }).toEqual({ taken, wait })
  })

  test('what follows on one that waits stays behind it, and takes nothing', () => {
    const person = limits({ ann: 30 })
    expect(withinPersonLimits([of('1', 'ann'), of('2', 'ben'), of('3', 'ann')], person, 0).taken.map(({ id }) => id)).toEqual(['2'])
    expect(person.asked).toEqual(['ann', 'ben'])
  })
})
