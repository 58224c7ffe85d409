// Braze's own attributes whose form is narrower than their type's. Source: Braze's documentation of the user attributes object.
import { IMAGE_URL_MAX_CHARACTERS } from '../../limits.ts'
import { isObject, type Json } from '../../json.ts'
import { readDate } from './read-date.ts'
import { readNumber } from './read-number.ts'
import { readObject } from './read-object.ts'
import type { How, Read, Reader } from './reader.ts'

/** The readers that take the place of the type's. */
export const OWN_FORMS: Readonly<Record<string, Reader>> = { dob: readBirthday, image_url: readImageUrl, current_location: readLocation }

const EARLIEST_BIRTHDAY = '1900-01-01'

function readBirthday(raw: Json, how: How): Read {
  const read = readDate(raw, how)
  if ('code' in read || typeof read.value !== 'string') return read
  // East of UTC, by up to 14 hours, it may be tomorrow already.
  const latest = how.now + 14 * 3_600_000
  return read.value >= EARLIEST_BIRTHDAY && Date.parse(read.value) <= latest ? read : { code: 'out_of_range' }
}

/** One character of the host is enough: two repetitions beside one another would be tried at every place where a long text can be split. */
const WEB_ADDRESS = /^https?:\/\/[^\s/?#"<>\\][^\s"<>\\]*$/i

function readImageUrl(raw: Json): Read {
  if (typeof raw !== 'string' || !WEB_ADDRESS.test(raw)) return { code: 'invalid_url' }
  return raw.length <= IMAGE_URL_MAX_CHARACTERS ? { value: raw } : { code: 'too_long' }
}

function readLocation(raw: Json, how: How): Read {
  const read = readObject(raw, how)
  if ('code' in read || !isObject(read.value)) return read
  const { longitude, latitude, ...rest } = read.value
  const [x, y] = [longitude, latitude].map((degrees) => coordinate(degrees, how))
  if (x === undefined || y === undefined || Object.keys(rest).length > 0) return { code: 'invalid_object' }
  return Math.abs(x) <= 180 && Math.abs(y) <= 90 ? { value: { longitude: x, latitude: y } } : { code: 'out_of_range' }
}

function coordinate(degrees: Json | undefined, how: How): number | undefined {
  const read = degrees === undefined ? undefined : readNumber(degrees, how)
  return read !== undefined && 'value' in read && typeof read.value === 'number' ? read.value : undefined
}
