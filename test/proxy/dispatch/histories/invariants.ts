// What must hold after each command, and what must hold once Braze is well and enough time has passed.
import { expect } from 'vitest'
import { deadOf, backlogOf } from '../../../../src/proxy/outbox/backlog.ts'
import { matching } from './database.ts'
import type { History } from './perform.ts'
import { namesIn, type Thing } from './promises.ts'
import type { WorkspaceName, World } from './world.ts'

/** Longest pause between two tries (a pause's probes), and the longest wait that Braze asks for here, with room to spare. */
const AWHILE_MS = 15 * 60_000
const NAMES: WorkspaceName[] = ['one', 'two']

export async function holdsNow({ world }: History): Promise<void> {
  const { database, promises } = world
  expect(promises.broken).toEqual([])
  const { rows, letters } = await database.kept()
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
  const { database, processes } = world
  if (database.disk.busy > 0) return
  const { store } = processes[0]!
  const counts = await store.deadLetters.counts()
  const { letters } = await database.kept()
  for (const name of NAMES) {
    const { pending } = backlogOf(await store.waiting(), ({ workspace }) => workspace === name, world.clock.now())
    expect(pending, 'pending').toBe(await database.waiting(name))
    expect(
      deadOf(counts, ({ workspace }) => workspace === name),
      'dead letters',
    ).toBe(matching(letters, { workspace: name }).length)
  }
}

export async function holdsInTheEnd(history: History): Promise<void> {
  const { world } = history
  await mendAll(world)
  const until = world.clock.elapsed() + AWHILE_MS
  const marked = async () => (await Promise.all(NAMES.map(world.database.marked))).flat()
  const waits = async () => (await world.database.kept()).rows.length > 0 || (await marked()).length > 0
  do {
    for (const name of NAMES) if (world.workspaces[name].isPaused) world.resume(name)
    await world.clock.advance(5_000)
  } while ((await waits()) && world.clock.elapsed() < until)
  await holdsNow(history)
  await countsAgree(history)
  const { rows, letters } = await world.database.kept()
  expect(rows, 'still waiting').toEqual([])
  expect(await marked(), 'still marked').toEqual([])
  const both = namesIn(letters).filter((name) => isOnlyTaken(world.promises.things.get(name)))
  expect(both, 'dead although taken').toEqual([])
}

/** Braze has it, and the proxy was told so. */
function isOnlyTaken(thing: Thing | undefined): boolean {
  return thing !== undefined && thing.taken > 0 && !thing.mayRepeat && !thing.isHeld && !thing.mayDieOf.has('unconfirmed')
}

/** Nobody tells the dispatchers: they find out. */
async function mendAll({ database, workspaces }: World): Promise<void> {
  await database.mendStatements()
  database.disk.isFull = false
  for (const name of NAMES) Object.assign(workspaces[name], { coming: [], isWell: true, key: workspaces[name].keyHere })
}
