// Random histories: whatever happens to the proxy, its disk and Braze, in whatever order, every promise about what was accepted holds.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { startPostgres, type PostgresServer } from '../outbox/postgres-server.ts'
import { command } from './histories/commands.ts'
import { countsAgree, holdsInTheEnd, holdsNow } from './histories/invariants.ts'
import { perform, type History } from './histories/perform.ts'
import { createPostgresDatabase } from './histories/postgres-database.ts'
import { watchQuestions, type Questions } from './histories/questions.ts'
import { createSqliteDatabase } from './histories/sqlite-database.ts'
import { createWorld, type World } from './histories/world.ts'
import { simulatedClock } from './simulated-clock.ts'

const FULL = Boolean(process.env['FULL'])

async function everyHistory(runs: number, create: () => Promise<World>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 40, size: 'max' }), async (commands) => {
      const history: History = { world: await create(), offers: [], erased: new Map() }
      try {
        for (const one of commands) {
          await perform(one, history)
          await holdsNow(history)
          if (one.do === 'pass') await countsAgree(history)
        }
        await holdsInTheEnd(history)
      } finally {
        await history.world.end()
      }
    }),
    { numRuns: runs },
  )
}

describe('every history keeps what was promised of what was accepted', () => {
  it('on the embedded store', async () => {
    await everyHistory(FULL ? 2_000 : 40, () => {
      const clock = simulatedClock()
      return createWorld(clock, createSqliteDatabase(clock), 1)
    })
  }, 3_600_000)

  describe('on the shared store', () => {
    let server: PostgresServer
    let url: string
    let questions: Questions

    beforeAll(async () => {
      server = await startPostgres()
      url = await server.newDatabase()
      questions = watchQuestions()
    }, 120_000)
    afterAll(async () => {
      questions.restore()
      await server.remove()
    }, 120_000)

    it('with two proxies', async () => {
      await everyHistory(FULL ? 200 : 5, async () => {
        const clock = simulatedClock(undefined, undefined, questions.idle)
        questions.by(clock)
        return createWorld(clock, await createPostgresDatabase(url, clock, questions), 2)
      })
    }, 3_600_000)
  })
})
