// Warnings about several source paths written as one: after `field.` anything is a Unique ID, even an "or" and what follows it.
import type { HubFile } from '../../core/hub-file.ts'
import { declaredSources } from '../declaration/declared-sources.ts'
import { isSourcePath } from '../source-path.ts'
import { warning, type Warning } from './warning.ts'

export function pathWarnings(hub: HubFile): Warning[] {
  return declaredSources(hub).flatMap(({ path, source }) => {
    const several = source.split(/[\s,;|?&+]+/).filter(isSourcePath)
    if (several.length < 2 && !/\|\||\?\?/.test(source)) return []
    const list = several.length < 2 ? '…' : several.map((one) => JSON.stringify(one)).join(', ')
    const why = `is one source of just this name; the first that yields is {"from": [${list}]}, and a "template" joins several`
    return [warning(path, 'several_sources', `${JSON.stringify(source)} ${why}`)]
  })
}
