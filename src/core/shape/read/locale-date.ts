// A date typed freely: its order comes from the locale, or from the text itself where that leaves one reading. Anything else is ambiguous, never guessed.
import { hourOf } from './date-format.ts'
import { monthOf, type LocaleFacts } from './locale-facts.ts'
import { isPossible, type Moment, type MomentRead } from './moment.ts'

const TIME = /[\s,]+(?:(오전|오후|午前|午後)\s*)?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap])\.?\s?m\.?)?$/i
const NUMBERS = /^(\d{1,4})\s*[./\-\s년年]\s*(\d{1,2})\s*[./\-\s월月]\s*(\d{1,4})\s*[.일日]?$/
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
  if (first.length === 4) return third.length <= 2 ? moment(first, second, third) : undefined
  if (first.length > 2) return undefined
  if (third.length === 4) return yearLast(first, second, third, locale)
  return third.length <= 2 ? 'ambiguous' : undefined
}

function yearLast(first: string, second: string, year: string, { order }: LocaleFacts): MomentRead {
  const dayFirst = moment(year, second, first)
  const monthFirst = moment(year, first, second)
  if (order === 'dmy') return dayFirst
  if (order === 'mdy') return monthFirst
  // No order is known here, or it is one with the year first: the text must speak for itself.
  const readings = [dayFirst, monthFirst].filter(isPossible)
  return readings.length === 2 && first.padStart(2, '0') !== second.padStart(2, '0') ? 'ambiguous' : readings[0]
}

/** `5 April 2026`, `April 5th, 2026`, `5 de abril de 2026`, in the locale's own names. */
function readNamed(text: string, locale: LocaleFacts): MomentRead {
  const words = text.toLowerCase().match(/\d+|[\p{L}\p{M}º°]+/gu) ?? []
  const telling = words.filter((word) => !NOT_A_MONTH.has(word))
  if (telling.length !== 3) return undefined
  const months = telling.map((word) => monthOf(locale.tag, word)).filter((month) => month !== undefined)
  const numbers = telling.filter((word) => /^\d+$/.test(word))
  const years = numbers.filter((number) => number.length === 4)
  const days = numbers.filter((number) => number.length <= 2)
  const [month] = months
  if (months.length !== 1 || month === undefined || numbers.length !== 2) return undefined
  if (days.length === 2 || !locale.gregorian) return 'ambiguous'
  return years.length === 1 ? moment(years[0], String(month), days[0]) : undefined
}

function moment(year: string | undefined, month: string, day: string | undefined): Moment {
  return { year: Number(year), month: Number(month), day: Number(day) }
}
