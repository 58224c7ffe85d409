// Random histories: whatever happens to the proxy, its disk and Braze, in whatever order, every promise about what was accepted holds.
import fc from 'fast-check'
import { it } from 'vitest'
import { command } from './histories/commands.ts'
import { countsAgree, holdsInTheEnd, holdsNow } from './histories/invariants.ts'
import { perform } from './histories/perform.ts'
import type { History } from './histories/perform.ts'
import { createWorld } from './histories/world.ts'

const RUNS = process.env['FULL'] ? 2_000 : 40

it('every history keeps what was promised of what was accepted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 40, size: 'max' }), async (commands) => {
      const history: History = { world: createWorld(), offers: [], erased: new Map() }
      try {
        for (const one of commands) {
          await perform(one, history)
          holdsNow(history)
          if (one.do === 'pass') await countsAgree(history)
        }
        await holdsInTheEnd(history)
      } finally {
        await history.world.end()
      }
    }),
    { numRuns: RUNS },
  )
}, 3_600_000)
