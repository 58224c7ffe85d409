// IANA time zones, by the table of the machine.
import type { Json } from '../../json.ts'
import type { How, Read } from './reader.ts'

export function readTimeZone(raw: Json, how: How): Read {
  const name = typeof raw === 'string' ? raw.trim() : ''
  return name !== '' && name.length <= 64 && how.tables.isTimeZone(name) ? { value: name } : { code: 'invalid_time_zone' }
}
