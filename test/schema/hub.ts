// A small good hub file that the schema's tests change in one place each.
import type { HubFile } from '../../src/core/hub-file.ts'

export const HUB: HubFile = {
  hub: 'summer-footy',
  origins: ['https://summer.komo.site'],
  locale: 'en-AU',
  identity: [{ as: 'user_alias', label: 'email', from: { from: 'field.email' } }],
  consent: { from: 'field.terms' },
  rules: [{ id: 'entry', on: 'form', where: { cardType: 'Quiz' }, attributes: { first_name: 'field.first_name' } }],
}

/** The same with one place set, by a path such as `rules.0.attributes.dob`. `undefined` takes it away. */
export function hubWith(path: string, value: unknown): Record<string, unknown> {
  const copy = structuredClone(HUB) as unknown as Record<string, unknown>
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  let at = copy
  for (const key of keys) at = (at[key] ??= {}) as Record<string, unknown>
  if (value === undefined) Reflect.deleteProperty(at, last)
  else at[last] = value
  return copy
}
