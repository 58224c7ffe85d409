// Warnings about `where`: several values written as one, which no card and no page has.
import type { Rule } from '../../core/hub-file.ts'
import { warning, type Warning } from './warning.ts'

/** Names and paths may hold a comma; Komo's other values never do. */
const SEPARATOR = { cardId: /,|\|/, cardType: /,|\|/, cardSubType: /,|\|/, cardName: /\|\|/, pageSlug: /,|\|/, path: /\|\||,\s*(?=\/)/ }

export function whereWarnings({ where = {} }: Rule, index: number): Warning[] {
  return (Object.keys(SEPARATOR) as (keyof typeof SEPARATOR)[]).flatMap((key) =>
    [where[key] ?? []].flat().flatMap((written) => {
      const several = written.split(new RegExp(`(?:${SEPARATOR[key].source})+`)).map((one) => one.trim())
      if (several.length < 2) return []
      const list = several.filter(Boolean).map((one) => JSON.stringify(one))
      return [
        warning(
          ['rules', index, 'where', key],
          'near_miss',
          `${JSON.stringify(written)} is one value; several are a list: [${list.join(', ')}]`,
        ),
      ]
    }),
  )
}
