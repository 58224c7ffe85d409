// Days and times as Braze takes them. JavaScript reads the 31st of February as the 3rd of March; that is no day here.
const DAY = /^\d{4}-\d\d-\d\d$/
const ISO_8601 = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/

export function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !DAY.test(value)) return false
  const date = new Date(value)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

export function isIsoTime(value: unknown): boolean {
  return typeof value === 'string' && ISO_8601.test(value) && isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value))
}
