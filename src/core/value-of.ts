// A declared value in its one form, so that who reads it need not know the short ones.
import type { SourcePath, Value } from './hub-file.ts'

/** A path alone is short for `{ "from": … }`; a list of one source means that source. */
export function valueOf(declared: SourcePath | Value): Value {
  const value = typeof declared === 'string' ? { from: declared } : declared
  const [only, ...others] = [value.from ?? []].flat()
  return only !== undefined && others.length === 0 ? { ...value, from: only } : value
}
