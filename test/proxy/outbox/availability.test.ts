// Whether PostgreSQL can be written, looked for on a simulated clock: how soon, and what may end a refusal.
import { DatabaseError, type Pool } from 'pg'
import { expect, it } from 'vitest'
import { watchAvailability } from '../../../src/proxy/outbox/postgres/availability.ts'
import { simulatedClock } from '../dispatch/simulated-clock.ts'

/** A database that takes nothing while `works` is false; what is asked of it waits while `held` is there. */
function watched() {
  const clock = simulatedClock()
  const database = { works: true, held: undefined as Promise<void> | undefined, looks: [] as number[], destroyed: 0 }
  const ask = async (): Promise<void> => {
    await database.held
    if (!database.works) throw new Error('away')
  }
  const look = (): void => void database.looks.push(clock.elapsed())
  const pool = {
    query: () => (look(), ask()),
    connect: async () => (look(), { query: ask, release: (destroy = false) => void (database.destroyed += destroy ? 1 : 0) }),
  }
  return { clock, database, availability: watchAvailability(pool as unknown as Pool, clock) }
}

it('looks every ten seconds, and every second from a write that failed until one works', async () => {
  const { clock, database, availability } = watched()
  await clock.advance(25_000)
  database.works = false
  expect(availability.failed(new Error('away'))).toBe('unavailable')
  await clock.advance(3_500)
  expect([availability.refusal, database.destroyed]).toEqual(['unavailable', 3])
  database.works = true
  await clock.advance(1_000)
  expect(availability.refusal).toBeUndefined()
  await clock.advance(15_000)
  expect(database.looks).toEqual([10_000, 20_000, 26_000, 27_000, 28_000, 29_000, 39_000])
})

it('a look that found all well does not take back what a write found meanwhile', async () => {
  const { clock, database, availability } = watched()
  let end = (): void => {}
  database.held = new Promise((resolve) => (end = resolve))
  await clock.advance(10_000)
  const full = Object.assign(new DatabaseError('no room', 0, 'error'), { code: '53100' })
  expect(availability.failed(full)).toBe('storage_full')
  end()
  await clock.advance(500)
  expect(availability.refusal).toBe('storage_full')
})

it('closed, it looks no more, whether it was looking or not', async () => {
  for (const before of [5_000, 10_000]) {
    const { clock, database, availability } = watched()
    let end = (): void => {}
    database.held = new Promise((resolve) => (end = resolve))
    await clock.advance(before)
    availability.close()
    end()
    const looks = database.looks.length
    await clock.advance(60_000)
    expect(database.looks).toHaveLength(looks)
  }
})
