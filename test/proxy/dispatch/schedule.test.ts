// When the next request may go and what it takes: two tables.
import { expect, it } from 'vitest'
import { nextAt, sourcesOf, type Source, type Standing } from '../../../src/proxy/dispatch/schedule.ts'

const IDLE: Standing = {
  flights: 0,
  begun: 0,
  pause: undefined,
  outage: undefined,
  isFailing: false,
  readySince: undefined,
  isFull: false,
  due: undefined,
}
const READY = { readySince: 1_000 }
const OUTAGE = { outage: { level: 1, until: 7_000 } }
const PROBED = { pause: { probeAt: 9_000 } }

it.each<[string, Partial<Standing>, at: number | undefined]>([
  ['nothing waits', {}, undefined],
  ['new ones wait to become more', READY, 1_020],
  ['new ones fill a request', { ...READY, isFull: true }, 0],
  ['one came back', { due: 4_000 }, 4_000],
  ['one came back, and new ones are earlier', { ...READY, due: 4_000 }, 1_020],
  ['as many are in flight as may be', { ...READY, flights: 16 }, undefined],
  ['one less', { ...READY, flights: 15 }, 1_020],
  ['so many are begun that no new batch is', { ...READY, begun: 2_400 }, undefined],
  ['so many are begun, of which one came back', { ...READY, begun: 2_400, due: 4_000 }, 4_000],
  ['the outbox fails', { ...READY, isFailing: true }, 1_020],
  ['the outbox fails, and one asks whether it still does', { ...READY, isFailing: true, flights: 1 }, undefined],
  ['an outage', { ...READY, ...OUTAGE, due: 4_000 }, 7_000],
  ['an outage, and one asks whether it is over', { ...READY, ...OUTAGE, flights: 1 }, undefined],
  ['an outage, and nothing to ask with', OUTAGE, undefined],
  ['a pause that is probed', { ...READY, ...PROBED }, 9_000],
  ['a pause that is probed, in an outage', { ...READY, ...OUTAGE, ...PROBED }, 9_000],
  ['a pause that an operator ends', { ...READY, due: 4_000, pause: {} }, undefined],
])('when: %s', (_, standing, at) => {
  expect(nextAt({ ...IDLE, ...standing })).toBe(at)
})

it.each<[string, Partial<Standing>, Source[]]>([
  ['what came back goes before what is new', READY, ['due', 'new']],
  ['nothing new', {}, ['due']],
  ['so many are begun that no new batch is', { ...READY, begun: 2_400 }, ['due']],
  ['a probe takes the first, due or not', { ...READY, ...PROBED }, ['first', 'new']],
  ['a probe in an outage', { ...READY, ...OUTAGE, ...PROBED }, ['first', 'new']],
  ['an outage is asked with one envelope', { ...READY, ...OUTAGE }, ['one new', 'one again']],
  ['next time with an old one', { outage: { level: 2, until: 7_000 } }, ['one again', 'one new']],
])('what: %s', (_, standing, sources) => {
  expect(sourcesOf({ ...IDLE, ...standing })).toEqual(sources)
})
