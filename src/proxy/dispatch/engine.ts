// The running of one claim: takes the next batch, marks it, sends it, and acts on what came back. Over 200 lines: the loop's few states belong in one place.
import type { BrazeClient, BrazeReply } from '../braze/client.ts'
import type { WorkspaceReason } from '../../core/codes.ts'
import { REQUEST_MAX_BYTES } from '../../core/limits.ts'
import type { Claim, OutboxRow, Settlement } from '../outbox/claim.ts'
import type { RowChange } from '../outbox/store.ts'
import { judge } from './answer.ts'
import type { Judgement } from './answer.ts'
import { backoff } from './backoff.ts'
import type { BatchLimit } from './batch.ts'
import { bodyOf, countsOf, objectsCounted } from './batch.ts'
import { conclude } from './conclude.ts'
import type { DispatcherParts, Waiting } from './dispatcher.ts'
import type { Fates, Group } from './groups.ts'
import { createGroups, isPoisoned, isSuspect, newGroup, partsOf } from './groups.ts'
import { createLanes } from './lanes.ts'
import { watchOutage } from './outage.ts'
import type { PaceWindow } from './pace.ts'
import { createPace } from './pace.ts'
import type { Pause } from './pause.ts'
import { isByHand, pauseFor, probeNow } from './pause.ts'
import { allowanceOf } from './rate-headers.ts'
import { countRefusals } from './refusals.ts'
import { report } from './report.ts'
import { nextAt, sourcesOf, type Source, type Standing } from './schedule.ts'
import { watchStorage } from './storage.ts'
import type { Failing } from './storage.ts'
import type { DispatchWorkspace } from './workspace.ts'

const SETTLE_AGAIN_MS = 1_000
/** A clock that goes back by more was set. */
const SET_BACK_MS = 1_000

export interface EngineParts extends Omit<DispatcherParts, 'store'> {
  claim: Claim
  /** The pause that was in force before this claim. */
  pause: Pause | undefined
}

export interface Engine {
  wake(change: RowChange): void
  pause(reason: WorkspaceReason): void
  resume(): void
  reconfigure(workspace: DispatchWorkspace, braze: BrazeClient): void
  /** Resolves when nothing is in flight any more. */
  stop(): Promise<void>
  readonly paused: Pause | undefined
  /** The outbox cannot be read or written. */
  readonly failing: Failing | undefined
  readonly inFlight: number
  /** How much of the workspace's limits is in use. */
  readonly windows: PaceWindow[]
  /** Braze asked to wait, or answers nothing but errors: why, and when it is asked again. */
  readonly waiting: Waiting | undefined
}

/** A batch on its way. `isProbe`: sent to ask whether a pause or an outage is over. */
interface Flight {
  group: Group
  isProbe: boolean
}

export function startEngine(parts: EngineParts): Engine {
  const { clock, random, log, metrics } = parts
  let { workspace, braze, pause } = parts
  const storage = watchStorage({
    claim: parts.claim,
    clock,
    failed(error) {
      log.error({ workspace: workspace.name, error }, 'the outbox cannot be read or written: nothing is sent to Braze, nothing is lost')
    },
    mended() {
      log.info({ workspace: workspace.name }, 'the outbox can be read and written again')
    },
  })
  const { claim } = storage
  let objects = workspace.objects
  const pace = createPace(workspace.rate, clock.now())
  const lanes = createLanes(claim, turn)
  const groups = createGroups()
  const refusals = countRefusals()
  const outage = watchOutage(random)
  /** With the number of envelopes in each. */
  const flights = new Map<Promise<void>, number>()
  const fates: Fates = { taken: 0, failed: 0 }
  let limited = 0
  /** Why the last batch failed, for an outage's name. */
  let lastFailure: WorkspaceReason = 'server_error'
  let readySince: number | undefined
  let lastTurn = -Infinity
  let cancelAlarm = (): void => {}
  let woken = false
  let stopped = false

  /** Sends what may be sent now, and sets the alarm for what may be sent later. */
  function turn(): void {
    if (stopped) return
    cancelAlarm()
    if (clock.now() < lastTurn - SET_BACK_MS) clockSetBack(clock.now())
    lastTurn = clock.now()
    const storageWait = waitOfStorage(lastTurn)
    if (storageWait > 0) {
      cancelAlarm = clock.after(storageWait, turn)
      return
    }
    lanes.load()
    if (lanes.ready === 0) readySince = undefined
    else readySince ??= clock.now()
    for (;;) {
      const now = clock.now()
      const wait = waitOf(now)
      if (wait === undefined) return
      if (wait > 0) {
        cancelAlarm = clock.after(wait, turn)
        return
      }
      const group = choose(now)
      if (!group) return
      const sending = send(group)
        .catch((error: unknown) => {
          log.error({ workspace: workspace.name, error }, 'dispatch failed: trying again')
          failedOn(group, clock.now())
          groups.add(group)
        })
        .finally(() => {
          flights.delete(sending)
          turn()
        })
      flights.set(sending, group.rows.length)
    }
  }

  /** What waited by our own decision goes now. */
  function hurry(now: number): void {
    outage.askNow(now)
    groups.hurry()
  }

  /** What waits for a time would wait longer by as much as the clock was set back. */
  function clockSetBack(now: number): void {
    hurry(now)
    pace.endHold()
    pause = probeNow(pause, now)
    readySince = undefined
  }

  function waitOfStorage(now: number): number {
    const { since = 0, until = 0 } = storage.failing ?? {}
    // Before its beginning: the clock was set back.
    return now < since ? 0 : until - now
  }

  /** Whole milliseconds until the next request may go; undefined where only an event can change that. */
  function waitOf(now: number): number | undefined {
    const at = nextAt(standing())
    return at === undefined ? undefined : Math.ceil(Math.max(at - now, pace.wait(now), 0))
  }

  function choose(now: number): Group | undefined {
    for (const source of sourcesOf(standing())) {
      const group = take(source, now)
      if (group) return group
    }
    return undefined
  }

  function take(source: Source, now: number): Group | undefined {
    switch (source) {
      case 'new':
        return fresh(limit(), now)
      case 'one new':
        return fresh({ ...limit(), objects: 1 }, now)
      case 'due':
        return groups.takeDue(now)
      case 'first':
        return groups.takeFirst()
      case 'one again':
        return groups.takeOne()
    }
  }

  function standing(): Standing {
    return {
      flights: flights.size,
      begun: [...flights.values()].reduce((sum, rows) => sum + rows, groups.rows),
      pause,
      outage: outage.current,
      isFailing: storage.failing !== undefined,
      readySince,
      isFull: lanes.fills(limit()),
      due: groups.due,
    }
  }

  function fresh(most: BatchLimit, now: number): Group | undefined {
    const rows = lanes.take(most)
    readySince = lanes.ready > 0 ? now : undefined
    return rows.length > 0 ? newGroup(rows) : undefined
  }

  const limit = (): BatchLimit => ({ objects, count: workspace.count, bytes: REQUEST_MAX_BYTES })

  async function send(group: Group): Promise<void> {
    const isProbe = pause !== undefined || outage.current !== undefined
    pace.reserve()
    const rows = await markRows(group)
    if (!rows || rows.length === 0) {
      pace.release()
      return
    }
    if (stopped || (pause && !isProbe)) {
      pace.release()
      await settle(rows.map(({ seq }) => ({ seq, keep: true })))
      groups.add({ ...group, rows })
      return
    }
    pace.use(clock.now())
    const counts = countsOf(rows)
    metrics.batch(rows.length, counts[0] + counts[1] + counts[2])
    const began = clock.now()
    const reply = await braze.track(bodyOf(rows))
    metrics.brazeAnswer('failure' in reply ? reply.failure : String(reply.status), (clock.now() - began) / 1000)
    await act({ group: { ...group, rows }, isProbe }, reply, judge(reply, counts, clock.now()))
  }

  /** Undefined where it could not be written: then nothing is sent. */
  async function markRows(group: Group): Promise<OutboxRow[] | undefined> {
    try {
      const marked = new Set(await claim.mark(group.rows.map(({ seq }) => seq)))
      const erased = group.rows.filter(({ seq }) => !marked.has(seq))
      if (erased.length > 0) lanes.release(erased)
      return group.rows.filter(({ seq }) => marked.has(seq))
    } catch {
      groups.add(group)
      return undefined
    }
  }

  async function act(flight: Flight, reply: BrazeReply, judgement: Judgement): Promise<void> {
    const now = clock.now()
    const { group } = flight
    const { rest } = judgement
    const isOutage = outage.current !== undefined
    if (rest.kind === 'retry') {
      lastFailure = rest.reason === 'server_error' || rest.reason === 'gateway_timeout' ? rest.reason : 'unreachable'
      failed(flight, now)
    } else alive(flight, rest, now)
    if (rest.kind === 'wait') {
      limited++
      pace.holdUntil(now + (rest.ms ?? backoff(limited, random)))
    } else if (!('failure' in reply)) {
      limited = 0
      const allowance = allowanceOf(reply.headers, now)
      if (allowance) pace.limitTo(allowance, flights.size - 1, now)
    }
    if (rest.kind === 'halve') {
      objects = Math.max(1, Math.min(objects, Math.floor(objectsCounted(countsOf(group.rows), workspace.count) / 2)))
      log.warn({ workspace: workspace.name, objects }, 'Braze accepts fewer objects per request than declared: sending fewer from now on')
    }

    const giveUp = rest.kind === 'retry' && !isOutage && isPoisoned(group, fates)
    const conclusion = conclude(group.rows, judgement, { ambiguous: workspace.ambiguous, giveUp })
    await settle(conclusion.settlements)

    if (conclusion.divides) groups.add(...partsOf(group, conclusion.again))
    else groups.add(...conclusion.again.map((rows) => ({ ...group, rows })))
    lanes.release(conclusion.gone)
    report(conclusion, rest, judgement.uncounted, { workspace, log, metrics, now: clock.now() })
    if (refusals.record(conclusion) && !(pause && isByHand(pause))) {
      setPause(pauseFor('mostly_refused', clock.now(), pause))
      parts.mostlyRefused()
    }
    if (rest.kind === 'taken' && !isSuspect(group)) fates.taken++
  }

  function failed({ group, isProbe }: Flight, now: number): void {
    if (!isSuspect(group)) fates.failed++
    // An outage is not the batch's fault.
    if (!outage.current) failedOn(group, now)
    if (outage.failed(isProbe, now)) log.warn({ workspace: workspace.name }, 'Braze keeps failing: probing it from time to time')
    if (pause?.probeAt !== undefined && isProbe) setPause(pauseFor(pause.reason, now, pause))
  }

  function failedOn(group: Group, now: number): void {
    if (group.failures === 0) group.before = { ...fates }
    group.failures++
    group.notBefore = now + backoff(group.failures, random)
  }

  /** Braze answered, whatever it said. */
  function alive({ isProbe }: Flight, rest: Judgement['rest'], now: number): void {
    if (outage.answered()) {
      groups.hurry()
      log.info({ workspace: workspace.name }, 'Braze answers again')
    }
    if (rest.kind === 'pause') {
      if (!pause || isProbe || pause.reason !== rest.reason) setPause(pauseFor(rest.reason, now, pause))
    } else if (pause?.probeAt !== undefined && isProbe) {
      groups.hurry()
      setPause(undefined)
    }
  }

  function setPause(next: Pause | undefined): void {
    const before = pause?.reason
    pause = next
    if (next && next.reason !== before)
      log.error({ workspace: workspace.name, reason: next.reason }, 'workspace paused: nothing is sent to Braze, nothing is lost')
    if (!next && before !== undefined) log.info({ workspace: workspace.name, reason: before }, 'workspace resumed')
  }

  /** Tries until it is written: what is not on disk as sent would be sent again. A stop ends the trying; the rows stay marked. */
  async function settle(settlements: Settlement[]): Promise<void> {
    for (;;) {
      try {
        await claim.settle(settlements)
        return
      } catch {
        if (stopped) return
        await new Promise<void>((resolve) => clock.after(SETTLE_AGAIN_MS, resolve))
      }
    }
  }

  queueMicrotask(turn)

  return {
    wake(change) {
      lanes.wake(change)
      if (woken) return
      // Many submissions share one commit: one look for all of them.
      woken = true
      queueMicrotask(() => {
        woken = false
        turn()
      })
    },
    pause(reason) {
      setPause(pauseFor(reason, clock.now(), undefined))
    },
    resume() {
      refusals.clear()
      setPause(undefined)
      hurry(clock.now())
      turn()
    },
    reconfigure(next, client) {
      workspace = next
      braze = client
      objects = next.objects
      pace.setRates(next.rate, clock.now())
      pause = probeNow(pause, clock.now())
      turn()
    },
    async stop() {
      stopped = true
      cancelAlarm()
      await Promise.all(flights.keys())
    },
    get paused() {
      return pause
    },
    get failing() {
      return storage.failing
    },
    get inFlight() {
      return flights.size
    },
    get windows() {
      return pace.windows(clock.now())
    },
    get waiting(): Waiting | undefined {
      const held = pace.heldUntil(clock.now())
      if (held !== undefined) return { reason: 'rate_limited', until: held }
      return outage.current && { reason: lastFailure, until: outage.current.until }
    },
  }
}
