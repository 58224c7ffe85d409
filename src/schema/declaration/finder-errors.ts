// Finders that rules declare for fields: the page looks up a Unique ID once for all rules, so they must agree.
import { canonical } from '../../core/canonical.ts'
import type { HubFile } from '../../core/hub-file.ts'
import type { Finding } from '../issues.ts'

export function finderErrors({ rules }: HubFile): Finding[] {
  const declared = rules.flatMap(({ fields }, rule) =>
    Object.entries(fields ?? {}).map(([id, finder]) => ({ id, rule, finder: canonical(finder) })),
  )
  return declared.flatMap(({ id, rule, finder }) => {
    const first = declared.find((one) => one.id === id)
    if (first === undefined || first.finder === finder) return []
    const wanted = `${first.finder}, as rules[${first.rule}] has it: a Unique ID means one thing in the whole hub`
    return [{ path: ['rules', rule, 'fields', id], found: finder, wanted }]
  })
}
