// Phone numbers in E.164, read in the declared region. Without a region only numbers with `+` are taken: Braze takes ten bare digits for a US number.
import type { Json } from '../../json.ts'
import { textOf, type How, type Read } from './reader.ts'

/** Before NFKC, which takes a time that grows with the square of a run of accents. */
const LONGEST_PHONE = 64

export function readPhone(raw: Json, how: How): Read {
  const text = textOf(raw)
  if (text === undefined || typeof raw === 'boolean' || text.length > LONGEST_PHONE) return { code: 'invalid_phone' }
  const phone = how.tables.phone(text.normalize('NFKC').trim(), how.region ?? how.locale.region)
  return phone === undefined ? { code: 'invalid_phone' } : { value: phone }
}
