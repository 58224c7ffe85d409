// An outbox that is away is asked again each second: the log has each reason once, and that it is back.
import { expect, it } from 'vitest'
import { createTurnLog } from '../../../src/proxy/dispatch/turn-log.ts'
import { createLog } from '../../../src/proxy/log.ts'

const AWAY = 'the outbox (DATABASE_URL, DATA_DIR) cannot be read: trying again'
const STILL = 'the outbox still cannot be read, now for this reason'

const failure = (code?: string): Error => Object.assign(new Error('never logged'), code !== undefined && { code })

function logged() {
  const lines: [words: string, code?: string][] = []
  const write = (line: string): void => {
    const { msg, error } = JSON.parse(line) as { msg: string; error?: { code?: string } }
    lines.push(error?.code === undefined ? [msg] : [msg, error.code])
  }
  return { lines, tell: createTurnLog(createLog('info', { write }), 'default') }
}

it('a restart after which the password is another one: the log says so, though the outage began for another reason', () => {
  const { lines, tell } = logged()
  for (const code of [undefined, 'ECONNREFUSED', 'ECONNREFUSED', '57P03', '28P01', '28P01', 'ECONNREFUSED', '28P01'])
    tell.away(failure(code))
  expect(lines).toEqual([[AWAY], [STILL, 'ECONNREFUSED'], [STILL, '57P03'], [STILL, '28P01']])
})

it('that it is back is said once, and the next outage begins anew', () => {
  const { lines, tell } = logged()
  tell.away(failure('ECONNREFUSED'))
  tell.taken()
  tell.taken()
  tell.away(failure('ECONNREFUSED'))
  const taken = ['this proxy brings this workspace’s rows to Braze']
  expect(lines).toEqual([[AWAY, 'ECONNREFUSED'], ['the outbox can be read again'], taken, taken, [AWAY, 'ECONNREFUSED']])
})
