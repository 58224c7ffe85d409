// Names on Braze's side that cannot be used: reserved ones, and those that Braze refuses.
import { FORBIDDEN_ATTRIBUTES } from '../../core/braze-attributes.ts'
import { KEY_MAX_CHARACTERS } from '../../core/limits.ts'
import { RESERVED_EVENT_PROPERTIES, RESERVED_PURCHASE_PROPERTIES } from '../../core/reserved-properties.ts'
import type { Finding } from '../issues.ts'
import type { DeclaredValue } from './declared-values.ts'

const INSTEAD: Record<string, string> = {
  email_subscribe: '"subscriptions": a state is set only from a declared consent field',
  push_subscribe: '"subscriptions": a state is set only from a declared consent field',
  subscription_groups: '"subscriptions": a state is set only from a declared consent field',
  external_id: '"identity": who a person is is not an attribute',
  braze_id: '"identity": who a person is is not an attribute',
  user_alias: '"identity": who a person is is not an attribute',
}

export function nameErrors({ path, place, name }: DeclaredValue): Finding[] {
  const error = (wanted: string): Finding[] => [{ path, found: JSON.stringify(name.slice(0, 80)), wanted }]
  if (place === 'identity' || place === 'purchase') return []
  if (name === '' || name.startsWith('$') || name === '__proto__') return error('a name that is not empty and does not start with "$"')
  if (name.length > KEY_MAX_CHARACTERS) return error(`a name of at most ${KEY_MAX_CHARACTERS} characters`)
  if (place === 'attribute')
    return (FORBIDDEN_ATTRIBUTES as readonly string[]).includes(name)
      ? error(INSTEAD[name] ?? 'another name: this one cannot be set here')
      : []
  const reserved = path.includes('purchases') ? RESERVED_PURCHASE_PROPERTIES : RESERVED_EVENT_PROPERTIES
  return reserved.includes(name)
    ? error(`another name: Braze rejects the whole object for ${reserved.map((one) => `"${one}"`).join(', ')}`)
    : []
}
