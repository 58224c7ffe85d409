// Whether a constant looks like what it is not: a source path, or a template.
import type { Json } from '../../core/json.ts'
import { templatePaths } from '../../core/template.ts'
import { isSourcePath } from '../source-path.ts'
import { warning, type Warning } from './warning.ts'

export function pathAsText(path: (string | number)[], constant: Json | undefined): Warning[] {
  if (typeof constant !== 'string') return []
  const source = [constant, ...templatePaths(constant)].find(isSourcePath)
  return source === undefined
    ? []
    : [warning(path, 'path_as_text', `${JSON.stringify(constant)} is sent as it stands, not what ${source} gives`)]
}
