// From the shape of an envelope to the row that the store gets, each of its things with a name of its own.
import type { AttributesObject, Identifier, TrackRequest } from '../../../../src/core/track-request.ts'
import type { NewRow } from '../../../../src/proxy/outbox/store.ts'
import type { Person } from '../../../../src/proxy/outbox/person.ts'
import type { Thing } from './promises.ts'
import type { WorkspaceName } from './world.ts'

/** The others are a crowd: none of them submits a second time. */
export type Name = 'ann' | 'bob' | 'cy' | 'x' | `p${number}`

/** `flaw` of its first object: `r`efused by name, `p`: Braze takes nothing that it is in, `f`: Braze fails on it until it is well. */
export interface Shape {
  person: Name
  hub: 'footy' | 'netball'
  workspace: WorkspaceName
  plain: number
  increments: number
  events: number
  purchases: number
  flaw: '' | 'r' | 'p' | 'f'
  /** Captured so long before it arrives, in seconds. */
  late: number
  /** More than it would have by itself. */
  bytes: number
}

export interface Offer {
  row: NewRow
  person: Name
  things: Map<string, Thing>
}

const isUser = (person: Name): boolean => person === 'x'
const emailOf = (person: Name): string => `${person}@example.com`

export const personOf = (person: Name): Person => (isUser(person) ? { external_id: person } : { email: emailOf(person) })

export function offerOf(shape: Shape, number: number, now: number): Offer {
  const { person, hub, workspace, plain, increments, events, purchases, flaw, late, bytes } = shape
  const lane = isUser(person) ? `external_id:${person}` : `email:${emailOf(person)}`
  const id: Identifier = isUser(person) ? { external_id: person } : { user_alias: { alias_name: emailOf(person), alias_label: 'email' } }
  const at = new Date(now - late * 1000).toISOString()
  const things: Offer['things'] = new Map()
  const name = (counts: boolean): string => {
    const given = `t${String(number)}_${String(things.size)}${things.size === 0 ? flaw : ''}`
    things.set(given, {
      lane: `${workspace} ${lane}`,
      person,
      counts,
      place: 0,
      state: 'turned away',
      taken: 0,
      mayRepeat: false,
      isHeld: false,
      mayDieOf: new Set(),
    })
    return given
  }
  const some = <Item>(count: number, make: () => Item): Item[] => Array.from({ length: count }, make)
  const attributes: AttributesObject = { ...id }
  if (bytes > 0) attributes[name(false)] = '.'.repeat(bytes)
  some(plain, () => (attributes[name(false)] = true))
  some(increments, () => (attributes[name(true)] = { inc: 1 }))
  const request: TrackRequest = {
    ...(plain + increments + bytes > 0 && { attributes: [attributes] }),
    ...(events > 0 && { events: some(events, () => ({ ...id, name: name(true), time: at })) }),
    ...(purchases > 0 && { purchases: some(purchases, () => ({ ...id, product_id: name(true), currency: 'EUR', price: 1, time: at })) }),
  }
  const uuid = `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
  return { row: { id: uuid, hub, workspace, lane, rule: 'entry', at, request }, person, things }
}
