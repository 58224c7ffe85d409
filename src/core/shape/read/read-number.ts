// Numbers as people type them: decimal mark and thousands by the declared format or the locale; never a guess about which mark is which.
import type { Json } from '../../json.ts'
import type { LocaleFacts, Marks } from './locale-facts.ts'
import { readNumberFormat } from './number-format.ts'
import type { How, Read } from './reader.ts'

/** Before NFKC, which takes a time that grows with the square of a run of accents. */
const LONGEST_NUMBER = 255

export function readNumber(raw: Json, how: How): Read {
  const number = typeof raw === 'string' ? parse(raw, how) : raw
  if (typeof number !== 'number' || Number.isNaN(number)) return { code: 'invalid_number' }
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? { value: number === 0 ? 0 : number } : { code: 'out_of_range' }
}

export function readInteger(raw: Json, how: How): Read {
  const read = readNumber(raw, how)
  if ('code' in read) return read.code === 'invalid_number' ? { code: 'invalid_integer' } : read
  return Number.isInteger(read.value) ? read : { code: 'invalid_integer' }
}

function parse(raw: string, how: How): number | undefined {
  if (raw.length > LONGEST_NUMBER) return undefined
  const format = readNumberFormat(how.format)
  const signed = withoutCurrency(raw.normalize('NFKC').trim(), format.sign)
  const negative = /^[-\u2212]/.test(signed)
  const text = signed.replace(/^[-\u2212+]\s?/, '')
  const number = format.marks ? amount(text, format.marks, format.marks.groupSize) : byLocale(text, how.locale)
  return negative && number !== undefined ? -number : number
}

function byLocale(text: string, locale: LocaleFacts): number | undefined {
  const { money, groupSize } = locale
  return amount(text, locale, groupSize) ?? (money && amount(text, money, groupSize))
}

function amount(text: string, { decimal, group }: Marks, groupSize: number): number | undefined {
  const [whole = '', fraction, ...more] = text.split(decimal)
  if (more.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined
  const digits = ungrouped(whole, group, groupSize)
  if (digits === undefined || (digits === '' && fraction === undefined)) return undefined
  return Number(`${digits || '0'}.${fraction ?? '0'}`)
}

/** A currency sign stands at one end of the number, before or after its minus; anywhere else the text is no number. */
function withoutCurrency(text: string, sign: string | undefined): string {
  if (sign === undefined) return text
  const minus = /^[-\u2212+]?\s*/.exec(text)?.[0] ?? ''
  const amount = text.slice(minus.length)
  if (amount.startsWith(sign)) return minus + amount.slice(sign.length).trimStart()
  return amount.endsWith(sign) ? text.slice(0, -sign.length).trimEnd() : text
}

/** The digits of `1,234,567`; undefined where a mark is not between thousands, or the first group begins with a zero. */
function ungrouped(whole: string, group: string, groupSize: number): string | undefined {
  if (/^\d*$/.test(whole)) return whole
  const mark = /^\s$/.test(group) ? ' ' : group
  const parts = whole
    .replace(/\s/g, ' ')
    .replaceAll('\u2019', "'")
    .split(mark === '\u2019' ? "'" : mark)
  const fits = parts.every((part, index) =>
    index === 0
      ? /^[1-9]\d{0,2}$/.test(part) && part.length <= (parts.length > 2 ? groupSize : 3)
      : new RegExp(`^\\d{${index === parts.length - 1 ? 3 : groupSize}}$`).test(part),
  )
  return fits ? parts.join('') : undefined
}
