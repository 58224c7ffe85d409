// When a workspace counts as mostly refused: by what Braze refused, and by nothing else that ends an envelope.
import { expect, it } from 'vitest'
import { DEAD_REASONS, type DeadReason } from '../../../src/core/codes.ts'
import { createRefusals } from '../../../src/proxy/dispatch/refusals.ts'
import type { OutboxRow } from '../../../src/proxy/outbox/claim.ts'

const conclusionOf = (seq: number, reason?: DeadReason) => ({
  settlements: [{ seq, ...(reason && { dead: [{ reason, detail: '', request: {} }] }) }],
  gone: [{ seq, id: '', hub: '', lane: 1, accepted: 0, request: { text: '', counts: [0, 0, 0] } } satisfies OutboxRow],
})

it.each(DEAD_REASONS.map((reason) => [reason, reason === 'refused' || reason === 'unconfirmed'] as const))('%s: %s', (reason, counts) => {
  const refusals = createRefusals()
  const said = Array.from({ length: 101 }, (_, seq) => refusals.record(conclusionOf(seq, reason)))
  expect(said.slice(0, 100)).not.toContain(true)
  expect(said.at(-1)).toBe(counts)
})

it('of the last 200 only, and anew once it was cleared', () => {
  const refusals = createRefusals()
  for (let seq = 0; seq < 100; seq++) refusals.record(conclusionOf(seq, 'refused'))
  for (let seq = 100; seq < 300; seq++) refusals.record(conclusionOf(seq))
  for (let seq = 300; seq < 400; seq++) expect(refusals.record(conclusionOf(seq, 'refused'))).toBe(false)
  expect(refusals.record(conclusionOf(400, 'refused'))).toBe(true)
  refusals.clear()
  expect(refusals.record(conclusionOf(401, 'refused'))).toBe(false)
  const said = Array.from({ length: 100 }, (_, seq) => refusals.record(conclusionOf(seq, 'refused')))
  expect(said.indexOf(true)).toBe(99)
})

it('an envelope once, when it has left: with what was refused of it before', () => {
  const refusals = createRefusals()
  const { settlements, gone } = conclusionOf(1, 'refused')
  for (let count = 0; count < 150; count++) expect(refusals.record({ settlements, gone: [] })).toBe(false)
  const left = { settlements: [{ seq: 1 }], gone: gone.map((row) => ({ ...row, wasRefused: true })) }
  const said = Array.from({ length: 101 }, () => refusals.record(left))
  expect(said.indexOf(true)).toBe(100)
})
