// When a batch on which Braze fails is itself to blame: only if others pass meanwhile.
import { expect, it } from 'vitest'
import { isPoisoned, newGroup } from '../../../src/proxy/dispatch/groups.ts'
import type { OutboxRow } from '../../../src/proxy/outbox/claim.ts'

const rows = (count: number): OutboxRow[] =>
  Array.from({ length: count }, (_, index) => ({
    seq: index,
    id: String(index),
    hub: 'footy',
    lane: index,
    accepted: 0,
    request: { text: '{}\n\n', counts: [1, 0, 0] },
  }))

it.each([
  ['a batch, and others pass', 2, 5, { taken: 1, failed: 9 }, true],
  ['a batch, one failure sooner', 2, 4, { taken: 1, failed: 0 }, false],
  ['a batch, and nothing passes', 2, 5, { taken: 0, failed: 0 }, false],
  ['an envelope, and a quarter of the others pass', 1, 10, { taken: 1, failed: 3 }, true],
  ['an envelope, and fewer do', 1, 10, { taken: 1, failed: 4 }, false],
  ['an envelope, one failure sooner', 1, 9, { taken: 1, failed: 0 }, false],
  ['an envelope, and nobody else is about', 1, 10, { taken: 0, failed: 0 }, false],
])('%s', (_name, count, failures, others, isToBlame) => {
  expect(isPoisoned({ ...newGroup(rows(count)), failures }, others)).toBe(isToBlame)
})

it('only what others fared since it failed first counts', () => {
  const group = { ...newGroup(rows(2)), failures: 5, before: { taken: 7, failed: 0 } }
  expect([isPoisoned(group, { taken: 7, failed: 3 }), isPoisoned(group, { taken: 8, failed: 3 })]).toEqual([false, true])
})
