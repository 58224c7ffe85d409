// A date, with a time where one was typed, as read from text. Impossible ones (30 February, 25 o'clock) are none.

export interface Moment {
  year: number
  month: number
  day: number
  hour?: number
  minute?: number
  second?: number
  millisecond?: number
  /** Minutes east of UTC; absent where the text names no zone. */
  offset?: number
}

/** What came of reading a text: a moment, more than one possible reading, or none. */
export type MomentRead = Moment | 'ambiguous' | undefined

export function isPossible({ year, month, day, hour = 0, minute = 0, second = 0, offset = 0 }: Moment): boolean {
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const date = year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay
  return date && hour <= 23 && minute <= 59 && second <= 59 && Math.abs(offset) <= 14 * 60
}

/** `YYYY-MM-DD` */
export function isoDate({ year, month, day }: Moment): string {
  return `${year}-${two(month)}-${two(day)}`
}

/** Milliseconds since the epoch. A time without a zone is taken as UTC, as Braze does with one. */
export function epoch({ year, month, day, hour = 0, minute = 0, second = 0, millisecond = 0, offset = 0 }: Moment): number {
  return Date.UTC(year, month - 1, day, hour, minute - offset, second, millisecond)
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i

/** ISO 8601, as date and datetime-local controls and machines write it: read so whatever the locale. */
export function readIso(text: string): Moment | undefined {
  const match = ISO.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    ...(hour !== undefined && { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0) }),
    ...(fraction !== undefined && { millisecond: Number(fraction.padEnd(3, '0').slice(0, 3)) }),
    ...(zone !== undefined && { offset: zoneMinutes(zone) }),
  }
}

/** `Z`, `+10:00`, `+1000` → minutes east of UTC. */
export function zoneMinutes(zone: string): number {
  if (/^z$/i.test(zone)) return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return zone.startsWith('-') ? -minutes : minutes
}
