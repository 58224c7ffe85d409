// Whether the outbox can be read and written just now. After a failure nothing more is asked of it for a second. Wraps a claim, so that every use of it tells.
import type { Claim, Settlement } from '../outbox/claim.ts'
import type { Clock } from '../clock.ts'

const AGAIN_MS = 1_000

/** How much a success shows. The names of hubs may come from memory, and a full disk can still be read: a failure ends only with a success that shows as much as what failed would have. */
const SHOWS = { names: 0, rows: 1, writing: 2 }

export interface Failing {
  since: number
  /** When it may be tried again. */
  until: number
}

export interface Storage {
  /** The claim, watched. */
  claim: Claim
  /** Undefined while it works. */
  readonly failing: Failing | undefined
  /** The claim is given up: what is still being read ends with it, and that is no failure. */
  end(): void
}

export interface StorageParts {
  claim: Claim
  clock: Clock
  /** Told once, of the first failure. */
  failed(error: unknown): void
  /** Told once it works again. */
  mended(): void
}

export function createStorage({ claim, clock, failed, mended }: StorageParts): Storage {
  let failing: (Failing & { wanted: number }) | undefined
  let isOver = false

  function watched<Args extends unknown[], Result>(ask: (...args: Args) => Promise<Result>, shows: number) {
    return async (...args: Args): Promise<Result> => {
      try {
        const result = await ask(...args)
        if (failing && shows >= failing.wanted) {
          failing = undefined
          mended()
        }
        return result
      } catch (error) {
        const first = failing === undefined
        const now = clock.elapsed()
        failing = { since: failing?.since ?? now, until: now + AGAIN_MS, wanted: Math.max(shows, failing?.wanted ?? shows) }
        if (first && !isOver) failed(error)
        throw error
      }
    }
  }

  return {
    claim: {
      hubs: watched(() => claim.hubs(), SHOWS.names),
      next: watched((hub: string, after: number, limit: number) => claim.next(hub, after, limit), SHOWS.rows),
      heads: watched((lanes: number[]) => claim.heads(lanes), SHOWS.rows),
      sending: watched((limit: number) => claim.sending(limit), SHOWS.rows),
      mark: watched((seqs: number[]) => claim.mark(seqs), SHOWS.writing),
      settle: watched((settlements: Settlement[]) => claim.settle(settlements), SHOWS.writing),
      release: () => claim.release(),
    },
    get failing() {
      return failing
    },
    end() {
      isOver = true
    },
  }
}
