// The tables that `shape` is given: phone numbers by libphonenumber, host names in Punycode, time zones.
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'
import type { Tables } from '../core/shape/shaped.ts'

const TIME_ZONES = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/UTC', 'GMT', 'Etc/GMT'])

export const tables: Tables = {
  phone(text, region) {
    const number = parsePhoneNumberFromString(text, {
      ...(region !== undefined && { defaultCountry: region as CountryCode }),
      extract: false,
    })
    return number?.isValid() && number.ext === undefined ? number.number : undefined
  },
  asciiHost(host) {
    try {
      return new URL(`http://${host}`).hostname
    } catch {
      return undefined
    }
  },
  isTimeZone(name) {
    return TIME_ZONES.has(name) || isZoneLink(name)
  },
}

/** Names that have become links to others (`Asia/Calcutta`) are IANA names as well; offsets such as `+10:00` are none. */
function isZoneLink(name: string): boolean {
  if (!/^[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z0-9_+-]+){1,2}$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
