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
  const claim = { hubs: unless(() => broken.reads), mark: unless(() => broken.writes) } as unknown as Claim
  const failed = (): void => void told.push('failed')
  const storage = createStorage({ claim, clock: simulatedClock(), failed, mended: () => told.push('mended') })
  return {
    broken,
    told,
    isFailing: () => storage.failing !== undefined,
    read: () => storage.claim.hubs().catch(() => {}),
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
