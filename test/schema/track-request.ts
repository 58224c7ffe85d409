// The schema of a `/users/track` body as the proxy may send it, by Braze's documentation of users/track. Tests hold every shaped request against it.
import {
  ARRAY_MAX_ITEMS,
  EVENT_MAX_PROPERTIES,
  EXTERNAL_ID_MAX_BYTES,
  IMAGE_URL_MAX_CHARACTERS,
  KEY_MAX_CHARACTERS,
  OBJECT_MAX_BYTES,
  PURCHASE_MAX_QUANTITY,
  STRING_MAX_CHARACTERS,
} from '../../src/core/limits.ts'
import type { Json } from '../../src/core/json.ts'
import { RESERVED_EVENT_PROPERTIES, RESERVED_PURCHASE_PROPERTIES } from '../../src/core/reserved-properties.ts'
import { z } from 'zod'
import { utf8Bytes } from '../../src/core/shape/json-bytes.ts'
import { isJson, isWellFormed, uuid } from '../../src/schema/scalar.ts'

const characters = (max: number) => z.string().refine((value) => isWellFormed(value) && [...value].length <= max)
const string = characters(STRING_MAX_CHARACTERS)
const someText = string.min(1)
const date = z.iso.date()
const time = z.iso.datetime({ offset: true })
const email = z.string().regex(/^[^\s"@]{1,64}@[a-z0-9.-]+\.[a-z][a-z0-9-]*$/)
const phone = z.string().regex(/^\+[1-9][0-9]{5,14}$/)

const id = z
  .string()
  .min(1)
  .refine((value) => utf8Bytes(value) <= EXTERNAL_ID_MAX_BYTES)

const identifier = {
  external_id: id.optional(),
  braze_id: id.optional(),
  user_alias: z.strictObject({ alias_name: someText, alias_label: someText }).optional(),
}

const state = z.enum(['opted_in', 'subscribed', 'unsubscribed'])

/** Braze's own attributes, each in its own form; null deletes where the hub declares it. */
const own = {
  email: email.nullable().optional(),
  phone: phone.nullable().optional(),
  first_name: string.nullable().optional(),
  last_name: string.nullable().optional(),
  home_city: string.nullable().optional(),
  dob: date.nullable().optional(),
  gender: z.enum(['M', 'F', 'O', 'N', 'P']).nullable().optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .optional(),
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .nullable()
    .optional(),
  time_zone: z.string().min(1).nullable().optional(),
  image_url: z.url().max(IMAGE_URL_MAX_CHARACTERS).nullable().optional(),
  current_location: z
    .strictObject({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-90).max(90) })
    .nullable()
    .optional(),
  date_of_first_session: time.nullable().optional(),
  date_of_last_session: time.nullable().optional(),
  marked_email_as_spam_at: time.nullable().optional(),
  email_open_tracking_disabled: z.boolean().nullable().optional(),
  email_click_tracking_disabled: z.boolean().nullable().optional(),
  email_subscribe: state.optional(),
  push_subscribe: state.optional(),
  subscription_groups: z
    .array(
      z.strictObject({
        subscription_group_id: uuid,
        subscription_state: z.enum(['subscribed', 'unsubscribed']),
        use_double_opt_in_logic: z.literal(true).optional(),
      }),
    )
    .min(1)
    .optional(),
  _update_existing_only: z.boolean().optional(),
  _merge_objects: z.literal(true).optional(),
}

const custom = z.custom<Json>((value) => isJson(value, 10) && withinLimits(value))

const attributesObject = z
  .object({ ...identifier, ...own })
  .catchall(custom)
  .refine(hasOneIdentifier)
  .refine((object) => Object.keys(object).every((key) => key.length <= KEY_MAX_CHARACTERS && !key.startsWith('$')))

const properties = (reserved: readonly string[]) =>
  z
    .record(z.string().min(1).max(KEY_MAX_CHARACTERS), custom)
    .refine((value) => Object.keys(value).every((key) => !key.startsWith('$') && !reserved.includes(key)))
    .refine((value) => Object.keys(value).length <= EVENT_MAX_PROPERTIES && utf8Bytes(JSON.stringify(value)) <= OBJECT_MAX_BYTES)

const occurrence = { ...identifier, email: email.optional(), phone: phone.optional(), time, _update_existing_only: z.boolean().optional() }

const eventObject = z
  .strictObject({
    ...occurrence,
    name: someText,
    app_id: someText.optional(),
    properties: properties(RESERVED_EVENT_PROPERTIES).optional(),
  })
  .refine(hasOneIdentifier)

const purchaseObject = z
  .strictObject({
    ...occurrence,
    product_id: someText,
    currency: z.string().regex(/^[A-Z]{3}$/),
    price: z.number().min(0),
    quantity: z.int().min(1).max(PURCHASE_MAX_QUANTITY).optional(),
    properties: properties(RESERVED_PURCHASE_PROPERTIES).optional(),
  })
  .refine(hasOneIdentifier)

export const trackRequestSchema = z.strictObject({
  attributes: z.array(attributesObject).min(1).optional(),
  events: z.array(eventObject).min(1).optional(),
  purchases: z.array(purchaseObject).min(1).optional(),
})

/** One primary identifier, or none of them and one of the look-up keys. */
function hasOneIdentifier(object: {
  external_id?: unknown
  braze_id?: unknown
  user_alias?: unknown
  email?: unknown
  phone?: unknown
}): boolean {
  const primary = [object.external_id, object.braze_id, object.user_alias].filter((id) => id != null).length
  return primary === 1 || (primary === 0 && (object.email != null || object.phone != null))
}

function withinLimits(value: Json): boolean {
  if (typeof value === 'string') return [...value].length <= STRING_MAX_CHARACTERS
  if (Array.isArray(value))
    return value.length <= ARRAY_MAX_ITEMS && value.every(withinLimits) && utf8Bytes(JSON.stringify(value)) <= OBJECT_MAX_BYTES
  if (typeof value === 'object' && value !== null)
    return Object.values(value).every(withinLimits) && utf8Bytes(JSON.stringify(value)) <= OBJECT_MAX_BYTES
  return true
}
