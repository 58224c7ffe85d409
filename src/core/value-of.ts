// A declared value in one form, so that no reader has to know the short ones.
import type { SourcePath, Value } from './hub-file.ts'

/** A path alone is short for `{ "from": … }`; a list of one source means that source. */
export function valueOf(declared: SourcePath | Value): Value {
  const value = typeof declared === 'string' ? { from: declared } : declared
  const [only, ...others] = [value.from ?? []].flat()
  return only !== undefined && others.length === 0 ? { ...value, from: only } : value
}
