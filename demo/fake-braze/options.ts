// The settings of the stand-in: given at the start, changed while it runs through `PATCH /control/options`.
import type { Limits } from './judge-request.ts'
import type { Rate } from './rate-limit.ts'

export interface FakeBrazeOptions extends Limits {
  /** The REST key that is taken. Never shown again. */
  apiKey: string
  /** Null: no limit, and no headers about one. */
  rate: Rate | null
  /** Milliseconds from taking a request to applying it: a random time between the two. */
  applyMs: [least: number, most: number]
  /** False: only judge and count. For benches. */
  profiles: boolean
  /** How many requests the journal keeps; the oldest go first. */
  journal: number
  /** False: the journal holds no bodies. For benches. */
  bodies: boolean
  /** How a success is answered: 201 is documented, 200 was seen. */
  success: 200 | 201
  aliasEventsCreate: 'never' | 'flag'
}

export const DEFAULTS: FakeBrazeOptions = {
  apiKey: 'stand-in-key',
  objects: 75,
  count: 'combined',
  rate: { requests: 3000, seconds: 3, dialect: 'epoch' },
  applyMs: [5, 40],
  profiles: true,
  journal: 5000,
  bodies: true,
  success: 201,
  aliasEventsCreate: 'never',
}
