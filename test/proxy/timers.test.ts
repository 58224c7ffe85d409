// What is done again and again: a stop waits for what is under way, because the store that it asks is closed behind it.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLog } from '../../src/proxy/log.ts'
import { startTimers } from '../../src/proxy/timers.ts'

test('a stop waits for what is under way, and begins nothing more', async () => {
  const order: string[] = []
  let begin = (): void => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  let release = (): void => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const stop = startTimers({
    reload: {
      ifChanged: async () => {
        order.push('begun')
        begin()
        await held
        await nextTurn()
        order.push('done')
      },
    },
    reloadMs: 1,
    registry: { keepRevs: () => Promise.resolve() },
    levels: () => Promise.resolve(),
    tellAccepting: () => {},
    log: createLog('silent'),
  })
  await begun
  const stopped = stop().then(() => order.push('stopped'))
  const times = order.length
  release()
  await stopped
  expect(order.slice(times)).toEqual([...Array<string>(times).fill('done'), 'stopped'])
})
