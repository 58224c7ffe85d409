// The three sorts of a value: from a source, a text with sources in braces, or always the same.
import { useRef } from 'preact/hooks'
import type { Value } from '../../core/hub-file.ts'
import { templatePaths } from '../../core/template.ts'
import { change } from './rows.ts'

export const SORTS = ['from', 'template', 'value'] as const
export type Sort = (typeof SORTS)[number]

export function sortOf(value: Value): Sort {
  return value.template !== undefined ? 'template' : value.value !== undefined ? 'value' : 'from'
}

/**
 * The same value of another sort; what it read before is kept where the new sort can say it.
 * @param before what stood there when it was of that sort
 */
export function ofSort(value: Value, sort: Sort, before: Pick<Value, Sort> = {}): Value {
  const first = [value.from ?? []].flat()[0]
  const fresh = {
    from: templatePaths(value.template ?? '')[0] || 'field.',
    template: `{${first ?? 'field.'}}`,
    value: '',
  }
  return change(value, { from: undefined, template: undefined, value: undefined, [sort]: before[sort] ?? fresh[sort] })
}

/** What stood there for each sort: choosing another and coming back loses nothing. */
export function useSorts(value: Value | undefined): Pick<Value, Sort> {
  const before = useRef<Pick<Value, Sort>>({})
  for (const sort of SORTS) if (value?.[sort] !== undefined) before.current = { ...before.current, [sort]: value[sort] }
  return before.current
}
