// Braze's limits on what one object may hold (Braze's documentation of user attributes, custom events and purchases), and ours on what one envelope may become.
export const STRING_MAX_CHARACTERS = 255
export const KEY_MAX_CHARACTERS = 255
export const EXTERNAL_ID_MAX_BYTES = 987
export const OBJECT_MAX_BYTES = 100 * 1024
export const EVENT_MAX_PROPERTIES = 256
export const ARRAY_MAX_ITEMS = 500
export const IMAGE_URL_MAX_CHARACTERS = 1024
export const PURCHASE_MAX_QUANTITY = 100

/** One request to `/users/track`: objects of the three arrays together, and bytes of the body. */
export const REQUEST_MAX_OBJECTS = 75
export const REQUEST_MAX_BYTES = 4_000_000

/** Objects that one envelope may become. */
export const ENVELOPE_MAX_OBJECTS = 25
