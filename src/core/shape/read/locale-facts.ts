// How a locale writes numbers and dates, by ECMA-402 (CLDR). Each locale is looked up once.

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

export interface Marks {
  decimal: string
  /** The mark between thousands; any kind of space where it is one. */
  group: string
}

export interface LocaleFacts extends Marks {
  tag: string
  language: string
  /** The marks of amounts of money, where exactly one differs (`1.234,5` in Austria, `1234.5` in French in Switzerland), so that no text reads in two ways. */
  money: Marks | undefined
  /** Digits between two group marks, but for the last three: 3, or 2 as in 12,34,567. */
  groupSize: number
  /** undefined where the locale gives none: `en` says neither American nor any other order, and other calendars count other years. */
  order: DateOrder | undefined
  /** Whether dates are typed in the Gregorian calendar. */
  gregorian: boolean
  /** The region of the tag itself, ISO 3166-1 alpha-2; never a likely one. */
  region: string | undefined
}

const FALLBACK = 'en'
/** https://www.rfc-editor.org/rfc/rfc5646#section-4.4.1 */
const MAX_TAG_CHARACTERS = 35
/** Pages may send any tag: what is remembered is bounded. */
const MAX_REMEMBERED = 200
const remembered = new Map<string, LocaleFacts>()

/** The facts of a BCP 47 tag; those of `en` for a tag that is none or is unknown. */
export function localeFacts(tag: string): LocaleFacts {
  const known = remembered.get(tag)
  if (known) return known
  if (tag !== FALLBACK && !isKnownLocale(tag)) return localeFacts(FALLBACK)
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  const facts = lookUp(tag)
  remembered.set(tag, facts)
  return facts
}

/** Whether this is a tag of a known locale; longer ones than RFC 5646 asks programs to hold are none. */
export function isKnownLocale(tag: string): boolean {
  try {
    return tag.length <= MAX_TAG_CHARACTERS && Intl.DateTimeFormat.supportedLocalesOf([tag]).length === 1
  } catch {
    return false
  }
}

function lookUp(tag: string): LocaleFacts {
  const { language, region } = new Intl.Locale(tag)
  const number = partsOf(tag, {})
  const marks = marksOf(number)
  const gregorian = new Intl.DateTimeFormat(tag).resolvedOptions().calendar === 'gregory'
  return {
    tag,
    language,
    ...marks,
    money: unambiguousBeside(marks, marksOf(partsOf(tag, { style: 'currency', currency: 'EUR' }))),
    groupSize: number.filter((part) => part.type === 'integer').at(-2)?.value.length ?? 3,
    order: gregorian && !(language === 'en' && region === undefined) ? orderOf(tag) : undefined,
    gregorian,
    region: region !== undefined && /^[A-Z]{2}$/.test(region) ? region : undefined,
  }
}

function partsOf(tag: string, options: Intl.NumberFormatOptions): Intl.NumberFormatPart[] {
  return new Intl.NumberFormat(tag, { ...options, numberingSystem: 'latn', useGrouping: 'always' }).formatToParts(123456789.5)
}

function marksOf(parts: Intl.NumberFormatPart[]): Marks {
  const mark = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return { decimal: mark('decimal') || '.', group: mark('group') }
}

/** The money's marks if no text reads differently by them: exactly one mark differs, and numbers use that one for nothing else. */
function unambiguousBeside(number: Marks, money: Marks): Marks | undefined {
  return (number.decimal === money.decimal) !== (number.group === money.group) ? money : undefined
}

function orderOf(tag: string): DateOrder | undefined {
  const parts = new Intl.DateTimeFormat(tag, { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' }).formatToParts(0)
  const order = parts
    .filter((part) => part.type !== 'literal')
    .map((part) => part.type.slice(0, 1))
    .join('')
  return order === 'dmy' || order === 'mdy' || order === 'ymd' ? order : undefined
}
