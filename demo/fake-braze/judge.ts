// What Braze says to one object of a `/users/track` body: taken, or refused with a sentence. Pure; the stand-in and property tests use it.
// Sources: Braze's documentation of /users/track, of the user attributes, event and purchase objects, and recorded answers.
import { isObject, type Json, type JsonObject } from '../../src/core/json.ts'
import { EVENT_MAX_PROPERTIES, KEY_MAX_CHARACTERS, OBJECT_MAX_BYTES, PURCHASE_MAX_QUANTITY } from '../../src/core/limits.ts'
import type { TrackArray } from '../../src/core/track-request.ts'
import { BAD_EMAIL, readIdentifier } from './identifier.ts'
import { isIsoTime } from './iso-time.ts'
import { isBrazeEmail } from './judge-email.ts'

const SUBSCRIPTION_STATES = ['opted_in', 'subscribed', 'unsubscribed']
const GROUP_STATES = ['subscribed', 'unsubscribed']
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const RESERVED: Record<TrackArray, readonly string[]> = {
  attributes: [],
  events: ['time', 'event_name'],
  purchases: ['time', 'event_name', 'product_id', 'quantity', 'price', 'currency'],
}

/** Undefined where Braze takes the object, else the sentence of its `errors` entry. */
export function judge(array: TrackArray, object: unknown): string | undefined {
  if (!isObject(object)) return 'Each entry must be an object'
  const person = readIdentifier(object)
  if (typeof person === 'string') return person
  if (array === 'attributes') return judgeAttributes(object)
  if (array === 'events') return judgeEvent(object)
  return judgePurchase(object)
}

function judgeAttributes(object: JsonObject): string | undefined {
  if (object['email'] != null && !isBrazeEmail(object['email'])) return BAD_EMAIL
  for (const key of ['email_subscribe', 'push_subscribe']) {
    if (object[key] != null && !SUBSCRIPTION_STATES.includes(object[key] as string)) return `'${key}' is not a valid subscription state`
  }
  if (object['subscription_groups'] !== undefined && !areGroups(object['subscription_groups'])) return "'subscription_groups' is not valid"
  const large = Object.keys(object).find((key) => isTooLarge(object[key] ?? null))
  return large === undefined ? judgeKeys(object, []) : `'${large.slice(0, 40)}' is too large`
}

function judgeEvent(object: JsonObject): string | undefined {
  if (typeof object['name'] !== 'string' || object['name'] === '' || object['name'].length > KEY_MAX_CHARACTERS)
    return "'name' is not valid"
  return judgeTime(object) ?? judgeProperties(object['properties'], RESERVED.events)
}

function judgePurchase(object: JsonObject): string | undefined {
  const { product_id: product, currency, price, quantity } = object
  if (typeof product !== 'string' || product === '' || product.length > KEY_MAX_CHARACTERS) return "'product_id' is not valid"
  if (typeof currency !== 'string' || !/^[A-Za-z]{3}$/.test(currency)) return "'currency' is not valid"
  if (typeof price !== 'number' || !Number.isFinite(price)) return "'price' is not valid"
  if (quantity !== undefined && !(Number.isInteger(quantity) && Number(quantity) >= 1 && Number(quantity) <= PURCHASE_MAX_QUANTITY))
    return "'quantity' is not valid"
  return judgeTime(object) ?? judgeProperties(object['properties'], RESERVED.purchases)
}

function judgeTime(object: JsonObject): string | undefined {
  return isIsoTime(object['time']) ? undefined : "'time' is not valid"
}

function judgeProperties(properties: Json | undefined, reserved: readonly string[]): string | undefined {
  if (properties === undefined) return undefined
  if (!isObject(properties)) return "'properties' must be an object"
  if (Object.keys(properties).length > EVENT_MAX_PROPERTIES) return `'properties' may have ${EVENT_MAX_PROPERTIES} entries at most`
  if (isTooLarge(properties)) return "'properties' is too large"
  return judgeKeys(properties, reserved)
}

function judgeKeys(object: JsonObject, reserved: readonly string[]): string | undefined {
  for (const key of Object.keys(object)) {
    if (reserved.includes(key)) return `'${key}' is a reserved property name`
    if (key.startsWith('$') || key === '' || key.length > KEY_MAX_CHARACTERS) return `'${key.slice(0, 40)}' is not a valid key`
  }
  return undefined
}

/** Of objects and lists; how Braze takes longer texts is not known. */
function isTooLarge(value: Json): boolean {
  return typeof value === 'object' && new TextEncoder().encode(JSON.stringify(value)).length > OBJECT_MAX_BYTES
}

function areGroups(groups: Json): boolean {
  const isGroup = (group: Json): boolean =>
    isObject(group) && UUID.test(String(group['subscription_group_id'])) && GROUP_STATES.includes(group['subscription_state'] as string)
  return Array.isArray(groups) && groups.every(isGroup)
}
