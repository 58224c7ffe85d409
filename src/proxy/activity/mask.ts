// What an operator sees of a person: enough to tell two apart, too little to know who it is. Keys, event names and booleans stay.
import { BRAZE_ATTRIBUTES } from '../../core/braze-attributes.ts'
import type { Json } from '../../core/json.ts'
import type { Identifier, TrackRequest } from '../../core/track-request.ts'

const DOTS = '•••'

export interface MaskedPerson {
  as: string
  masked: string
}

/** `j•••@e•••.com`, `+61•••89`, `ab•••`. Without control and format characters: a terminal would take what follows for a command's, or not show it. */
export function maskText(given: string): string {
  const text = given.replace(/\p{C}/gu, '')
  // Only what is an address as a whole: behind one, other words would be shown as its ending.
  const email = /^([^\s@])[^\s@]*@([^\s@])[^\s@]*(\.[a-z]{2,18}|\.xn--[a-z0-9-]+)$/.exec(text)
  if (email) return `${email[1]}${DOTS}@${email[2]}${DOTS}${email[3]}`
  if (/^\+\d{8,15}$/.test(text)) return `${text.slice(0, 3)}${DOTS}${text.slice(-2)}`
  return text.length <= 4 ? DOTS : `${[...text].slice(0, 2).join('')}${DOTS}`
}

/** The person of a request's first object. */
export function maskPerson(request: TrackRequest): MaskedPerson {
  const object: Identifier | undefined = request.attributes?.[0] ?? request.events?.[0] ?? request.purchases?.[0]
  if (object?.external_id !== undefined) return { as: 'external_id', masked: maskText(object.external_id) }
  if (object?.braze_id !== undefined) return { as: 'braze_id', masked: maskText(object.braze_id) }
  if (object?.user_alias !== undefined) return { as: object.user_alias.alias_label, masked: maskText(object.user_alias.alias_name) }
  if (object?.email !== undefined) return { as: 'email', masked: maskText(object.email) }
  if (object?.phone !== undefined) return { as: 'phone', masked: maskText(object.phone) }
  return { as: '', masked: DOTS }
}

/** Keys whose value is the hub's own word, not a person's. A product is not among them: a rule may take it from a field. */
const OWN_WORDS = ['name', 'currency', 'app_id', 'alias_label', 'subscription_group_id', 'subscription_state']

export function maskRequest(request: TrackRequest): TrackRequest {
  const masked = Object.entries(request).map(([array, objects]: [string, unknown[]]) => [
    array,
    objects.map((object) => maskValue(object as Json, array === 'attributes' ? [] : OWN_WORDS)),
  ])
  return Object.fromEntries(masked) as TrackRequest
}

/** @param own the keys of this very object that are shown whole */
function maskValue(value: Json, own: readonly string[]): Json {
  if (Array.isArray(value)) return value.map((item) => maskValue(item, []))
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, own.includes(key) ? item : maskValue(item, [])]))
  return value === null || typeof value === 'boolean' ? value : DOTS
}

/** Names of fields that Braze may quote, beside its attributes and those that a request has. */
const FIELDS = [
  ...['attributes', 'events', 'purchases', 'external_id', 'braze_id', 'user_alias', 'alias_name', 'alias_label', 'app_id'],
  ...['name', 'time', 'properties', 'product_id', 'currency', 'price', 'quantity'],
]

/**
 * Braze's own words may repeat what was sent: addresses, numbers, dates and whatever stands in quotes but is no name of a field.
 * @param request what they are about
 */
export function maskDetail(detail: string, request: TrackRequest): string {
  const names = new Set([...FIELDS, ...Object.keys(BRAZE_ATTRIBUTES), ...keysIn(request as Json)])
  return (
    detail
      // Between letters an apostrophe belongs to the word (o'brien@…, can't); elsewhere it is a quote, which must stay beside its other one.
      .replace(/(?:[^\s'"<>]|(?<=\p{L})'(?=\p{L}))+@[^\s'"<>]+/gu, DOTS)
      .replace(/\+?\d[\d\s()./-]{5,}\d/g, DOTS)
      .replace(/"[^"]*"/g, `"${DOTS}"`)
      .replace(/“[^”]*”/g, `“${DOTS}”`)
      .replace(/`[^`]*`/g, `\`${DOTS}\``)
      .replace(/(?<!\p{L})'((?:[^']|(?<=\p{L})'(?=\p{L}))*)'/gu, (whole, word: string) => (names.has(word) ? whole : `'${DOTS}'`))
  )
}

function keysIn(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [...(Array.isArray(value) ? [] : [key]), ...keysIn(item)])
}
