// How far each number and length of a hub file may go: the last that is taken, and the first that is not, which is told the bound.
import { expect, it } from 'vitest'
import { line } from '../../src/schema/issues.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'
import { HUB, hubWith } from './hub.ts'

const HOLD = { max: 50, minutes: 30 }
const PENDING = { max: 100, kilobytes: 256, days: 3 }
const JWT = { algorithms: ['RS256'], keys: 'file:k.pem' }
const PLAY = {
  id: 'play',
  on: ['card-answered', 'card-finished'],
  collect: { question: ['event.q'], answer: ['event.a'], until: ['card-finished'] },
}
const collect = (changes: object) => [{ ...PLAY, collect: { ...PLAY.collect, ...changes } }]
const aliases = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ as: 'user_alias', label: `l${index}`, from: { from: 'field.id' } }))
const rules = (count: number) => Array.from({ length: count }, (_, index) => ({ ...HUB.rules[0], id: `r${index}` }))
const events = (count: number) => Array.from({ length: count }, () => ({ name: 'e' }))
const split = (length: number) => ({ from: 'field.a', many: true, split: '-'.repeat(length) })

it.each<[place: string, last: unknown, beyond: unknown, wanted: string]>([
  ['hub', 'a'.repeat(64), 'a'.repeat(65), '1 to 64'],
  ['hub', 'a', '', '1 to 64'],
  ['rules.0.id', 'A_.-'.repeat(16), 'x'.repeat(65), '1 to 64'],
  ['hold', { ...HOLD, max: 500 }, { ...HOLD, max: 501 }, 'at most 500'],
  ['hold', { ...HOLD, max: 1 }, { ...HOLD, max: 0 }, 'one or more'],
  ['hold', { ...HOLD, max: 2 }, { ...HOLD, max: 1.5 }, 'a whole number'],
  ['hold', { ...HOLD, minutes: 1440 }, { ...HOLD, minutes: 1441 }, 'at most 1440'],
  ['hold', { ...HOLD, minutes: 0.1 }, { ...HOLD, minutes: 0 }, 'more than zero'],
  ['pending', { ...PENDING, max: 1000 }, { ...PENDING, max: 1001 }, 'at most 1000'],
  ['pending', { ...PENDING, max: 1 }, { ...PENDING, max: 0 }, 'one or more'],
  ['pending', { ...PENDING, kilobytes: 64 }, { ...PENDING, kilobytes: 63 }, 'at least 64'],
  ['pending', { ...PENDING, kilobytes: 4096 }, { ...PENDING, kilobytes: 4097 }, 'at most 4096'],
  ['pending', { ...PENDING, days: 30 }, { ...PENDING, days: 31 }, 'at most 30'],
  ['pending', { ...PENDING, days: 0.5 }, { ...PENDING, days: 0 }, 'more than zero'],
  ['remember', { days: 365 }, { days: 366 }, 'at most 365'],
  ['remember', { days: 0.5 }, { days: 0 }, 'more than zero'],
  ['jwt', { ...JWT, graceHours: 168 }, { ...JWT, graceHours: 169 }, 'at most 168'],
  ['jwt', { ...JWT, graceHours: 0 }, { ...JWT, graceHours: -1 }, 'zero or more'],
  ['jwt', JWT, { ...JWT, algorithms: [] }, 'at least one algorithm'],
  ['rules.0.within', 3600, 3601, 'at most 3600'],
  ['rules.0.within', 0.5, 0, 'more than zero'],
  ['rules', collect({ max: 500 }), collect({ max: 501 }), 'at most 500'],
  ['rules', collect({ max: 1 }), collect({ max: 0 }), 'one or more'],
  ['rules', collect({ idleMinutes: 1440 }), collect({ idleMinutes: 1441 }), 'at most 1440'],
  ['rules', collect({ idleMinutes: 0.1 }), collect({ idleMinutes: 0 }), 'more than zero'],
  ['rules', collect({ correct: ['event.c'] }), collect({ correct: [] }), 'at least one path'],
  ['rules', collect({}), collect({ until: [] }), 'at least one event'],
  ['identity', aliases(10), aliases(11), 'at most 10'],
  ['identity', aliases(1), [], 'at least one'],
  ['rules', rules(200), rules(201), 'at most 200 rules'],
  ['rules', rules(1), [], 'at least one rule'],
  ['rules.0.events', events(24), events(25), 'at most 25 objects from one submission'],
  ['rules.0.events', [{ name: 'e'.repeat(255) }], [{ name: 'e'.repeat(256) }], 'at most 255 characters'],
  ['rules.0.attributes.a', split(16), split(17), 'at most 16 characters'],
  ['rules.0.attributes.a', split(1), split(0), 'a separator'],
  ['rules.0.where.form', ['#a'], [], 'at least one'],
  ['rules.0.where.form', `#${'a'.repeat(2047)}`, `#${'a'.repeat(2048)}`, 'at most 2048 characters'],
  ['rules.0.attributes.a', `field.${'a'.repeat(506)}`, `field.${'a'.repeat(507)}`, 'at most 512 characters'],
])('%s: the last that is taken, and beyond it (%#)', (place, last, beyond, wanted) => {
  const said = (value: unknown) => {
    const proven = place === 'jwt' ? { identity: [{ as: 'external_id', proof: 'extension.token' }] } : {}
    const parsed = parseHubFile({ ...hubWith(place, value), ...proven })
    return parsed.ok ? [] : parsed.findings.map(line)
  }
  expect(said(last)).toEqual([])
  expect(said(beyond)).toEqual([expect.stringContaining(wanted)])
})
