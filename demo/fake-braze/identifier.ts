// Which person an object is for, by Braze's rules: at most one primary identifier, `email` and `phone` only where there is none.
import type { JsonObject } from '../../src/core/json.ts'
import { EXTERNAL_ID_MAX_BYTES } from '../../src/core/limits.ts'
import { isBrazeEmail } from './judge-email.ts'

export type PersonKey = { by: 'external_id' | 'braze_id' | 'email' | 'phone'; id: string } | { by: 'user_alias'; id: string; label: string }

export const NO_IDENTIFIER = "'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required"
export const TWO_IDENTIFIERS = "Only one of 'external_id', 'user_alias' or 'braze_id' may be given"

/** The person, or the sentence that says why there is none. */
export function readIdentifier(object: JsonObject): PersonKey | string {
  const primary = (['external_id', 'user_alias', 'braze_id'] as const).filter((key) => object[key] != null)
  if (primary.length > 1) return TWO_IDENTIFIERS
  const by = primary[0]
  if (by === 'user_alias') return readAlias(object['user_alias'])
  if (by !== undefined) {
    const id = object[by]
    const fits = typeof id === 'string' && id !== '' && new TextEncoder().encode(id).length <= EXTERNAL_ID_MAX_BYTES
    return fits ? { by, id } : `'${by}' is not valid`
  }
  const { email, phone } = object
  if (email != null) return isBrazeEmail(email) ? { by: 'email', id: String(email) } : BAD_EMAIL
  if (phone != null) return typeof phone === 'string' && phone !== '' ? { by: 'phone', id: asBrazePhone(phone) } : "'phone' is not valid"
  return NO_IDENTIFIER
}

/** Braze's documentation: ten digits with no `+` are a number of the United States. */
export function asBrazePhone(phone: string): string {
  return /^\d{10}$/.test(phone) ? `+1${phone}` : phone
}

export const BAD_EMAIL = "The value provided for the 'email' field is not a valid email."

function readAlias(alias: unknown): PersonKey | string {
  const { alias_name: id, alias_label: label } = (alias ?? {}) as Record<string, unknown>
  const fits = typeof id === 'string' && id !== '' && typeof label === 'string' && label !== ''
  return fits ? { by: 'user_alias', id, label } : "'user_alias' needs 'alias_name' and 'alias_label'"
}
