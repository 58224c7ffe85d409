// Conditions and `where`: what holds for which capture.
import { expect, test } from 'vitest'
import { BOOLEAN_WORDS } from '../../src/core/boolean-words.ts'
import type { Capture } from '../../src/core/capture.ts'
import { compileCondition, compileWhere } from '../../src/core/compile-condition.ts'
import type { Condition, Where } from '../../src/core/hub-file.ts'
import { picker } from '../../src/core/pick.ts'

const capture: Capture = {
  on: 'form',
  submission: { id: '0190', at: '2026-04-05T10:00:00.000Z' },
  page: { path: '/win', title: '', language: 'en', url: '', referrer: '', query: {}, slug: 'win' },
  fields: {
    team: [{ value: 'au', kind: 'select' }],
    sports: [
      { value: 'afl', kind: 'checkbox' },
      { value: 'nrl', kind: 'checkbox' },
    ],
    optin: [
      { value: 'false', kind: 'hidden' },
      { value: 'newsletter-2026', kind: 'checkbox' },
    ],
    terms: [],
    note: [{ value: ' ', kind: 'text' }],
  },
  forms: ['#entry'],
  card: { id: 'c1', type: 'quiz', subType: 'trivia', name: 'Who wins?' },
  event: { score: 3, tags: ['a', 'b'], won: 'true', prizes: [] },
}

const { holds } = picker(capture, BOOLEAN_WORDS)

test.each<[Condition, boolean]>([
  [{ 'field.team': 'au' }, true],
  [{ 'field.team': 'nz' }, false],
  [{ 'field.team': { in: ['nz', 'au'] } }, true],
  [{ 'field.sports': 'nrl' }, true],
  [{ 'field.optin': true }, true],
  [{ 'field.optin': false }, true],
  [{ 'field.terms': true }, false],
  [{ 'field.note': { present: true } }, false],
  [{ 'field.note': { present: false } }, true],
  [{ 'event.score': 3 }, true],
  [{ 'event.score': '3' }, true],
  [{ 'event.tags': 'b' }, true],
  [{ 'event.won': true }, true],
  [{ 'event.prizes': { present: true } }, false],
  [{ 'event.prizes.*.name': { present: false } }, true],
  [{ 'event.tags': { present: true } }, true],
  [{ 'field.team': 'au', 'event.score': 4 }, false],
  [{ all: [{ 'field.team': 'au' }, { 'event.score': 3 }] }, true],
  [{ all: [{ 'field.team': 'au' }, { not: { 'event.score': 3 } }] }, false],
  [{ all: [] }, true],
  [{ any: [{ all: [{ 'field.team': 'au' }, { 'event.score': 4 }] }, { not: { any: [{ 'field.team': 'au' }] } }] }, false],
  [{ not: { not: { 'field.team': 'au' } } }, true],
  [{ not: { all: [] } }, false],
  [{ 'field.sports': { in: ['nz', 'nrl'] } }, true],
  [{ 'field.team': { in: [] } }, false],
  [{ 'field.absent': { present: true } }, false],
  [{ any: [{ 'field.team': 'nz' }, { 'event.score': 3 }] }, true],
  [{ any: [] }, false],
  [{ not: { 'field.team': 'au' } }, false],
  [{ not: { any: [{ 'field.team': 'nz' }] } }, true],
])('%j → %s', (condition, expected) => {
  expect(holds(compileCondition(condition))).toBe(expected)
})

test.each<[Where, string | undefined]>([
  [{}, undefined],
  [{ cardType: 'quiz' }, undefined],
  [{ cardType: ['poll', 'quiz'] }, undefined],
  [{ cardType: 'poll' }, 'where.cardType'],
  [{ cardName: 'Any' }, 'where.cardName'],
  [{ cardName: 'Who wins?' }, undefined],
  [{ pageSlug: 'win', path: '/win' }, undefined],
  [{ pageSlug: ['home', 'win'], path: ['/', '/win'] }, undefined],
  [{ pageSlug: ['home', 'lose'] }, 'where.pageSlug'],
  [{ path: ['/', '/win/'] }, 'where.path'],
  [{ cardId: 'c1', cardSubType: 'trivia' }, undefined],
  [{ cardId: ['c0', 'c1'], cardSubType: ['poll', 'trivia'] }, undefined],
  [{ cardId: 'c1', cardSubType: 'live-trivia' }, 'where.cardSubType'],
  [{ cardId: ['c0', 'C1'] }, 'where.cardId'],
  [{ form: ['#other', '#entry'] }, undefined],
  [{ cardType: 'quiz', event: { score: 3, 'tags.1': 'b', won: true } }, undefined],
  [{ cardType: 'quiz', event: { score: 3, 'tags.0': 'b' } }, 'where.event.tags.0'],
  [{ form: '#entry' }, undefined],
  [{ form: ['#other'] }, 'where.form'],
  [{ event: { score: [1, 3] } }, undefined],
  [{ event: { score: 1 } }, 'where.event.score'],
])('where %j misses: %s', (where, miss) => {
  expect(compileWhere(where).find((one) => !holds(one))?.[2 as never]).toBe(miss)
})
