// Dates and times: ISO as controls write it, else the declared format, else the locale's order. Sent as ISO 8601.
import type { ProblemCode } from '../../codes.ts'
import type { Json } from '../../json.ts'
import { readByFormat } from './date-format.ts'
import { readByLocale } from './locale-date.ts'
import { epoch, isoDate, isPossible, readIso, type Moment } from './moment.ts'
import type { How, Read } from './reader.ts'

/** Before NFKC, which takes a time that grows with the square of a run of accents. */
const LONGEST_DATE = 64

/** `YYYY-MM-DD`; the time of a text that has one is left out. */
export function readDate(raw: Json, how: How): Read {
  const moment = readMoment(raw, how, 'invalid_date')
  return typeof moment === 'string' ? { code: moment } : { value: isoDate(moment) }
}

/** ISO 8601 in UTC. */
export function readDatetime(raw: Json, how: How): Read {
  const moment = readMoment(raw, how, 'invalid_datetime')
  if (typeof moment === 'string') return { code: moment }
  const text = new Date(epoch(moment)).toISOString()
  // At the edge of the years that are read, its zone may move a time out of them.
  return /^[1-9]\d{3}-/.test(text) ? { value: text } : { code: 'invalid_datetime' }
}

function readMoment(raw: Json, how: How, invalid: ProblemCode): Moment | ProblemCode {
  if (typeof raw === 'string' && raw.length > LONGEST_DATE) return invalid
  // A bare number is a date only where the format says so: seconds and milliseconds look alike.
  const text =
    typeof raw === 'string'
      ? raw.normalize('NFKC').trim()
      : typeof raw === 'number' && /^x$/i.test(how.format ?? '')
        ? String(Math.trunc(raw))
        : ''
  const read = readIso(text) ?? (how.format === undefined ? readByLocale(text, how.locale) : readByFormat(text, how.format, how.locale.tag))
  if (read === 'ambiguous') return 'ambiguous_date'
  return read !== undefined && isPossible(read) ? read : invalid
}
