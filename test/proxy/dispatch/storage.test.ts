// Whether the outbox counts as failing: said once, and over only by what shows it.
import { expect, it } from 'vitest'
import { createStorage } from '../../../src/proxy/dispatch/storage.ts'
import type { Claim } from '../../../src/proxy/outbox/claim.ts'
import { simulatedClock } from './simulated-clock.ts'

function watched() {
  const broken = { reads: false, writes: false }
  const told: string[] = []
  const unless = (isBroken: () => boolean) => async () => {
    if (isBroken()) throw new Error('disk')
    return []
  }
  const [reads, writes] = [unless(() => broken.reads), unless(() => broken.writes)]
  const claim = { hubs: reads, next: reads, heads: reads, sending: reads, mark: writes, settle: writes } as unknown as Claim
  const clock = simulatedClock()
  const failed = (): void => void told.push('failed')
  const storage = createStorage({ claim, clock, failed, mended: () => told.push('mended') })
  return {
    broken,
    told,
    clock,
    storage,
    isFailing: () => storage.failing !== undefined,
    name: () => storage.claim.hubs().catch(() => {}),
    read: () => storage.claim.next('footy', 0, 1).catch(() => {}),
    write: () => storage.claim.mark([]).catch(() => {}),
  }
}

it('a read that fails is said once, and the next one that does not ends it', async () => {
  const { broken, told, isFailing, read } = watched()
  broken.reads = true
  await read()
  await read()
  expect([isFailing(), told]).toEqual([true, ['failed']])
  broken.reads = false
  await read()
  expect([isFailing(), told]).toEqual([false, ['failed', 'mended']])
})

it('hubs that can be named do not make their rows readable: on a damaged page that would be said anew each second', async () => {
  const { broken, told, isFailing, name, read } = watched()
  broken.reads = true
  await read()
  broken.reads = false
  await name()
  expect([isFailing(), told]).toEqual([true, ['failed']])
})

it('what could not be written is still failing while it can be read: a full disk can', async () => {
  const { broken, told, isFailing, read, write } = watched()
  broken.writes = true
  await write()
  await read()
  expect([isFailing(), told]).toEqual([true, ['failed']])
  broken.writes = false
  await write()
  expect([isFailing(), told]).toEqual([false, ['failed', 'mended']])
})

it.each<[string, ask: (claim: Claim) => Promise<unknown>, endedByReading: boolean]>([
  ['hubs', (claim) => claim.hubs(), true],
  ['next', (claim) => claim.next('footy', 0, 1), true],
  ['heads', (claim) => claim.heads([]), true],
  ['sending', (claim) => claim.sending(1), true],
  ['mark', (claim) => claim.mark([]), false],
  ['settle', (claim) => claim.settle([]), false],
])('%s is watched; only what reads is known to work again by a read', async (_name, ask, endedByReading) => {
  const { broken, storage, isFailing, read } = watched()
  Object.assign(broken, { reads: true, writes: true })
  await expect(ask(storage.claim)).rejects.toThrow('disk')
  expect(isFailing()).toBe(true)
  broken.reads = false
  await read()
  expect(isFailing()).toBe(!endedByReading)
})

it('a read that fails as well does not make a full disk writable', async () => {
  const { broken, isFailing, read, write } = watched()
  Object.assign(broken, { reads: true, writes: true })
  await write()
  await read()
  broken.reads = false
  await read()
  expect(isFailing()).toBe(true)
})

it('is left alone for a second after each failure, and shown as failing since the first', async () => {
  const { broken, clock, storage, read } = watched()
  broken.reads = true
  await read()
  await clock.advance(1_500)
  await read()
  expect(storage.failing).toMatchObject({ since: 0, until: 2_500 })
})
