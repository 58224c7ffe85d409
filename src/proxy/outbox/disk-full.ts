// Whether something failed for want of disk, whichever store or file it was.

/** SQLITE_FULL, and of a disk that is full SQLITE_IOERR_WRITE and, as it is opened, SQLITE_IOERR_SHMSIZE: https://www.sqlite.org/rescode.html */
const SQLITE: readonly unknown[] = [13, 778, 4874]
/** PostgreSQL's (https://www.postgresql.org/docs/current/errcodes-appendix.html), and the system's. */
const CODES: readonly unknown[] = ['53100', 'ENOSPC']

export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { errcode, code } = error as { errcode?: unknown; code?: unknown }
  return SQLITE.includes(errcode) || CODES.includes(code)
}
