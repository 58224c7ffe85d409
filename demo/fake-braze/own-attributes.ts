// Which values Braze's own attributes can have. Source: Braze's documentation of the user attributes object.
import { isObject, type Json } from '../../src/core/json.ts'
import { IMAGE_URL_MAX_CHARACTERS } from '../../src/core/limits.ts'
import { ownValue } from '../../src/core/own-value.ts'
import { isDay, isIsoTime } from './iso-time.ts'

const isText = (value: Json): boolean => typeof value === 'string'
const isBoolean = (value: Json): boolean => typeof value === 'boolean'

const OWN: Record<string, (value: Json) => boolean> = {
  dob: isDay,
  gender: (value) => ['M', 'F', 'O', 'N', 'P'].includes(String(value)),
  country: (value) => /^[A-Z]{2}$/.test(String(value)),
  language: (value) => /^[a-z]{2}$/.test(String(value)),
  phone: (value) => /^\+?\d{6,15}$/.test(String(value)),
  first_name: isText,
  last_name: isText,
  home_city: isText,
  time_zone: isTimeZone,
  image_url: (value) => typeof value === 'string' && value.length <= IMAGE_URL_MAX_CHARACTERS && URL.canParse(value),
  current_location: (value) => isObject(value) && typeof value['longitude'] === 'number' && typeof value['latitude'] === 'number',
  date_of_first_session: isIsoTime,
  date_of_last_session: isIsoTime,
  marked_email_as_spam_at: isIsoTime,
  email_open_tracking_disabled: isBoolean,
  email_click_tracking_disabled: isBoolean,
}

/** True for every value of a custom attribute. Braze silently leaves out what does not fit. */
export function fits(key: string, value: Json): boolean {
  return ownValue(OWN, key)?.(value) !== false
}

/** A name: `+10:00` is none, though `Intl` knows it. */
function isTimeZone(value: Json): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: String(value) })
    return /^[A-Za-z]/.test(String(value))
  } catch {
    return false
  }
}
