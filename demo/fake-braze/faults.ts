// What goes wrong on demand. Faults are queued through the control API; each request takes the first that fits it.
import type { Json } from '../../src/core/json.ts'
import type { Rate } from './rate-limit.ts'

export type Fault = {
  /** How many requests it hits; default 1, `null` until cleared. */ times?: number | null
  /** Only requests whose body holds this text. */ match?: string
} & (
  | { kind: 'status'; status: number; /** A bare text instead of Braze's JSON. */ text?: string }
  /** Taken and applied, yet answered as if it had failed. */
  | { kind: 'apply-then-status'; status: number }
  /** Taken and applied at once, answered this much later. */
  | { kind: 'slow'; ms: number }
  /** The connection is reset: nothing applied, or applied first. */
  | { kind: 'reset' }
  | { kind: 'apply-then-reset' }
  /** Never answered, nothing applied. */
  | { kind: 'hang' }
  | { kind: 'limited'; dialect: Rate['dialect']; seconds: number }
  /** A 401 whose message holds the key as it was sent. */
  | { kind: 'echo-key' }
  /** Any answer, word for word. */
  | { kind: 'answer'; status: number; body: Json; headers?: Record<string, string> }
)

export interface Faults {
  add(fault: Fault): void
  /** The fault for this request, if any; counts it. */
  take(body: string): Fault | undefined
  list(): Fault[]
  clear(): void
}

export function createFaults(): Faults {
  let queue: { fault: Fault; left: number }[] = []
  return {
    add: (fault) => void queue.push({ fault, left: fault.times === null ? Infinity : (fault.times ?? 1) }),
    take(body) {
      const entry = queue.find(({ fault }) => fault.match === undefined || body.includes(fault.match))
      if (!entry) return undefined
      entry.left--
      queue = queue.filter(({ left }) => left > 0)
      return entry.fault
    },
    list: () => queue.map(({ fault, left }) => ({ ...fault, times: left === Infinity ? null : left })),
    clear: () => void (queue = []),
  }
}
