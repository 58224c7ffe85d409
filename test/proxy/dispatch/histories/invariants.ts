// What must hold after each command, and what must hold once Braze is well and enough time has passed.
import { expect } from 'vitest'
import { deadOf, backlogOf } from '../../../../src/proxy/outbox/backlog.ts'
import { lettersOf, marksIn, mendStatements, textsOf } from './database.ts'
import type { History } from './perform.ts'
import type { Thing } from './promises.ts'
import { namesIn } from './promises.ts'
import type { WorkspaceName, World } from './world.ts'

/** Longest pause between two tries (a pause's probes), and the longest wait that Braze asks for here, with room to spare. */
const AWHILE_MS = 15 * 60_000
const NAMES: WorkspaceName[] = ['one', 'two']

export function holdsNow({ world }: History): void {
  const { database, promises } = world
  expect(promises.broken).toEqual([])
  const [rows, letters] = [textsOf(database), lettersOf(database)]
  const kept = new Set(namesIn([rows, letters]))
  const lost = [...promises.things].filter(([name, { state, taken }]) => state === 'accepted' && taken === 0 && !kept.has(name))
  expect(Object.fromEntries(lost), 'lost').toEqual({})
  for (const { reason, text } of letters)
    expect(
      promises.of(text).filter(({ mayDieOf }) => !mayDieOf.has(reason)),
      `died of ${reason}`,
    ).toEqual([])
}

/** While nothing is being written: what is, is counted before it is there, or after. */
export async function countsAgree({ world }: History): Promise<void> {
  const { database, disk, store } = world
  if (disk.busy > 0) return
  const [counts, letters] = [await store.deadLetters.counts(), lettersOf(database)]
  for (const name of NAMES) {
    const inTables = database.prepare('SELECT count(*) AS rows FROM outbox JOIN streams USING (stream) WHERE workspace = ?').get(name)
    expect(backlogOf(await store.waiting(), ({ workspace }) => workspace === name, world.clock.now()).pending, 'pending').toBe(
      inTables?.['rows'],
    )
    expect(
      deadOf(counts, ({ workspace }) => workspace === name),
      'dead letters',
    ).toBe(letters.filter(({ workspace }) => workspace === name).length)
  }
}

export async function holdsInTheEnd(history: History): Promise<void> {
  const { world } = history
  mendAll(world)
  const until = world.clock.now() + AWHILE_MS
  const waits = (): boolean => textsOf(world.database).length > 0 || marksIn(world.database) > 0
  do {
    for (const name of NAMES) if (world.workspaces[name].isPaused) resume(world, name)
    await world.clock.advance(5_000)
  } while (waits() && world.clock.now() < until)
  holdsNow(history)
  await countsAgree(history)
  expect(textsOf(world.database), 'still waiting').toEqual([])
  expect(marksIn(world.database), 'still marked').toBe(0)
  const letters = namesIn(lettersOf(world.database))
  const both = letters.filter((name) => isOnlyTaken(world.promises.things.get(name)))
  expect(both, 'dead although taken').toEqual([])
}

/** Braze has it, and the proxy was told so. */
function isOnlyTaken(thing: Thing | undefined): boolean {
  return thing !== undefined && thing.taken > 0 && !thing.mayRepeat && !thing.isHeld && !thing.mayDieOf.has('unconfirmed')
}

/** Nobody tells the dispatchers: they find out. */
function mendAll({ database, disk, workspaces }: World): void {
  mendStatements(database)
  disk.isFull = false
  for (const name of NAMES) Object.assign(workspaces[name], { coming: [], isWell: true, key: workspaces[name].keyHere })
}

function resume(world: World, name: WorkspaceName): void {
  world.workspaces[name].isPaused = false
  world.workspaces[name].dispatcher.resume()
}
