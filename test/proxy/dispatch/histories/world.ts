// The real parts of a history: one or two processes, each with a dispatcher of either workspace, on one database. They can be stopped, killed, cut off and started again, with a simulated clock and a model of Braze.
import type { Clock } from '../../../../src/proxy/clock.ts'
import type { BrazeClient } from '../../../../src/proxy/braze/client.ts'
import { createDispatcher } from '../../../../src/proxy/dispatch/create-dispatcher.ts'
import type { Dispatcher } from '../../../../src/proxy/dispatch/dispatcher.ts'
import type { DispatchWorkspace } from '../../../../src/proxy/dispatch/workspace.ts'
import type { Store } from '../../../../src/proxy/outbox/store.ts'
import { NO_METRICS } from '../no-metrics.ts'
import type { SimulatedClock } from '../simulated-clock.ts'
import { createModelClient, type ModelWorkspace } from './braze-model.ts'
import type { Database, Life } from './database.ts'
import { createPromises, type Promises } from './promises.ts'

export type WorkspaceName = 'one' | 'two'

export interface Process {
  life: Life
  store: Store
  dispatchers: Record<WorkspaceName, Dispatcher>
}

export interface World {
  clock: SimulatedClock
  promises: Promises
  workspaces: Record<WorkspaceName, ModelWorkspace>
  database: Database
  processes: Process[]
  /** Somebody sets the clock back. */
  setBack(ms: number): void
  /** Goes on until the promise has settled. */
  finish<Result>(promise: Promise<Result>): Promise<Result>
  /** Puts settings and key of a workspace in force. */
  reconfigure(name: WorkspaceName): void
  /** An operator's, at every process. */
  pause(name: WorkspaceName): void
  resume(name: WorkspaceName): void
  /** The process ends, and another one begins in its place. */
  restart(process: Process): Promise<void>
  /** The process is killed, and another one begins; `power`: the disk has what was synchronised, and no more. */
  crash(process: Process, power: boolean): Promise<void>
  /** The database ends all connections of the process. */
  cut(process: Process): Promise<void>
  end(): Promise<void>
}

const NAMES: WorkspaceName[] = ['one', 'two']
const nothing = (): void => {}

export async function createWorld(clock: SimulatedClock, database: Database, processes: number): Promise<World> {
  const promises = createPromises()
  const workspaces = { one: workspaceOf('one'), two: workspaceOf('two') }
  const there: Process[] = []

  async function finish<Result>(promise: Promise<Result>): Promise<Result> {
    let done = false
    const settled = promise.finally(() => (done = true))
    settled.catch(() => {})
    await clock.runUntil(() => done)
    return settled
  }

  const client = (name: WorkspaceName, life: Life): BrazeClient => createModelClient({ clock, promises, workspace: workspaces[name], life })

  /** What is on its way: whoever sends it next does not know whether Braze has it. */
  async function lose(name: WorkspaceName): Promise<void> {
    promises.lost(promises.of(await database.marked(name)), workspaces[name].settings.ambiguous)
  }
  /** Workspaces whose rows the process has on their way: of another one's they are not lost. */
  const sentBy = ({ dispatchers }: Process): WorkspaceName[] => NAMES.filter((name) => dispatchers[name].state().state !== 'standby')

  async function start(place: number, before?: Life): Promise<void> {
    const life = { isAlive: true }
    const own: Clock = { ...clock, after: (ms, call) => clock.after(ms, () => life.isAlive && call()) }
    const store = await database.open(life, own)
    promises.found((await database.kept()).rows, clock.elapsed(), before)
    if (processes === 1) for (const name of NAMES) await lose(name)
    const dispatcher = (name: WorkspaceName): Dispatcher =>
      createDispatcher({
        store,
        workspace: workspaces[name].settings,
        braze: client(name, life),
        clock: own,
        random: () => 0.5,
        log: {
          debug: nothing,
          info: nothing,
          warn: nothing,
          error: (_fields: unknown, text?: string) => {
            if (text?.startsWith('dispatch failed')) promises.broken.push(text)
          },
        },
        metrics: NO_METRICS,
        // Somebody is told, and sees to it that nobody else goes on.
        mostlyRefused: () => {
          world.pause(name)
        },
      })
    there[place] = { life, store, dispatchers: { one: dispatcher('one'), two: dispatcher('two') } }
    for (const name of NAMES) if (workspaces[name].isPaused) there[place].dispatchers[name].pause('operator')
  }

  const world: World = {
    clock,
    promises,
    workspaces,
    database,
    processes: there,
    setBack: clock.setBack,
    finish,
    reconfigure(name) {
      workspaces[name].keyHere = workspaces[name].key
      for (const { dispatchers, life } of there) dispatchers[name].reconfigure({ ...workspaces[name].settings }, client(name, life))
    },
    pause(name) {
      workspaces[name].isPaused = true
      for (const { dispatchers } of there) dispatchers[name].pause('operator')
    },
    resume(name) {
      workspaces[name].isPaused = false
      for (const { dispatchers } of there) dispatchers[name].resume()
    },
    async restart(process) {
      await stop(process)
      await start(there.indexOf(process), process.life)
    },
    async crash(process, power) {
      const own = sentBy(process)
      process.life.isAlive = false
      await database.kill(process.life, power)
      promises.gone(process.life, clock.elapsed())
      if (processes > 1) for (const name of own) await lose(name)
      await start(there.indexOf(process), process.life)
    },
    async cut(process) {
      const own = sentBy(process)
      await database.cut(process.life)
      promises.gone(process.life, clock.elapsed())
      for (const name of own) await lose(name)
    },
    async end() {
      for (const process of there) await stop(process)
      await database.remove()
    },
  }

  async function stop(process: Process): Promise<void> {
    const own = sentBy(process)
    // What could not be settled stays marked.
    await finish(
      Promise.all(NAMES.map((name) => process.dispatchers[name].stop().then(() => (own.includes(name) ? lose(name) : undefined)))),
    )
    await database.close(process.life)
  }

  for (let place = 0; place < processes; place++) await start(place)
  return world
}

function workspaceOf(name: WorkspaceName): ModelWorkspace {
  const settings: DispatchWorkspace = { name, objects: 75, count: 'combined', rate: [{ requests: 100, seconds: 1 }], ambiguous: 'resend' }
  return { settings, before: [], coming: [], key: 'right', keyHere: 'right', isWell: false, isPaused: false }
}
