// A dispatcher's life: waits for the right to dispatch its workspace, runs the engine while it has it, waits again when it is lost.
import { pass } from '../clock.ts'
import type { Claim, Settlement } from '../outbox/claim.ts'
import type { Dispatcher, DispatcherParts } from './dispatcher.ts'
import { startEngine, type Engine } from './engine.ts'
import { pauseFor, type Pause } from './pause.ts'
import { recover } from './recover.ts'
import { createTurnLog } from './turn-log.ts'

const CLAIM_AGAIN_MS = 1_000

/** Owns the client it is given: closes it when another takes its place, and at the end. */
export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const { store, clock, log, metrics } = parts
  let { workspace, braze } = parts
  let engine: Engine | undefined
  let claim: Claim | undefined
  /** A pause outlasts a claim: it is kept while this process waits for the right to dispatch, and is in force when it gets that. */
  let pause: Pause | undefined
  /** Where the claim was lost before this could be recorded, as when a database restarts: Braze's answer is known all the same. */
  const ended = new Map<number, Settlement>()
  let stopped = false
  const tell = createTurnLog(log, workspace.name)
  const stopping = new AbortController()

  const unwatch = store.watch((name, change) => {
    if (name === workspace.name) engine?.wake(change)
  })

  async function run(): Promise<void> {
    while (!stopped) {
      try {
        let lose = (): void => {}
        const lost = new Promise<void>((resolve) => (lose = resolve))
        claim = await store.claim(workspace.name, lose, stopping.signal, tell.standsBy)
        await recover(claim, { workspace, log, metrics, now: clock.now() }, ended)
        ended.clear()
        tell.taken()
        // With the workspace, client and pause of this moment: all three may have changed while this waited.
        engine = startEngine({ ...parts, claim, workspace, braze, pause })
        await Promise.race([lost.then(tell.lost), aborted(stopping.signal)])
      } catch (error) {
        if (!stopping.signal.aborted) {
          tell.away(error)
          await pass(clock, CLAIM_AGAIN_MS, stopping.signal)
        }
      }
      await leave()
    }
  }

  /** What was in flight is settled before the right is given up. */
  async function leave(): Promise<void> {
    if (engine) pause = engine.paused
    await engine?.stop()
    for (const settlement of engine?.unrecorded ?? []) if (settlement.keep === undefined) ended.set(settlement.seq, settlement)
    engine = undefined
    await claim?.release().catch(() => {})
    claim = undefined
  }

  /** A moment of `Clock.elapsed` as the system's clock would show it, for people. */
  const shown = (elapsed: number): number => elapsed - clock.elapsed() + clock.now()

  const running = run()

  return {
    pause(reason) {
      pause = pauseFor(reason, clock.elapsed(), undefined)
      engine?.pause(reason)
    },
    resume() {
      pause = undefined
      engine?.resume()
    },
    reconfigure(next, client) {
      const old = braze
      workspace = next
      braze = client
      engine?.reconfigure(next, client)
      void old.close()
    },
    async stop() {
      stopped = true
      unwatch()
      stopping.abort(new Error('stopped'))
      await running
      await braze.close()
    },
    windows: () => engine?.windows ?? [],
    waiting() {
      const waiting = engine?.waiting
      return waiting && { ...waiting, until: shown(waiting.until) }
    },
    state() {
      if (stopped) return { state: 'stopped' }
      if (!engine) return { state: 'standby' }
      const { failing, paused = failing && { reason: 'storage', since: failing.since, probeAt: failing.until } } = engine
      if (!paused) return { state: 'running' }
      const { reason, since, probeAt } = paused
      return { state: 'paused', reason, since: shown(since), ...(probeAt !== undefined && { probeAt: shown(probeAt) }) }
    },
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => {
      resolve()
    })
  })
}
