// A store that cannot be opened: one line that names the setting and what is wanted of it, and never holds a password.
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../../../src/proxy/log.ts'
import { openStore } from '../../../src/proxy/start/open-store.ts'
import { openSqliteStore } from '../../../src/proxy/outbox/sqlite/open.ts'
import { readSettings, SettingError } from '../../../src/proxy/settings.ts'
import { databaseError, folderError, listenError } from '../../../src/proxy/start/errors.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'komo-braze-start-'))
  writeFileSync(join(folder, 'file'), 'no folder')
})
afterAll(() => rmSync(folder, { recursive: true }))

async function lineOf(env: Record<string, string>): Promise<string> {
  const opening = openStore(readSettings({ SECRET: 's'.repeat(32), ...env }), createLog('silent'))
  const error: unknown = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(SettingError)
  return (error as Error).message
}

describe('DATA_DIR', () => {
  const rows: [why: string, path: () => string][] = [
    ['a file', () => join(folder, 'file')],
    ['below a file', () => join(folder, 'file', 'data')],
    // Nobody may write there, not even root: as in a folder, or a parent folder, that is read-only.
    ['a folder that nothing can be written to', () => '/sys'],
    ['in a folder that nothing can be written to', () => '/sys/data'],
  ]
  test.each(rows)('%s', async (_, path) => {
    const line = await lineOf({ DATA_DIR: path() })
    expect(line).toContain(`DATA_DIR: ${JSON.stringify(path())} cannot be used (`)
    expect(line).toMatch(/^[^\n]*\); expected a folder that this user may write to, or a path where one can be made$/)
  })
})

test('DATA_DIR on a full disk is not said to want permissions', () => {
  const full = Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 4874 })
  expect(folderError(full, '/data').message).toBe('DATA_DIR: the disk of "/data" is full; expected some room on it')
})

describe('a file in DATA_DIR that cannot be used is named, with what to do', () => {
  const backup = 'put back a backup of the whole folder, or move the file aside (with its -wal and -shm) to begin with an empty outbox'
  const zeros = (file: string, length: number, from = 0): void => {
    const handle = openSync(file, 'r+')
    writeSync(handle, Buffer.alloc(length), 0, length, from)
    closeSync(handle)
  }
  const ofVersion = (file: string, version: number): void => {
    const database = new DatabaseSync(file)
    database.exec(`PRAGMA user_version = ${String(version)}`)
    database.close()
  }
  const rootOf = (file: string, table: string): number => {
    const database = new DatabaseSync(file, { readOnly: true })
    const root = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.['rootpage']
    database.close()
    return Number(root)
  }
  const aFolder = (file: string): void => {
    rmSync(file)
    mkdirSync(file)
  }
  const noFile = 'cannot be opened (unable to open database file); expected a file that this user may write to, in a folder likewise'
  type Row = [how: string, name: string, damage: (file: string) => void, said: string]
  const rows: Row[] = [
    [
      'overwritten',
      'outbox.sqlite',
      (file) => writeFileSync(file, 'garbage '.repeat(5000)),
      `is damaged (file is not a database); ${backup}`,
    ],
    ['cut off', 'outbox.sqlite', (file) => truncateSync(file, 8192), `is damaged (database disk image is malformed); ${backup}`],
    ['cut off in its head', 'outbox.sqlite', (file) => truncateSync(file, 50), `is damaged (database disk image is malformed); ${backup}`],
    ['without its head', 'outbox.sqlite', (file) => zeros(file, 100), `is damaged (file is not a database); ${backup}`],
    // The pages behind the list of tables: it opens as if nothing were wrong.
    [
      'with rows that are damaged',
      'outbox.sqlite',
      (file) => zeros(file, 4 * 8192, 8192),
      `is damaged (database disk image is malformed); ${backup}`,
    ],
    ...['ids', 'dead', 'revs'].map((table): Row => [
      `with ${table} that are damaged, of which a start needs nothing`,
      'outbox.sqlite',
      (file) => zeros(file, 8192, (rootOf(file, table) - 1) * 8192),
      `is damaged (database disk image is malformed); ${backup}`,
    ]),
    [
      'of another version',
      'outbox.sqlite',
      (file) => ofVersion(file, 99),
      'is of version 99, and this program reads version 1; start the komo-braze that wrote it, or move the file aside (with its -wal and -shm) to begin with an empty outbox',
    ],
    ['a folder', 'outbox.sqlite', aFolder, noFile],
    [
      'the lock, overwritten',
      'lock.sqlite',
      (file) => writeFileSync(file, 'garbage '.repeat(5000)),
      'is damaged (file is not a database); delete it: nothing is in it',
    ],
    ['the lock, a folder', 'lock.sqlite', aFolder, noFile],
  ]
  test.each(rows)('%s', async (how, name, damage, said) => {
    const DATA_DIR = join(folder, how)
    await openSqliteStore({ folder: DATA_DIR }).close()
    damage(join(DATA_DIR, name))
    expect(await lineOf({ DATA_DIR })).toBe(`DATA_DIR: ${JSON.stringify(join(DATA_DIR, name))} ${said}`)
  })
})

describe('DATABASE_URL', () => {
  const rows: [why: string, url: string, said: RegExp][] = [
    ['nobody listens there', 'postgres://proxy:hidden%21word@127.0.0.1:1/outbox', /ECONNREFUSED/],
    ['an unknown host', 'postgres://proxy:hidden%21word@nowhere.invalid/outbox', /nowhere\.invalid/],
    ['a host that is the password', 'postgres://proxy:nowhere.invalid@nowhere.invalid/outbox', /•••/],
    ['a password that is not encoded', 'postgres://proxy:hidden#word@127.0.0.1:1/outbox', /percent-encode/],
  ]
  test.each(rows)('%s', async (_, url, said) => {
    const line = await lineOf({ DATABASE_URL: url })
    expect(line).toMatch(/^DATABASE_URL: [^\n]*; expected a PostgreSQL database that can be reached and written to, postgres:\/\//)
    expect(line).toMatch(said)
    expect(line).not.toContain('hidden')
  })
})

test('a password is left out in both its spellings, whoever repeats it', () => {
  const { message } = databaseError(new Error('neither hidden!word nor hidden%21word'), 'postgres://proxy:hidden%21word@db/outbox')
  expect(message).toContain('neither ••• nor •••')
})

test.each(['/', '?', '#'])('of a password that ends in the middle, at its %s, no part is shown as the host', (sign) => {
  const url = `postgres://user:p@half${sign}word@db.example/outbox`
  const { message } = databaseError(new Error('getaddrinfo ENOTFOUND half'), url)
  expect(message).toMatch(/^DATABASE_URL: it cannot be parsed \(percent-encode special characters in the user or password\); /)
})

test('where several addresses were tried, the first says why', () => {
  const tried = ['connect ECONNREFUSED ::1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'].map((message) => new Error(message))
  const { message } = databaseError(new AggregateError(tried, ''), 'postgres://db/outbox')
  expect(message).toMatch(/^DATABASE_URL: connect ECONNREFUSED ::1:5432; /)
})

test('one number for both ports is said to be that', () => {
  const settings = readSettings({ SECRET: 's'.repeat(32), PORT: '8080', ADMIN_PORT: '8080' })
  const { message } = listenError(Object.assign(new Error(), { code: 'EADDRINUSE' }), settings, 'HOST', 'PORT')
  expect(message).toBe('PORT: 8080 is in use as ADMIN_PORT; expected a free port')
})
