// Carries a command out, on the real parts and on the promises alike.
import type { Command } from './commands.ts'
import { matching } from './database.ts'
import { offerOf, personOf, type Offer, type Name, type Shape } from './rows.ts'
import type { Outcome } from '../../../../src/proxy/outbox/store.ts'
import type { Process, World } from './world.ts'

/** All that was offered in this history. */
export interface History {
  world: World
  offers: Offer[]
  /** When each person's erasure was asked for, when it was done, and the latest that one ever was, by whatever the clock was set to. */
  erased: Map<Name, [from: number, to: number, latest: number]>
}

/** Of a crowd that is refused, sending pauses before all of it has gone. */
const CROWD = 250
const ONE_EVENT: Omit<Shape, 'person' | 'workspace' | 'flaw'> = {
  hub: 'footy',
  plain: 0,
  increments: 0,
  events: 1,
  purchases: 0,
  late: 0,
  bytes: 0,
}

/** That something may take which is waited for. */
const WHILE_MS = 70_000

export async function perform(command: Command, history: History): Promise<void> {
  const { world } = history
  const { clock, database, promises } = world
  const { disk } = database
  const isEmbedded = world.processes.length === 1
  const process = world.processes[command.at % world.processes.length]!
  const { store } = process
  switch (command.do) {
    case 'append': {
      // The model of a disk that loses power knows no log that begins anew, as the embedded store's does once a history takes seconds.
      const offers = command.shapes.map((shape, index) =>
        offerOf(isEmbedded ? { ...shape, bytes: 0 } : shape, history.offers.length + index, clock.now()),
      )
      history.offers.push(...offers)
      const done = append(offers, process, history)
      if (command.wait) await world.finish(done)
      return
    }
    case 'crowd': {
      const first = history.offers.length
      const offers = Array.from({ length: CROWD }, (_, index) =>
        offerOf(
          { ...ONE_EVENT, ...command, person: `p${first + index}`, flaw: index % 10 < command.refused ? 'r' : '' },
          first + index,
          clock.now(),
        ),
      )
      history.offers.push(...offers)
      return world.finish(append(offers, process, history))
    }
    case 'append again': {
      const offer = history.offers[command.which % Math.max(history.offers.length, 1)]
      if (offer && !isOffered(offer)) await world.finish(append([offer], process, history))
      return
    }
    case 'pass':
      return clock.advance(command.ms)
    case 'set the clock back':
      return world.setBack(command.ms)
    case 'until it writes':
      return clock.runUntil(() => disk.busy > 0, WHILE_MS).catch(() => {})
    case 'until it sends': {
      const before = new Set(promises.flights)
      return clock.runUntil(() => [...promises.flights].some((flight) => !before.has(flight)), WHILE_MS).catch(() => {})
    }
    case 'weather':
      world.workspaces[command.workspace].coming.push(...command.coming)
      return
    case 'new key at Braze':
      world.workspaces[command.workspace].key += '+'
      return
    case 'new key here':
      world.reconfigure(command.workspace)
      return
    case 'pause':
      return world.pause(command.workspace)
    case 'resume':
      return world.resume(command.workspace)
    case 'settings': {
      const { workspace, ambiguous, objects, count, requests } = command
      // What was on its way when a process ended is judged by the policy that it was started with.
      await database.mendStatements()
      await clock.runUntil(() => world.processes.some(({ dispatchers }) => dispatchers[workspace].state().state !== 'standby'))
      promises.limits.changed(workspace, clock.elapsed())
      const there = world.workspaces[workspace]
      there.before = [there.settings]
      there.settings = { name: workspace, ambiguous, objects, count, rate: [{ requests, seconds: 1 }] }
      world.reconfigure(workspace)
      await clock.advance(10)
      // What was about to go still went by the limits before.
      promises.limits.changed(workspace, clock.elapsed())
      there.before = []
      return
    }
    case 'replay': {
      const letters = matching((await database.kept()).letters, command.filter).map((letter) => ({
        ...letter,
        place: promises.nextPlace(),
      }))
      const replay = store.deadLetters.replay(command.filter).then((count) => {
        if (count !== letters.length) promises.broken.push(`${String(count)} letters replayed of ${String(letters.length)}`)
        for (const { text, reason, place } of letters) promises.replayed(promises.of(text), place, reason)
      })
      return world.finish(replay.catch(() => {}))
    }
    case 'purge': {
      const letters = matching((await database.kept()).letters, command.filter)
      await world.finish(store.deadLetters.purge(command.filter))
      for (const thing of promises.of(letters)) thing.state = 'purged'
      return
    }
    case 'erase': {
      const from = clock.now()
      // What is on its way and was captured later than this, by a clock that was set back since, may be there before the erasure or after it.
      if (history.offers.some((offer) => offer.person === command.person && isOffered(offer) && Date.parse(offer.row.at) > from)) return
      const [, , before = from] = history.erased.get(command.person) ?? []
      history.erased.set(command.person, [from, from, Math.max(before, from)])
      // One that fails is asked for again.
      const { sending } = await world.finish(store.erase(personOf(command.person))).catch(async () => {
        await database.mendStatements()
        return world.finish(store.erase(personOf(command.person)))
      })
      history.erased.set(command.person, [from, clock.now(), Math.max(before, clock.now())])
      for (const thing of promises.things.values())
        if (thing.person === command.person && thing.state !== 'turned away')
          Object.assign(thing, { state: 'erased', isOnItsWay: sending > 0 })
      return
    }
    case 'stop and start':
      return world.restart(process)
    case 'crash':
      return world.crash(process, command.power)
    case 'cut':
      return isEmbedded ? undefined : world.cut(process)
    case 'disk fails':
      disk.fails = true
      await clock.advance(10)
      return world.crash(process, true)
    case 'disk full':
    case 'disk free':
      disk.isFull = command.do === 'disk full'
      return
    case 'statements fail':
      return database.breakStatements(command.when)
    case 'statements work':
      return database.mendStatements()
  }
}

async function append(offers: Offer[], { life, store }: Process, { world, erased }: History): Promise<void> {
  const { database, promises } = world
  const expected = offers.map(({ row, person, things }): Outcome | undefined => {
    const [from, to] = erased.get(person) ?? [-1, -1]
    const at = Date.parse(row.at)
    if (at <= to) return at <= from ? 'erased' : undefined
    return isTurnedAway(things) ? 'accepted' : 'duplicate'
  })
  for (const { things } of offers.filter((offer) => isTurnedAway(offer.things)))
    promises.offered(things, life, world.processes.length === 1)
  const appended = await store.append(offers.map(({ row }) => row))
  if (!life.isAlive) return
  // Where the connection broke or the disk failed, nobody has said whether it was stored.
  const stored = new Set('refusal' in appended ? promises.of((await database.kept()).rows) : [])
  offers.forEach(({ row, person, things }, index) => {
    const outcome = 'outcomes' in appended ? appended.outcomes[index] : undefined
    const isErasedSince = outcome === 'erased' && Date.parse(row.at) <= (erased.get(person)?.[2] ?? -1)
    if (outcome && expected[index] && outcome !== expected[index] && !isErasedSince)
      promises.broken.push(`${outcome} instead of ${expected[index]}`)
    for (const thing of things.values())
      if (thing.state !== 'offered' || stored.has(thing)) continue
      else if (outcome === 'accepted') promises.accepted(thing)
      else thing.state = 'turned away'
  })
}

const isTurnedAway = (things: Offer['things']): boolean => [...things.values()].every(({ state }) => state === 'turned away')

/** Nobody has said yet what became of it. */
const isOffered = ({ things }: Offer): boolean => [...things.values()].some(({ state }) => state === 'offered')
