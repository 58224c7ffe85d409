// Places of a hub file, and parts to put there.
import { HUB } from '../hub.ts'

export const ATTRIBUTE = 'rules.0.attributes.x'
export const EVENT = 'rules.0.events'
export const phone = (how: object) => ({ as: 'phone', from: { from: 'field.a', ...how }, trust: 'page' })
export const crm = (how: object) => ({ as: 'user_alias', label: 'crm', from: { from: 'field.a', ...how } })
export const EMAIL = { as: 'user_alias', label: 'email', from: { from: 'field.a' } }
export const PROOF = { as: 'external_id', proof: 'extension.token' }
export const finders = (...each: object[]) => each.map((fields, index) => ({ ...HUB.rules[0], id: `r${index}`, fields }))
/** A purchase. */
export const P = { productId: { value: 'p' }, price: { value: 1 }, currency: { value: 'AUD' } }
