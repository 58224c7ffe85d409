// The three sorts of a value: from a source, a text with sources in braces, or always the same.
import type { Value } from '../../core/hub-file.ts'
import { change } from './rows.ts'

export const SORTS = ['from', 'template', 'value'] as const
export type Sort = (typeof SORTS)[number]

export function sortOf(value: Value): Sort {
  return value.template !== undefined ? 'template' : value.value !== undefined ? 'value' : 'from'
}

/** The same value of another sort; what it read before is kept where the new sort can say it. */
export function ofSort(value: Value, sort: Sort): Value {
  const first = [value.from ?? []].flat()[0]
  return change(value, {
    from: sort === 'from' ? (value.template?.match(/\{([^{}]+)\}/)?.[1] ?? 'field.') : undefined,
    template: sort === 'template' ? `{${first ?? 'field.'}}` : undefined,
    value: sort === 'value' ? '' : undefined,
  })
}
