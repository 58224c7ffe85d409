// The three sorts of a value: from a source, a text with sources in braces, or always the same.
import { useRef } from 'preact/hooks'
import type { Value } from '../../core/hub-file.ts'
import { templatePaths } from '../../core/template.ts'
import { change, without } from './rows.ts'

export const SORTS = ['from', 'template', 'value'] as const
export type Sort = (typeof SORTS)[number]

export function sortOf(value: Value): Sort {
  return value.template !== undefined ? 'template' : value.value !== undefined ? 'value' : 'from'
}

/** Keys that say what is done to a source's value: none of them can stand beside a constant. */
const OF_SOURCES = ['map', 'otherwise', 'default', 'split', 'empty'] as const

type Before = Pick<Value, Sort | (typeof OF_SOURCES)[number]>

/**
 * The same value of another sort; what it read before is kept where the new sort can say it.
 * @param before what stood there when it was of that sort
 */
export function ofSort(value: Value, sort: Sort, before: Before = {}): Value {
  const first = [value.from ?? []].flat()[0]
  const fresh = {
    from: templatePaths(value.template ?? '')[0] || 'field.',
    template: `{${first ?? 'field.'}}`,
    value: '',
  }
  const kept =
    sort === 'value' ? without(value, ...OF_SOURCES) : sortOf(value) === 'value' ? { ...without(before, ...SORTS), ...value } : value
  return change(kept, {
    from: undefined,
    template: undefined,
    value: undefined,
    [sort]: before[sort] === undefined ? fresh[sort] : before[sort],
  })
}

/** What stood there for each sort: choosing another and coming back loses nothing. */
export function useSorts(value: Value | undefined): Before {
  const before = useRef<Before>({})
  if (value) {
    const sort = sortOf(value)
    const earlier = sort === 'value' ? before.current : without(before.current, ...OF_SOURCES)
    before.current = { ...earlier, ...only(value, sort, ...(sort === 'value' ? [] : OF_SOURCES)) }
  }
  return before.current
}

function only<K extends keyof Value>(value: Value, ...keys: K[]): Pick<Value, K> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key as K))) as Pick<Value, K>
}
