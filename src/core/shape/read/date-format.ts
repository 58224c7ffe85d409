// A declared date format (`DD/MM/YYYY`, `D MMMM YYYY HH:mm`, `X`): what a text written in it says.
import { monthOf } from './month-names.ts'
import { zoneMinutes, type Moment } from './moment.ts'

const TOKEN = /YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A|Z|X|x/g
const MAX_REMEMBERED = 200

interface Compiled {
  pattern: RegExp
  /** The group of each token. */
  groups: ReadonlyMap<string, number>
}
const remembered = new Map<string, Compiled>()

export function readByFormat(text: string, format: string, tag: string): Moment | undefined {
  const { pattern, groups } = compiled(format)
  const match = pattern.exec(text)
  if (!match) return undefined
  const part = (name: string, other = name) => match[groups.get(name) ?? groups.get(other) ?? match.length]
  const unix = part('X', 'x')
  if (unix !== undefined) return fromEpoch(Number(unix) * (groups.has('X') ? 1000 : 1))
  const named = part('MMMM', 'MMM')
  const month = named === undefined ? Number(part('MM', 'M')) : monthOf(tag, named)
  if (month === undefined) return undefined
  const hour = part('HH', 'H') ?? part('hh', 'h')
  const zone = part('Z')
  return {
    year: Number(part('YYYY')),
    month,
    day: Number(part('DD', 'D')),
    ...(hour !== undefined && { hour: hourOf(Number(hour), part('A')), minute: Number(part('mm') ?? 0), second: Number(part('ss') ?? 0) }),
    millisecond: Number(part('SSS') ?? 0),
    ...(zone !== undefined && { offset: zoneMinutes(zone) }),
  }
}

/** With am or pm: 12 am is 0, 12 pm is 12. An hour that has neither, such as 13 pm, becomes 24, which is impossible. */
export function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return 24
  return (hour % 12) + (/^(p|오후|午後)/i.test(half) ? 12 : 0)
}

/**
 * Whether a declared format gives year, month and day once each. Two-digit years are refused, because nobody can tell their
 * century, and so is `YYYY-DD-MM`, because date controls write `YYYY-MM-DD`, and `DMYYYY`, because `1112026` has two readings.
 */
export function isDateFormat(format: string): boolean {
  const tokens = format.match(TOKEN) ?? []
  if (format === 'X' || format === 'x') return true
  const count = (...names: string[]) => tokens.filter((token) => names.includes(token)).length
  const once = count('YYYY') === 1 && count('YY', 'X', 'x') === 0 && count('MMMM', 'MMM', 'MM', 'M') === 1 && count('DD', 'D') === 1
  const times = count('HH', 'H') + count('hh', 'h')
  const half = count('hh', 'h') === count('A')
  const literals = format.replace(TOKEN, '')
  return (
    once &&
    times <= 1 &&
    half &&
    !runsTogether(format) &&
    count('mm') <= times &&
    !/[a-zA-Z]/.test(literals.replace(/T/, '')) &&
    !/^YYYY\W*(DD|D\W*MM?(?!M))/.test(format)
  )
}

/** Whether two numbers that may have one digit or two stand in one run of digits, so that nothing tells where the first ends. */
function runsTogether(format: string): boolean {
  const widths = format.replace(TOKEN, (token) => (/^[DMHh]$/.test(token) ? 'v' : /^(MMM|A|Z)/.test(token) ? ' ' : 'f'))
  return /vf*v/.test(widths)
}

function compiled(format: string): Compiled {
  const known = remembered.get(format)
  if (known) return known
  const tokens = format.match(TOKEN) ?? []
  const separated = format
    .split(TOKEN)
    .slice(1, -1)
    .every((literal) => literal !== '')
  const source = format.replace(/[A-Za-z]+|\s+|[^A-Za-z]/g, (piece) => {
    if (/^[A-Za-z]+$/.test(piece)) return piece.replace(TOKEN, (token) => `(${patternOf(token, separated)})`)
    return /^[\s./-]+$/.test(piece) ? '[\\s./-]+' : piece.replace(/[\\^$*+?()[\]{}|]/g, '\\$&')
  })
  const groups = new Map(tokens.map((token, index) => [token, index + 1]))
  const made = { pattern: new RegExp(`^${source}$`, 'iu'), groups }
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  remembered.set(format, made)
  return made
}

/** Between separators two digits may be one: `5/4/2026` is `DD/MM/YYYY` too. */
function patternOf(token: string, separated: boolean): string {
  if (token === 'YYYY') return '\\d{4}'
  if (token === 'SSS') return '\\d{3}'
  if (token === 'X' || token === 'x') return '-?\\d{1,14}'
  if (token === 'Z') return 'Z|[+-]\\d{2}:?\\d{2}'
  if (token === 'A') return '[ap]\\.?\\s?m\\.?|오전|오후|午前|午後'
  if (token === 'MMMM' || token === 'MMM') return '[\\p{L}\\p{M}.]+'
  return separated || token.length === 1 ? '\\d{1,2}' : '\\d{2}'
}

function fromEpoch(milliseconds: number): Moment {
  const date = new Date(milliseconds)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    offset: 0,
  }
}
