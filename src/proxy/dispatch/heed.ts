// Heeds what an answer says about the pace: to wait, or how many requests are left.
import type { BrazeReply } from '../braze/client.ts'
import type { Clock } from '../clock.ts'
import type { Rest } from './answer.ts'
import { backoff } from './backoff.ts'
import type { Pace } from './pace.ts'
import { allowanceOf } from './rate-headers.ts'

/** `others`: requests that are in flight besides the one that was answered. */
export type Heed = (reply: BrazeReply, rest: Rest, others: number) => void

export function createHeed(pace: Pace, clock: Clock, random: () => number): Heed {
  /** Answers in a row that asked to wait. */
  let limited = 0
  return (reply, rest, others) => {
    if (rest.kind === 'wait') {
      limited++
      pace.holdUntil(clock.elapsed() + (rest.ms ?? backoff(limited, random)))
    } else if (!('failure' in reply)) {
      limited = 0
      const allowance = allowanceOf(reply.headers, clock.now())
      if (allowance) pace.limitTo(allowance, others, clock.elapsed())
    }
  }
}
