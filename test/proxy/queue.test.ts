// One after the other: what comes later sees what came before, whatever became of it.
import { expect, test } from 'vitest'
import { createQueue } from '../../src/proxy/queue.ts'

test('what was asked for later begins when what was asked for before has ended', async () => {
  const queue = createQueue()
  let release = (): void => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const order: string[] = []
  const first = queue(async () => {
    await held
    order.push('first')
  })
  const second = queue(async () => void order.push('second'))
  release()
  await Promise.all([first, second])
  expect(order).toEqual(['first', 'second'])
})

test('a failure is told to whoever asked, and holds up nobody', async () => {
  const queue = createQueue()
  const failed = queue(() => Promise.reject(new Error('the disk')))
  const next = queue(async () => 'done')
  await expect(failed).rejects.toThrow('the disk')
  expect(await next).toBe('done')
})
