// The log: one JSON object a line, and of an error only its class, code and place.
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
