// A batch is never over the bytes of a request, whatever its texts are made of.
import { expect, it } from 'vitest'
import { bodyOf, Filling } from '../../../src/proxy/dispatch/batch.ts'
import type { OutboxRow } from '../../../src/proxy/outbox/claim.ts'
import { pack } from '../../../src/proxy/outbox/packed.ts'

const BYTES = 5_000

it.each([
  ['one object each', { attributes: [{ external_id: 'a', name: 'x' }] }],
  ['letters of three bytes', { attributes: [{ external_id: 'a', name: '東'.repeat(40) }] }],
  ['few and large', { attributes: [{ external_id: 'a', name: 'x'.repeat(2_466) }] }],
  ['all three arrays', { attributes: [{ external_id: 'a' }], events: [{ external_id: 'a', name: 'e', time: 't' }], purchases: [] }],
])('%s', (_, request) => {
  const filling = new Filling({ objects: Infinity, count: 'combined', bytes: BYTES })
  const row: OutboxRow = { seq: 1, id: '', hub: 'h', lane: 1, accepted: 0, request: pack(request) }
  while (filling.add(row));
  const bytes = Buffer.byteLength(bodyOf(filling.rows))
  expect(bytes).toBeLessThanOrEqual(BYTES)
  expect(bytes).toBeGreaterThan(BYTES / 2)
})
