// What is left of a batch that Braze failed on again and again, or refused without a word which.
import { expect, it } from 'vitest'
import type { Rest } from '../../../src/proxy/dispatch/answer.ts'
import { conclude } from '../../../src/proxy/dispatch/conclude.ts'
import type { OutboxRow } from '../../../src/proxy/outbox/claim.ts'
import { pack } from '../../../src/proxy/outbox/packed.ts'

const row = (seq: number): OutboxRow => ({
  seq,
  id: String(seq),
  hub: 'footy',
  lane: seq,
  accepted: 0,
  request: pack({ events: [{ external_id: String(seq), name: 'Entered', time: '2026-05-04T10:00:00.000Z' }] }),
})
const [named, other] = [row(1), row(2)]
const refused = [{ array: 'events' as const, index: 0, detail: 'bad' }]

it.each<[Rest, alone: string]>([
  [{ kind: 'retry', reason: 'server_error', ambiguous: false }, 'failing'],
  [{ kind: 'retry', reason: 'gateway_timeout', ambiguous: true }, 'failing'],
  [{ kind: 'bisect', detail: 'x' }, 'refused'],
  [{ kind: 'split' }, 'too_large'],
  [{ kind: 'halve' }, 'too_large'],
])('$kind: the only one that is left beside a named one is tried alone before it dies', (rest, alone) => {
  const options = { ambiguous: 'resend', giveUp: true } as const
  const both = conclude([named, other], { refused, rest, uncounted: 0 }, options)
  expect(both).toMatchObject({ again: [[other]], divides: true, gone: [named], settlements: [{ dead: [{ reason: 'refused' }] }, {}] })
  const single = conclude([other], { refused: [], rest, uncounted: 0 }, options)
  expect(single).toMatchObject({ again: [], gone: [other], settlements: [{ dead: [{ reason: alone }] }] })
})
