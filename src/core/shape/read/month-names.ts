// The months' names in a locale, by ECMA-402 (CLDR). Each locale is looked up once.

/** Pages may send any tag: what is remembered is bounded. */
const MAX_REMEMBERED = 200
const remembered = new Map<string, Map<string, number>>()

/** The month (1 to 12) that a word names in a locale: by its long or short name, or by three or more first letters that no other month shares. */
export function monthOf(tag: string, word: string): number | undefined {
  const months = monthsOf(tag)
  const name = plainMonth(word)
  const exact = months.get(name)
  if (exact !== undefined || name.length < 3) return exact
  const begun = new Set([...months].filter(([known]) => known.startsWith(name)).map(([, month]) => month))
  return begun.size === 1 ? [...begun][0] : undefined
}

/** Month names of a locale, long and short, without dots and in lower case → 1 to 12. */
function monthsOf(tag: string): Map<string, number> {
  const known = remembered.get(tag)
  if (known) return known
  const months = new Map<string, number>()
  for (const month of ['long', 'short'] as const) {
    // With the day, because some languages decline the month's name then.
    for (const options of [{ month }, { month, day: 'numeric' as const }]) {
      const format = new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' })
      for (let index = 0; index < 12; index++) {
        const name = format.formatToParts(Date.UTC(2026, index, 1)).find((part) => part.type === 'month')?.value
        if (name && !/\d/.test(name)) months.set(plainMonth(name), index + 1)
      }
    }
  }
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  remembered.set(tag, months)
  return months
}

function plainMonth(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\./g, '').trim()
}
