// Warnings about `fields`: a Unique ID that has a finder, though nothing reads it, is mostly a misspelt one.
import { compile } from '../../core/compile.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { didYouMean } from '../nearest.ts'
import { warning, type Warning } from './warning.ts'

export function fieldWarnings(hub: HubFile): Warning[] {
  const read = compile(hub).fields.map(([id]) => id)
  const declared = hub.rules.flatMap(({ fields }) => Object.keys(fields ?? {}))
  return hub.rules.flatMap(({ fields }, index) =>
    Object.keys(fields ?? {}).flatMap((id) => {
      if (read.includes(id)) return []
      // The one that was meant is read, and has no finder yet.
      const meant = read.filter((one) => !declared.includes(one))
      const near = meant.includes(id.replace(/^field\./, '')) ? `; did you mean "${id.slice('field.'.length)}"?` : didYouMean(id, meant)
      return [warning(['rules', index, 'fields', id], 'unused', `nothing reads field.${id}${near}`)]
    }),
  )
}
