// The real parts of a history: two dispatchers on one embedded store, which can be stopped, killed and started again, with a simulated clock and a model of Braze.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../../../src/proxy/clock.ts'
import { createDispatcher } from '../../../../src/proxy/dispatch/create-dispatcher.ts'
import type { Dispatcher } from '../../../../src/proxy/dispatch/dispatcher.ts'
import type { BrazeClient } from '../../../../src/proxy/braze/client.ts'
import type { DispatchWorkspace } from '../../../../src/proxy/dispatch/workspace.ts'
import { openSqliteStore } from '../../../../src/proxy/outbox/sqlite/open.ts'
import type { Store } from '../../../../src/proxy/outbox/store.ts'
import { simulatedClock } from '../simulated-clock.ts'
import { textsOf } from './database.ts'
import type { ModelWorkspace } from './braze-model.ts'
import { createModelClient } from './braze-model.ts'
import type { Promises } from './promises.ts'
import { createPromises } from './promises.ts'

export type WorkspaceName = 'one' | 'two'

export interface WorldWorkspace extends ModelWorkspace {
  dispatcher: Dispatcher
}

/** What the disk is about to do. */
export interface Disk {
  isFull: boolean
  /** The next synchronisation fails. */
  fails: boolean
  /** Synchronisations under way. */
  busy: number
}

export interface World {
  clock: ReturnType<typeof simulatedClock>
  promises: Promises
  workspaces: Record<WorkspaceName, WorldWorkspace>
  disk: Disk
  readonly store: Store
  /** Of the process. */
  readonly life: { isAlive: boolean }
  /** Another connection to the same database: what is in it, and what makes its statements fail. */
  readonly database: DatabaseSync
  /** Somebody sets the clock back. */
  setBack(ms: number): void
  /** Goes on until the promise has settled. */
  finish<Result>(promise: Promise<Result>): Promise<Result>
  /** Puts settings and key of a workspace in force. */
  reconfigure(name: WorkspaceName): void
  stop(): Promise<void>
  /** The process is killed; `power`: the disk has what was synchronised, and no more. */
  crash(power: boolean): Promise<void>
  start(): void
  end(): Promise<void>
}

const SYNC_MS = 2

export function createWorld(): World {
  const root = mkdtempSync(join(tmpdir(), 'komo-braze-'))
  const clock = simulatedClock()
  const promises = createPromises()
  const disk: Disk = { isFull: false, fails: false, busy: 0 }
  let life = { isAlive: true }
  let lives = 0
  let synced = 0
  let store: Store
  let database: DatabaseSync

  const folder = (): string => join(root, String(lives))
  const logBytes = (): number => statSync(join(folder(), 'outbox.sqlite-wal')).size
  const names: WorkspaceName[] = ['one', 'two']

  async function finish<Result>(promise: Promise<Result>): Promise<Result> {
    let done = false
    const settled = promise.finally(() => (done = true))
    settled.catch(() => {})
    await clock.runUntil(() => done)
    return settled
  }

  async function sync(own: typeof life): Promise<void> {
    const bytes = logBytes()
    disk.busy++
    await new Promise<void>((resolve) => clock.after(SYNC_MS, resolve))
    if (own.isAlive) disk.busy--
    if (disk.fails) throw new Error('the disk is gone')
    if (own.isAlive) synced = bytes
  }

  const client = (name: WorkspaceName): BrazeClient => createModelClient({ clock, promises, workspace: workspaces[name], life })

  function start(): void {
    const own = (life = { isAlive: true })
    const mortal: Clock = { now: clock.now, after: (ms, call) => clock.after(ms, () => own.isAlive && call()) }
    Object.assign(disk, { fails: false, busy: 0 })
    store = openSqliteStore({ folder: folder(), clock: mortal, freeBytes: () => (disk.isFull ? 0 : 1e12), sync: () => sync(own) })
    database = new DatabaseSync(join(folder(), 'outbox.sqlite'))
    synced = logBytes()
    promises.found(textsOf(database), clock.now())
    const told = (): void => {}
    for (const name of names) {
      const workspace = workspaces[name]
      const unknown = database
        .prepare('SELECT text FROM outbox JOIN sending USING (seq) JOIN streams USING (stream) WHERE workspace = ?')
        .all(name)
      promises.lost(promises.of(unknown), workspace.settings.ambiguous)
      workspace.dispatcher = createDispatcher({
        store,
        workspace: workspace.settings,
        braze: client(name),
        clock: mortal,
        random: () => 0.5,
        log: {
          debug: told,
          info: told,
          warn: told,
          error: (_fields: unknown, text?: string) => {
            if (text?.startsWith('dispatch failed')) promises.broken.push(text)
          },
        },
        metrics: { batch: told, brazeAnswer: told, delivered: told, retry: told, objectsDied: told, uncounted: told, ambiguous: told },
        mostlyRefused: () => (workspace.isPaused = true),
      })
      if (workspace.isPaused) workspace.dispatcher.pause('operator')
    }
  }

  function workspaceOf(name: WorkspaceName): WorldWorkspace {
    const settings: DispatchWorkspace = { name, objects: 75, count: 'combined', rate: [{ requests: 100, seconds: 1 }], ambiguous: 'resend' }
    return { settings, before: [], coming: [], key: 'right', isWell: false, isPaused: false } as unknown as WorldWorkspace
  }
  const workspaces = { one: workspaceOf('one'), two: workspaceOf('two') }

  async function close(): Promise<void> {
    database.close()
    const closed = store.close()
    // What waits for the disk is written; the thread that moves the log ends in its own time, which this clock does not know.
    await clock.advance(25 * SYNC_MS)
    await closed
  }

  const world: World = {
    clock,
    promises,
    workspaces,
    disk,
    get store() {
      return store
    },
    get life() {
      return life
    },
    get database() {
      return database
    },
    setBack(ms) {
      promises.limits.setBack(ms)
      clock.setBack(ms)
    },
    finish,
    reconfigure(name) {
      workspaces[name].dispatcher.reconfigure({ ...workspaces[name].settings }, client(name))
    },
    async stop() {
      await finish(Promise.all(names.map((name) => workspaces[name].dispatcher.stop())))
      await close()
    },
    async crash(power) {
      life.isAlive = false
      const [from, log] = [folder(), Math.min(synced, logBytes())]
      lives++
      mkdirSync(folder())
      for (const file of ['outbox.sqlite', 'outbox.sqlite-wal']) copyFileSync(join(from, file), join(folder(), file))
      if (power) truncateSync(join(folder(), 'outbox.sqlite-wal'), log)
      await close()
    },
    start,
    async end() {
      await world.stop()
      rmSync(root, { recursive: true })
    },
  }
  start()
  return world
}
