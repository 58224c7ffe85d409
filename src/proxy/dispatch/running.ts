// The state of a running claim, which its loop and its requests share.
import type { BrazeClient } from '../braze/client.ts'
import type { Claim, Settlement } from '../outbox/claim.ts'
import type { DispatcherParts } from './dispatcher.ts'
import { createHealth, type Health } from './health.ts'
import { createHeed, type Heed } from './heed.ts'
import { createPace, type Pace } from './pace.ts'
import type { Pause } from './pause.ts'
import { createStorage, type Storage } from './storage.ts'
import { createSupply, type Supply } from './supply.ts'
import type { DispatchWorkspace } from './workspace.ts'

export interface EngineParts extends Omit<DispatcherParts, 'store'> {
  claim: Claim
  /** The pause that was in force before this claim. */
  pause: Pause | undefined
}

export interface Running extends Readonly<Pick<DispatcherParts, 'clock' | 'log' | 'metrics'>> {
  /** The workspace and the client now in force: a reload replaces both. */
  workspace: DispatchWorkspace
  braze: BrazeClient
  readonly storage: Storage
  readonly supply: Supply
  readonly pace: Pace
  readonly heed: Heed
  readonly health: Health
  /** Requests in flight, with the number of envelopes in each. */
  readonly flights: Map<Promise<void>, number>
  isStopped: boolean
  /** What a stop kept from being recorded. */
  readonly unrecorded: Settlement[]
}

/** @param changed told when rows became ready, and at the end of each reading */
export function createRunning(parts: EngineParts, changed: () => void): Running {
  const { workspace, braze, clock, random, log, metrics, pause, mostlyRefused } = parts
  const { name } = workspace
  const storage = createStorage({
    claim: parts.claim,
    clock,
    failed(error) {
      log.error({ workspace: name, error }, 'the outbox cannot be read or written: nothing is sent to Braze, nothing is lost')
    },
    mended() {
      log.info({ workspace: name }, 'the outbox can be read and written again')
    },
  })
  const supply = createSupply(storage.claim, workspace, changed)
  const pace = createPace(workspace.rate, clock.elapsed())
  return {
    workspace,
    braze,
    clock,
    log,
    metrics,
    storage,
    supply,
    pace,
    heed: createHeed({ name, pace, clock, random, log }),
    health: createHealth({ name, log, random, pause, recovered: supply.hurry, mostlyRefused }),
    flights: new Map(),
    isStopped: false,
    unrecorded: [],
  }
}
