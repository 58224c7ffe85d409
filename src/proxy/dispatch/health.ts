// How sending to this workspace fares: whether it is paused, whether Braze is away, and which batches it fails on alone. Learns from each answer, and logs what changes.
import type { WorkspaceReason } from '../../core/codes.ts'
import type { Log } from '../log.ts'
import type { Rest } from './answer.ts'
import { backoff } from './backoff.ts'
import type { Conclusion } from './conclude.ts'
import type { Wait } from './dispatcher.ts'
import { blame, isPoisoned, isSuspect, type Fates, type Flight, type Group } from './group.ts'
import { createOutage, type Outage } from './outage.ts'
import { isByHand, pauseFor, probeNow, type Pause } from './pause.ts'
import { createRefusals } from './refusals.ts'

export interface HealthParts {
  /** Of the workspace. */
  name: string
  log: Log
  random: () => number
  /** The pause that was in force before this claim. */
  pause: Pause | undefined
  /** Told when Braze answers again: batches that wait to be sent again may go now. */
  recovered: () => void
  mostlyRefused: () => void
}

export interface Health {
  readonly pause: Pause | undefined
  readonly outage: Outage['current']
  /** Why and until when nothing goes during an outage. */
  readonly waiting: Wait | undefined
  /** Learns what Braze's answer, or the lack of one, says beyond its own batch. */
  learn(flight: Flight, rest: Rest, now: number): void
  /** Counts what became of a batch's envelopes: if most of the last ones were refused, sending pauses. */
  count(conclusion: Conclusion, now: number): void
  /** Braze took the batch, except for the objects that it named. */
  taken(group: Group): void
  /** The batch failed, and may go again after a while. */
  blame(group: Group, now: number): void
  isPoisoned(group: Group): boolean
  stop(reason: WorkspaceReason, now: number): void
  /** By an operator. */
  resume(): void
  /** Asks at once whether a pause of Braze's is over. */
  probePause(now: number): void
  /** Asks at once whether an outage is over. */
  askNow(now: number): void
}

export function createHealth({ name, log, random, recovered, mostlyRefused, ...parts }: HealthParts): Health {
  let { pause } = parts
  const outage = createOutage(random)
  const refusals = createRefusals()
  const fates: Fates = { taken: 0, failed: 0 }
  let lastFailure: WorkspaceReason = 'server_error'

  function setPause(next: Pause | undefined): void {
    const before = pause?.reason
    pause = next
    if (next && next.reason !== before)
      log.error(
        { workspace: name, reason: next.reason },
        'workspace paused: nothing is sent to Braze, nothing is lost; KomoBrazePaused in the README says what to do',
      )
    if (!next && before !== undefined) log.info({ workspace: name, reason: before }, 'workspace resumed')
  }

  const blameGroup = (group: Group, now: number): void => {
    blame(group, fates, now + backoff(group.failures + 1, random))
  }

  function failed({ group, isProbe }: Flight, reason: string, now: number): void {
    lastFailure = reason === 'server_error' || reason === 'gateway_timeout' ? reason : 'unreachable'
    if (!isSuspect(group)) fates.failed++
    // An outage is not the batch's fault.
    if (!outage.current) blameGroup(group, now)
    if (outage.failed(isProbe, now)) log.warn({ workspace: name, reason: lastFailure }, 'Braze keeps failing: probing it from time to time')
    if (pause && isProbe) setPause(pauseFor(pause.reason, now, pause))
  }

  /** Braze answered, whatever it said. */
  function alive({ isProbe }: Flight, rest: Rest, now: number): void {
    if (outage.answered()) {
      recovered()
      log.info({ workspace: name }, 'Braze answers again')
    }
    if (rest.kind === 'pause') {
      if (!pause || isProbe || pause.reason !== rest.reason) setPause(pauseFor(rest.reason, now, pause))
    } else if (pause?.probeAt !== undefined && isProbe) {
      recovered()
      setPause(undefined)
    }
  }

  return {
    learn(flight, rest, now) {
      if (rest.kind === 'retry') failed(flight, rest.reason, now)
      else alive(flight, rest, now)
    },
    count(conclusion, now) {
      if (!refusals.record(conclusion) || (pause && isByHand(pause))) return
      setPause(pauseFor('mostly_refused', now, pause))
      mostlyRefused()
    },
    taken(group) {
      if (!isSuspect(group)) fates.taken++
    },
    blame: blameGroup,
    isPoisoned: (group) => isPoisoned(group, fates),
    stop(reason, now) {
      setPause(pauseFor(reason, now, undefined))
    },
    resume() {
      refusals.clear()
      setPause(undefined)
    },
    probePause(now) {
      pause = probeNow(pause, now)
    },
    askNow: outage.askNow,
    get pause() {
      return pause
    },
    get outage() {
      return outage.current
    },
    get waiting(): Wait | undefined {
      return outage.current && { reason: lastFailure, until: outage.current.until }
    },
  }
}
