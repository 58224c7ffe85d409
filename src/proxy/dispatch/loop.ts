// The loop of a running claim: sends what may be sent now, and sets an alarm for what may be sent later.
import type { Group } from './group.ts'
import type { Running } from './running.ts'
import { nextAt, sourcesOf, type Standing } from './schedule.ts'
import { send } from './send.ts'

export interface Loop {
  turn(): void
  /** A turn soon, one for all who ask at the same time. */
  turnSoon(): void
  stop(): void
}

export function createLoop(running: Running): Loop {
  const { clock, storage, supply, pace, health, flights } = running
  let cancelAlarm = (): void => {}
  let isTurnComing = false

  function turn(): void {
    if (running.isStopped) return
    cancelAlarm()
    const began = clock.elapsed()
    const storageWait = (storage.failing?.until ?? began) - began
    if (storageWait > 0) {
      cancelAlarm = clock.after(storageWait, turn)
      return
    }
    supply.load(began)
    for (;;) {
      const now = clock.elapsed()
      const standing = standingOf(running)
      const at = nextAt(standing)
      // Only an event can change that, and each calls for a turn.
      if (at === undefined) return
      const wait = Math.ceil(Math.max(at - now, pace.wait(now), 0))
      if (wait > 0) {
        cancelAlarm = clock.after(wait, turn)
        return
      }
      const group = choose(running, standing, now)
      if (!group) return
      start(group)
    }
  }

  function start(group: Group): void {
    const flight = send(group, running)
      .catch((error: unknown) => {
        running.log.error({ workspace: running.workspace.name, error }, 'dispatch failed: trying again')
        health.blame(group, clock.elapsed())
        supply.putBack(group)
      })
      .finally(() => {
        flights.delete(flight)
        turn()
      })
    flights.set(flight, group.rows.length)
  }

  return {
    turn,
    turnSoon() {
      if (isTurnComing) return
      isTurnComing = true
      queueMicrotask(() => {
        isTurnComing = false
        turn()
      })
    },
    stop() {
      cancelAlarm()
    },
  }
}

function standingOf({ flights, health, storage, supply }: Running): Standing {
  let begun = supply.waiting
  for (const rows of flights.values()) begun += rows
  return {
    flights: flights.size,
    begun,
    pause: health.pause,
    outage: health.outage,
    isFailing: storage.failing !== undefined,
    readySince: supply.readySince,
    isFull: supply.isFull,
    due: supply.due,
  }
}

function choose({ supply }: Running, standing: Standing, now: number): Group | undefined {
  for (const source of sourcesOf(standing)) {
    const group = supply.take(source, now)
    if (group) return group
  }
  return undefined
}
