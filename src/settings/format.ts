// Numbers, dates and spans in the operator's language, by Intl.
import { language } from './i18n.ts'

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

export function number(value: number): string {
  return new Intl.NumberFormat(language.value).format(value)
}

export function dateTime(iso: string): string {
  return new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso))
}

export function timeOfDay(iso: string, withDay: boolean): string {
  const day = withDay ? ({ weekday: 'short' } as const) : {}
  return new Intl.DateTimeFormat(language.value, { ...day, hour: 'numeric', minute: '2-digit' }).format(new Date(iso))
}

/** "2 minutes ago", "now". */
export function ago(iso: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000))
  const [unit, size] = unitOf(seconds)
  // Only 0 has a word of its own: "yesterday" would be a day of the calendar, not 24 to 48 hours ago.
  const numeric = seconds ? 'always' : 'auto'
  return new Intl.RelativeTimeFormat(language.value, { numeric }).format(-Math.floor(seconds / size), unit)
}

/** "24 hr", "7 days". */
export function amount(value: number, unit: 'hour' | 'day'): string {
  return new Intl.NumberFormat(language.value, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
}

/** "English (Australia)". A code of no language stays as it is: a file may say anything. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames([language.value], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}

/** "4 min", "2 hr". */
export function span(seconds: number): string {
  const [unit, size] = unitOf(seconds)
  return new Intl.NumberFormat(language.value, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.floor(seconds / size))
}

/** "1.5 min", where rounding down would give two lengths one name: the ticks of an axis, the windows of a limit. */
export function exactSpan(seconds: number): string {
  const [unit, size] = unitOf(seconds)
  const format = new Intl.NumberFormat(language.value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 })
  return format.format(seconds / size)
}

function unitOf(seconds: number): [Intl.RelativeTimeFormatUnit, number] {
  return UNITS.find(([, size]) => seconds >= size) ?? ['second', 1]
}
