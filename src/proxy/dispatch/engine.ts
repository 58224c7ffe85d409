// The running of one claim (loop → send → act on the answer): what may be asked of it, and what it tells of itself.
import type { WorkspaceReason } from '../../core/codes.ts'
import type { BrazeClient } from '../braze/client.ts'
import type { Settlement } from '../outbox/claim.ts'
import type { RowChange } from '../outbox/store.ts'
import type { Wait } from './dispatcher.ts'
import { createLoop } from './loop.ts'
import type { PaceWindow } from './pace.ts'
import type { Pause } from './pause.ts'
import { createRunning, type EngineParts } from './running.ts'
import type { Failing } from './storage.ts'
import type { DispatchWorkspace } from './workspace.ts'

export interface Engine {
  wake(change: RowChange): void
  pause(reason: WorkspaceReason): void
  resume(): void
  reconfigure(workspace: DispatchWorkspace, braze: BrazeClient): void
  /** Resolves when nothing is in flight any more. */
  stop(): Promise<void>
  /** What became of rows, as far as that could not be recorded before it stopped. */
  readonly unrecorded: readonly Settlement[]
  readonly paused: Pause | undefined
  /** The outbox cannot be read or written. */
  readonly failing: Failing | undefined
  /** How much of the workspace's limits is in use. */
  readonly windows: PaceWindow[]
  /** Braze asked to wait, or answers nothing but errors: why, and when it is asked again. */
  readonly waiting: Wait | undefined
}

export function startEngine(parts: EngineParts): Engine {
  const { clock } = parts
  const running = createRunning(parts, () => {
    loop.turn()
  })
  const { flights, health, pace, storage, supply } = running
  const loop = createLoop(running)
  loop.turnSoon()

  return {
    wake(change) {
      supply.wake(change)
      // Many submissions share one commit: one look for all of them.
      loop.turnSoon()
    },
    pause(reason) {
      health.stop(reason, clock.elapsed())
    },
    resume() {
      health.resume()
      // Waits that we chose ourselves end; one that Braze asked for does not.
      health.askNow(clock.elapsed())
      supply.hurry()
      loop.turn()
    },
    reconfigure(workspace, braze) {
      running.workspace = workspace
      running.braze = braze
      supply.setLimit(workspace)
      pace.setRates(workspace.rate, clock.elapsed())
      health.probePause(clock.elapsed())
      loop.turn()
    },
    async stop() {
      running.isStopped = true
      loop.stop()
      await Promise.all(flights.keys())
      storage.end()
    },
    unrecorded: running.unrecorded,
    get paused() {
      return health.pause
    },
    get failing() {
      return storage.failing
    },
    get windows() {
      return pace.windows(clock.elapsed())
    },
    get waiting(): Wait | undefined {
      const held = pace.heldUntil(clock.elapsed())
      return held === undefined ? health.waiting : { reason: 'rate_limited', until: held }
    },
  }
}
