// Evaluates compiled tests and picks for one capture. Pure.
import type { Capture } from './capture.ts'
import { hasCardNumber } from './card-number.ts'
import type { Raw } from './envelope.ts'
import type { Picking, CompiledTest, Words } from './public-hub.ts'
import { isBox, readPageBoolean } from './read-page-boolean.ts'
import { readSource, yields, type Sourced } from './source-path.ts'

/** @param withheld gets the names of the targets whose value looks like a payment card's number */
export function picker(capture: Capture, words: Words | undefined, withheld: string[] = []) {
  const read = (path: string) => readSource(capture, path)

  function holds(test: CompiledTest): boolean {
    if ('none' in test) return !test.none.some(holds)
    const [path, wanted] = test
    const values = read(path)
    return wanted ? !!values?.some((sourced) => wanted.some((one) => equals(sourced, one))) : yields(values)
  }

  /** A list equals whatever one of its items equals. */
  function equals({ value, kind }: Sourced, wanted: unknown): boolean {
    if (Array.isArray(value)) return value.some((item) => equals({ value: item }, wanted))
    return typeof wanted === 'boolean' ? readPageBoolean({ value, kind }, words) === wanted : String(value) === String(wanted)
  }

  function pick({ when, from = [], of, join, as, off, guard, else: otherwise }: Picking, name = ''): Raw | undefined {
    if (when && !holds(when)) return undefined
    const raw = of ? partsOf(of, join) : firstOf(from, as)
    if (guard && raw !== undefined && hasCardNumber(JSON.stringify(raw))) return void withheld.push(name)
    return raw ?? (off && read(from[0] ?? '') ? false : otherwise)
  }

  function partsOf(of: NonNullable<Picking['of']>, join?: true): Raw | undefined {
    // The schema refuses targets called `__proto__`.
    const named: Record<string, Raw> = {}
    for (const key of Object.keys(of)) {
      const raw = pick((of as Record<string, Picking>)[key] as Picking, key)
      if (raw !== undefined) named[key] = raw
    }
    const raws = Object.values(named)
    if (join && raws.length !== of['length']) return undefined
    if (join && raws.every((raw) => Object(raw) !== raw)) return raws.join('')
    return raws.length ? (Array.isArray(of) ? raws : named) : undefined
  }

  /** The first source that yields; else a blank one, so that the proxy can tell an empty field from none at all. */
  function firstOf(from: string[], as: Picking['as']): Raw | undefined {
    const values = from.map(read)
    const raws = (values.find(yields) ?? values.find((each) => each?.length) ?? []).map((sourced) => rawOf(sourced, as))
    return raws.length > 1 ? raws : raws[0]
  }

  function rawOf(sourced: Sourced, as: Picking['as']): Raw {
    const { value, kind = '' } = sourced
    if (as === 'number' && /^(number|range)$/.test(kind) && value !== '') return Number(value)
    return as === 'boolean' && isBox(kind) ? (readPageBoolean(sourced, words) as boolean) : value
  }

  return { read, holds, pick }
}
