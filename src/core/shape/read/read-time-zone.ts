// IANA time zones: a zone of the runtime's list, in any case, or else a name that the table knows (links such as `Asia/Calcutta`).
import type { Json } from '../../json.ts'
import type { How, Read } from './reader.ts'

const NAME = /^(UTC|GMT|[A-Z][A-Za-z0-9_+-]*(\/[A-Z][A-Za-z0-9_+-]*){1,2})$/

let byName: Map<string, string> | undefined

export function readTimeZone(raw: Json, how: How): Read {
  const name = typeof raw === 'string' ? raw.trim() : ''
  if (name === '' || name.length > 64) return { code: 'invalid_time_zone' }
  byName ??= new Map(Intl.supportedValuesOf('timeZone').map((zone) => [zone.toLowerCase(), zone]))
  const zone = byName.get(name.toLowerCase())
  if (zone !== undefined) return { value: zone }
  return NAME.test(name) && how.tables.isTimeZone(name) ? { value: name } : { code: 'invalid_time_zone' }
}
