// What the grammar allows but no hub can mean: one finding for each.
import type { HubFile } from '../core/hub-file.ts'
import type { Finding } from './issues.ts'

export function declarationErrors(hub: HubFile): Finding[] {
  return repeatedIds(hub)
}

function repeatedIds(hub: HubFile): Finding[] {
  const seen = new Set<string>()
  return hub.rules.flatMap((rule, index) => {
    if (!seen.has(rule.id)) {
      seen.add(rule.id)
      return []
    }
    return [{ path: `rules[${index}].id`, found: JSON.stringify(rule.id), wanted: 'an id that no other rule has' }]
  })
}
