// E-mail addresses by Braze's syntax rules: trimmed, lower case, full-width letters as plain ones, the host in Punycode.
// Source: Braze's documentation of e-mail validation.
import { STRING_MAX_CHARACTERS } from '../../limits.ts'
import type { Json } from '../../json.ts'
import { plainWord } from '../../plain-word.ts'
import type { How, Read } from './reader.ts'

const LOCAL_MAX_CHARACTERS = 64
/** Before NFKC, which makes one character of a letter and its accents, and takes a time that grows with the square of a run of accents. */
const LONGEST_TYPED = 1_000
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

export function readEmail(raw: Json, how: How): Read {
  if (typeof raw !== 'string' || raw.length > LONGEST_TYPED) return { code: 'invalid_email' }
  const text = plainWord(raw)
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  const host = text.slice(at + 1)
  if (!isLocal(local)) return { code: 'invalid_email' }
  const ascii = /^[a-z0-9.-]+$/.test(host) ? host : asciiHost(host, how)
  if (ascii === undefined || !isHost(ascii)) return { code: 'invalid_email' }
  const email = `${local}@${ascii}`
  return email.length <= STRING_MAX_CHARACTERS ? { value: email } : { code: 'too_long' }
}

function isLocal(local: string): boolean {
  if (local.length === 0 || local.length > LOCAL_MAX_CHARACTERS) return false
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return false
  // Beyond ASCII all but quotes, white space, control and invisible format characters, which are never typed on purpose.
  return /^[!#-?A-~]+$/.test(local) || !/[\s"@\p{Cc}\p{Cf}]/u.test(local)
}

/** Only what a host may hold goes to the table: a URL parser would take `a.com/x` for the host `a.com`. */
function asciiHost(host: string, how: How): string | undefined {
  return /^[\p{L}\p{M}\p{N}.\-\u3002]+$/u.test(host) ? how.tables.asciiHost(host) : undefined
}

function isHost(host: string): boolean {
  const labels = host.split('.')
  const top = labels.at(-1) ?? ''
  return labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(top)
}
