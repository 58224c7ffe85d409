// What may be sent twice and what may not: a table.
import { describe, expect, it } from 'vitest'
import type { TrackRequest } from '../../../src/core/track-request.ts'
import { divideRepeatable } from '../../../src/proxy/dispatch/ambiguous.ts'

const user_alias = { alias_name: 'a@b.c', alias_label: 'email' }
const event = { external_id: '1', name: 'n', time: '2026-05-04T10:00:00Z' }
const purchase = { external_id: '1', product_id: 'p', currency: 'AUD', price: 1, time: '2026-05-04T10:00:00Z' }

const rows: [string, TrackRequest, repeatable: TrackRequest | undefined, counting: TrackRequest | undefined][] = [
  [
    'plain attributes',
    { attributes: [{ external_id: '1', a: 1, list: ['x'], nested: { b: null } }] },
    { attributes: [{ external_id: '1', a: 1, list: ['x'], nested: { b: null } }] },
    undefined,
  ],
  ['events and purchases', { events: [event], purchases: [purchase] }, undefined, { events: [event], purchases: [purchase] }],
  [
    'attributes beside an event',
    { attributes: [{ user_alias, email: 'a@b.c', _update_existing_only: false }], events: [event] },
    { attributes: [{ user_alias, email: 'a@b.c', _update_existing_only: false }] },
    { events: [event] },
  ],
  [
    'an increment beside a plain value, divided with identity and flags on both',
    { attributes: [{ user_alias, _update_existing_only: false, email: 'a@b.c', points: { inc: 5 } }] },
    { attributes: [{ user_alias, _update_existing_only: false, email: 'a@b.c' }] },
    { attributes: [{ user_alias, _update_existing_only: false, points: { inc: 5 } }] },
  ],
  [
    'e-mail as the identifier goes with both',
    { attributes: [{ email: 'a@b.c', team: 'x', tags: { add: ['t'] } }] },
    { attributes: [{ email: 'a@b.c', team: 'x' }] },
    { attributes: [{ email: 'a@b.c', tags: { add: ['t'] } }] },
  ],
  [
    'only operations',
    { attributes: [{ external_id: '1', pets: { $add: [{ id: 1 }] } }] },
    undefined,
    { attributes: [{ external_id: '1', pets: { $add: [{ id: 1 }] } }] },
  ],
]

describe('divideRepeatable', () => {
  it.each(rows)('%s', (_name, request, repeatable, counting) => {
    expect(divideRepeatable(request)).toEqual({ ...(repeatable && { repeatable }), ...(counting && { counting }) })
  })
})
