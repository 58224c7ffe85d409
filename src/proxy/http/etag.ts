// Validators of what caches may keep, by RFC 9110.
import { hash } from 'node:crypto'

/** As it stands in `ETag` and `If-Match`. The same bytes have the same one, on every proxy. */
export function etagOf(bytes: string | Uint8Array): string {
  return `"${digestOf(bytes)}"`
}

/** The same without its quotes, for answers that carry it as a value. */
export function digestOf(bytes: string | Uint8Array): string {
  return hash('sha256', bytes, 'hex').slice(0, 20)
}

/** Whether the header `If-None-Match` names this validator. Compared weakly: a proxy that compresses turns it into `W/"…"`. */
export function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag)
}
