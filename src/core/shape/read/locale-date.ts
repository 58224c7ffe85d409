// A date typed freely: its order comes from the locale, or from the text itself where that leaves one reading. Anything else is ambiguous, never guessed.
import { hourOf } from './date-format.ts'
import type { LocaleFacts } from './locale-facts.ts'
import { isPossible, type Moment, type MomentRead } from './moment.ts'
import { monthOf } from './month-names.ts'

const TIME = /[\s,]+(?:(오전|오후|午前|午後)\s*)?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap])\.?\s?m\.?)?$/i
const NUMBERS = /^(\d{4}|\d{1,2})\s*[./\-\s년年]\s*(\d{1,2})\s*[./\-\s월月]\s*(\d{4}|\d{1,2})\s*[.일日]?$/
const NOT_A_MONTH = new Set(['de', 'del', 'of', 'the', 'st', 'nd', 'rd', 'th', 'er', 'º', '°'])

export function readByLocale(text: string, locale: LocaleFacts): MomentRead {
  const time = TIME.exec(text)
  const date = readDate(time ? text.slice(0, time.index) : text, locale)
  if (!time || typeof date !== 'object') return date
  const hour = hourOf(Number(time[2]), time[1] ?? time[5])
  return { ...date, hour, minute: Number(time[3]), second: Number(time[4] ?? 0) }
}

function readDate(text: string, locale: LocaleFacts): MomentRead {
  const match = NUMBERS.exec(text.trim())
  if (!match) return readNamed(text, locale)
  if (!locale.gregorian) return 'ambiguous'
  const [, first = '', second = '', third = ''] = match
  if (first.length === 4) return moment(first, second, third)
  return third.length === 4 ? yearLast(first, second, third, locale) : 'ambiguous'
}

function yearLast(first: string, second: string, year: string, { order }: LocaleFacts): MomentRead {
  const dayFirst = moment(year, second, first)
  const monthFirst = moment(year, first, second)
  if (order === 'dmy') return dayFirst
  if (order === 'mdy') return monthFirst
  // The locale gives no order, or one with the year first: the text alone must tell.
  const readings = [dayFirst, monthFirst].filter(isPossible)
  return readings.length === 2 && dayFirst.day !== dayFirst.month ? 'ambiguous' : readings[0]
}

/** `5 April 2026`, `April 5th, 2026`, `5 de abril de 2026`, in the locale's own names. */
function readNamed(text: string, locale: LocaleFacts): MomentRead {
  const words = text.toLowerCase().match(/\d+|[\p{L}\p{M}º°]+/gu) ?? []
  const telling = words.filter((word) => !NOT_A_MONTH.has(word))
  if (telling.length !== 3) return undefined
  const month = telling.map((word) => monthOf(locale.tag, word)).find((one) => one !== undefined)
  const numbers = telling.filter((word) => /^\d+$/.test(word))
  const [year] = numbers.filter((number) => number.length === 4)
  const days = numbers.filter((number) => number.length <= 2)
  if (month === undefined || numbers.length !== 2) return undefined
  if (days.length === 2 || !locale.gregorian) return 'ambiguous'
  return moment(year, String(month), days[0])
}

function moment(year: string | undefined, month: string, day: string | undefined): Moment {
  return { year: Number(year), month: Number(month), day: Number(day) }
}
