// The log: one JSON object a line, and of an error only its class, code and place.
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { createLog } from '../../src/proxy/log.ts'

test('an error’s message is not logged: it may hold what was being handled', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => lines.push(line) })
  log.error({ error: Object.assign(new TypeError('alex@example.com is bad'), { code: 'E_BAD' }), hub: 'summer' }, 'a request failed')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'error',
    msg: 'a request failed',
    hub: 'summer',
    error: { name: 'TypeError', code: 'E_BAD' },
  })
  expect(lines.join('')).not.toContain('alex')
})
test('nor is a line of it that looks like a place', () => {
  const lines: string[] = []
  const { error } = createLog('info', { write: (line) => lines.push(line) })
  error({ error: new Error('bad row:\n    at alex@example.com') }, 'failed')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: { at: expect.stringContaining('log.test.ts') as string } })
  expect(lines.join('')).not.toContain('alex')
})
test('of SQLite’s errors, which share one code, what went wrong is said', () => {
  const lines: string[] = []
  const database = new DatabaseSync(':memory:')
  database.exec('PRAGMA max_page_count = 1')
  let error: unknown
  try {
    database.exec('CREATE TABLE t (alex TEXT)')
  } catch (thrown) {
    error = thrown
  }
  createLog('info', { write: (line) => lines.push(line) }).error({ error }, 'failed')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: { code: 'ERR_SQLITE_ERROR', errstr: 'database or disk is full' } })
})
test('what is thrown and is no error has its kind only', () => {
  const lines: string[] = []
  createLog('info', { write: (line) => lines.push(line) }).error({ error: 'alex@example.com' }, 'failed')
  expect(lines.join('')).not.toContain('alex')
})
test('its methods can be taken apart', () => {
  const lines: string[] = []
  const { info, debug } = createLog('info', { write: (line) => lines.push(line) })
  info({}, 'heard')
  debug({}, 'below the level')
  expect(lines).toHaveLength(1)
})
