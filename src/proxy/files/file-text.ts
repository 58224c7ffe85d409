// A file as it was found: its text, or what keeps it from being read. One that cannot be read must not be taken for a missing or an empty one.
import type { Stats } from 'node:fs'

export type FileText = string | Unread

/** What was found instead of a text, and what is wanted. */
export interface Unread {
  found: string
  wanted: string
}

/** Longest file that is read; a declaration is far below it. */
export const FILE_MAX_BYTES = 1024 * 1024

/** @throws for what is no regular file, as reading it may never end, and for one that is too long */
export function assertReadable(stats: Stats): void {
  if (stats.isDirectory()) throw coded('EISDIR')
  if (!stats.isFile()) throw coded('EFTYPE')
  if (stats.size > FILE_MAX_BYTES) throw coded('EFBIG')
}

/** @throws where it is not UTF-8: what cannot be decoded would be replaced, and then written back so */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

export function unread(error: unknown): Unread {
  const { code = 'no reason given' } = error as NodeJS.ErrnoException
  return WHY[code] ?? { found: `a file that cannot be read (${code})`, wanted: 'one that can' }
}

/** Whether each of these files, by name, reads as it does in `all`. */
export function readAsIn(texts: ReadonlyMap<string, FileText | undefined>, all: ReadonlyMap<string, FileText>): boolean {
  return [...texts].every(([name, text]) => isSame(text, all.get(name)))
}

function isSame(one: FileText | undefined, other: FileText | undefined): boolean {
  return typeof one === 'string' || typeof other === 'string' ? one === other : one?.found === other?.found
}

const DENIED = { found: 'no permission to read it', wanted: 'a file that this user may read' }
const WHY: { [code: string]: Unread } = {
  EACCES: DENIED,
  EPERM: DENIED,
  ENOLINK: { found: 'a link to a file that is not there', wanted: 'a file' },
  EISDIR: { found: 'a folder', wanted: 'a file' },
  EFTYPE: { found: 'a pipe or a device', wanted: 'a file' },
  EFBIG: { found: 'more than 1 MiB', wanted: 'a smaller file' },
  ERR_ENCODING_INVALID_ENCODED_DATA: { found: 'bytes that are no UTF-8', wanted: 'a text in UTF-8' },
}

export function coded(code: string): Error {
  return Object.assign(new Error(`${code}: this is no file that can be read`), { code })
}
