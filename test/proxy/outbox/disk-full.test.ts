// What counts as a full disk, of the errors of both stores and of the system.
import { expect, it } from 'vitest'
import { isDiskFull } from '../../../src/proxy/outbox/disk-full.ts'

it.each([
  ['SQLite’s own', { code: 'ERR_SQLITE_ERROR', errcode: 13 }, true],
  ['SQLite’s, of a write', { code: 'ERR_SQLITE_ERROR', errcode: 778 }, true],
  ['SQLite’s, as the outbox is opened', { code: 'ERR_SQLITE_ERROR', errcode: 4874 }, true],
  ['SQLite’s, of a file that is damaged', { code: 'ERR_SQLITE_ERROR', errcode: 11 }, false],
  ['PostgreSQL’s', { code: '53100' }, true],
  ['PostgreSQL’s, of too many connections', { code: '53300' }, false],
  ['the system’s', { code: 'ENOSPC' }, true],
  ['the system’s, of a disk that fails', { code: 'EIO' }, false],
  ['any other', {}, false],
])('%s: %j', (_, details, isFull) => {
  expect(isDiskFull(Object.assign(new Error('it failed'), details))).toBe(isFull)
})
